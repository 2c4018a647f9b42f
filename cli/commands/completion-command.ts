import { Argument, Command } from 'commander'

/** `transition completion SHELL`, and `transition complete`, which its scripts call. */
export function completionCommands(program: Command): [Command, Command] {
  const completion = new Command('completion')
    .description("Print a script that completes this command's verbs, flags and their values in a shell.")
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', examples)
    .action(async (shell: 'bash' | 'zsh' | 'fish') =>
      console.log((await import('../completion/scripts.ts')).scripts[shell]),
    )
  const complete = new Command('complete')
    .argument('[words...]')
    .allowUnknownOption()
    .action(async (words: string[]) => {
      const { candidatesFor } = await import('../completion/complete-words.ts')
      console.log(await candidatesFor(program, words))
    })
  return [completion, complete]
}

const examples = `
Examples:
  $ source <(transition completion bash)                       # in ~/.bashrc
  $ source <(transition completion zsh)          # in ~/.zshrc, after compinit
  $ transition completion fish > ~/.config/fish/completions/transition.fish
`
