/** A node of the syntax tree that exports what it declares. */
export interface Export {
  type: string
  declaration?: Declaration | null
}

interface Declaration {
  id?: { name: string } | null
  declarations?: readonly { id: { name?: string } }[]
}

interface Comment {
  type: string
  value: string
}

/** What the linter gives a rule. */
export interface Context {
  sourceCode: { getCommentsBefore(node: Export): readonly Comment[] }
  report(problem: { node: Export; message: string }): void
}

const namesOf = ({ id, declarations = [] }: Declaration) =>
  id ? [id.name] : declarations.flatMap(({ id: { name } }) => (name === undefined ? [] : [name]))

/** A rule: every exported name has a doc comment. A schema and the type of the same name have one together. */
export const docComments = {
  create(context: Context) {
    const documented = new Set<string>()
    return {
      ExportNamedDeclaration(node: Export) {
        const names = node.declaration ? namesOf(node.declaration) : []
        const last = context.sourceCode.getCommentsBefore(node).at(-1)
        const isDocumented = last?.type === 'Block' && last.value.startsWith('*')
        for (const name of names) {
          if (!isDocumented && !documented.has(name))
            context.report({
              node,
              message: `\`${name}\` has no doc comment: say what it is, its units, and its errors.`,
            })
          documented.add(name)
        }
      },
    }
  },
}
