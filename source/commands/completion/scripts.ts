/**
 * Each shell asks `segtop complete` for the words that may stand where the cursor is: one a line, with a description behind a tab. A line
 * of `:files` asks for the files that the shell knows.
 */

const bash = `# segtop completion bash >> ~/.bashrc
_segtop() {
  local i k c word current quote prefix quoted rest=$COMP_LINE n=-1 typed=()
  # Bash takes words apart at = and at :, which options and names have in them.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ $i -eq 0 || $rest == [[:space:]]* ]]; then n=$((n + 1)); typed[n]=$word; else typed[n]+=$word; fi
    rest=\${rest#"\${rest%%[![:space:]]*}"}
    rest=\${rest#"$word"}
  done
  # Only what is behind the last of them is replaced.
  current=\${COMP_WORDS[COMP_CWORD]}
  [[ $current == *[!=:]* ]] || current=
  prefix=\${typed[n]%"$current"}
  prefix=\${prefix//\\\\/}
  quote=\${current:0:1}
  COMPREPLY=()
  while IFS=$'\\t' read -r word _; do
    [[ -z $word ]] && continue
    if [[ $word == :files ]]; then compopt -o default 2>/dev/null; continue; fi
    [[ $word == */ ]] && compopt -o nospace 2>/dev/null
    word=\${word:\${#prefix}}
    if [[ $quote == [\\"\\'] ]]; then
      quoted=
      for ((k = 0; k < \${#word}; k++)); do
        c=\${word:k:1}
        if [[ $quote == "'" && $c == "'" ]]; then c="'\\\\''"; fi
        if [[ $quote == '"' && $c == [\\"\\\\\\$\\\`] ]]; then c=\\\\$c; fi
        quoted+=$c
      done
    else
      quoted=$(printf %q "$word")
    fi
    COMPREPLY+=("$quoted")
  done < <(segtop complete -- "\${typed[@]:1}" 2>/dev/null)
}
complete -F _segtop segtop
`;

const zsh = `#compdef segtop
# segtop completion zsh > "\${fpath[1]}/_segtop"
_segtop() {
  local line word
  while IFS= read -r line; do
    word=\${line%%$'\\t'*}
    [[ -z $word ]] && continue
    if [[ $word == :files ]]; then _files
    elif [[ $word == */ ]]; then compadd -S '' -- "$word"; else compadd -- "$word"; fi
  done < <(segtop complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _segtop "$@"; else compdef _segtop segtop; fi
`;

const fish = `# segtop completion fish > ~/.config/fish/completions/segtop.fish
function __segtop_complete
  set -l typed (commandline -ct)
  for line in (segtop complete -- (commandline -opc)[2..] "$typed" 2>/dev/null)
    if test "$line" = ':files'
      __fish_complete_path "$typed"
    else
      echo $line
    end
  end
end
complete -c segtop -f -a '(__segtop_complete)'
`;

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** What a shell reads to complete the words of segtop. */
export const completionScripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };
