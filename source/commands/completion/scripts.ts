/** Each shell asks `segtop complete` for the words that may stand where the cursor is: one a line, with a description behind a tab. */

const bash = `# segtop completion bash >> ~/.bashrc
_segtop() {
  local word
  COMPREPLY=()
  while IFS=$'\\t' read -r word _; do
    [[ -z $word ]] && continue
    [[ $word == */ ]] && compopt -o nospace 2>/dev/null
    COMPREPLY+=("$(printf %q "$word")")
  done < <(segtop complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
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
    if [[ $word == */ ]]; then compadd -S '' -- "$word"; else compadd -- "$word"; fi
  done < <(segtop complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _segtop "$@"; else compdef _segtop segtop; fi
`;

const fish = `# segtop completion fish > ~/.config/fish/completions/segtop.fish
complete -c segtop -f -a '(segtop complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`;

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** What a shell reads to complete the words of segtop. */
export const completionScripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };
