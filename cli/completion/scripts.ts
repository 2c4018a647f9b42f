// Each asks `transition complete` with the words up to the cursor. It answers a candidate a line, with its description
// after a tab, and at the end `:files` where the shell's own completion of paths is meant.

const bash = String.raw`_transition() {
  local line directive
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :*) directive=$line ;;
      *) COMPREPLY+=("${'$'}{line%%$'\t'*}") ;;
    esac
  done < <(transition complete -- "${'$'}{COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [ "$directive" = ":files" ]; then compopt -o default; else compopt +o default; fi
}
complete -F _transition transition`

const zsh = String.raw`#compdef transition
_transition() {
  local -a lines candidates
  local line
  lines=("${'$'}{(@f)$(transition complete -- "${'$'}{(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ "${'$'}{lines[-1]}" == ":files" ]]; then
    _files
    return
  fi
  for line in "${'$'}{(@)lines[1,-2]}"; do
    candidates+=("${'$'}{${'$'}{line%%$'\t'*}//:/\\:}:${'$'}{line#*$'\t'}")
  done
  _describe transition candidates
}
compdef _transition transition`

const fish = String.raw`function __transition_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -l lines (transition complete -- $before[2..-1] "$current" 2>/dev/null)
    if test "$lines[-1]" = ":files"
        __fish_complete_path "$current"
    else
        printf '%s\n' $lines[1..-2]
    end
end
complete -c transition -f -a '(__transition_complete)'`

/** What each shell is to read. */
export const scripts = { bash, zsh, fish } as const
