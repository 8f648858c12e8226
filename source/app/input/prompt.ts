import type { Environment } from '../../actions/environment.ts';
import { prompts, runFind, runLine } from '../../actions/finding/palette.ts';
import { filterBy } from '../../actions/look.ts';
import { edited, inserted, type PromptState } from '../../components/prompt/model.ts';
import type { Press } from '../../keys/strokes.ts';
import type { Prompt } from '../../state/store.ts';

/** Keys of a line being typed: a filter of the rows, a command of the palette, or something to find. */
export function promptPress(environment: Environment, prompt: Prompt, { stroke, text }: Press): void {
  const { store } = environment;
  if (stroke === 'esc') {
    if (prompt.kind === 'filter') filterBy(environment, '');
    return store.setState({ prompt: undefined });
  }
  if (stroke === 'enter') return takeLine(environment, prompt);
  if (stroke === 'down' || stroke === 'up') {
    if (prompt.kind === 'filter') return environment.run(stroke === 'down' ? 'move.down' : 'move.up');
    const last = (prompt.offers?.length ?? 0) - 1;
    const at = Math.max(0, Math.min((prompt.at ?? 0) + (stroke === 'down' ? 1 : -1), last));
    return store.setState({ prompt: { ...prompt, at } });
  }
  if (stroke === 'tab' && prompt.kind !== 'filter') {
    const name = prompt.offers?.[prompt.at ?? 0]?.name;
    if (name !== undefined) typeInto(environment, prompt, { text: `${name} `, cursor: name.length + 1 });
    return;
  }
  const next = text === undefined ? edited(prompt, stroke) : inserted(prompt, text);
  if (next) typeInto(environment, prompt, next);
}

function takeLine(environment: Environment, prompt: Prompt): void {
  environment.store.setState({ prompt: undefined });
  if (prompt.kind !== 'filter')
    (prompt.kind === 'find' ? runFind : runLine)(environment, prompt.text, chosenOffer(prompt));
}

/** The offer that Enter takes; an empty line takes one only when it was chosen with the arrows. */
function chosenOffer({ text, offers, at = 0 }: Prompt): string | undefined {
  return text.trim() === '' && at === 0 ? undefined : offers?.[at]?.id;
}

/** A changed line: a filter works at once, a command offers what it may become. */
export function typeInto(environment: Environment, { kind }: Prompt, { text, cursor }: PromptState): void {
  environment.store.setState({ prompt: prompts[kind](environment, text, cursor) });
  if (kind === 'filter') filterBy(environment, text);
}
