import { keepCollection } from '../../../actions/delivery/logs.ts';
import type { Environment } from '../../../actions/environment.ts';
import { prompts, runFind, runLine } from '../../../actions/finding/palette.ts';
import { filterBy } from '../../../actions/look.ts';
import { edited, inserted, type PromptState } from '../../../components/prompt/model.ts';
import type { Press } from '../../../keys/strokes.ts';
import type { Prompt } from '../../../state/store.ts';
import { defineOverlay, type OverlayDefinition } from '../overlay.ts';
import { finderNeeds } from './needs.ts';
import { offersBlock } from './offers.ts';
import { promptRow } from './row.ts';

/** Takes over a changed line: a filter works at once, the other kinds offer completions. */
function typeInto(environment: Environment, { kind }: Prompt, next: PromptState | undefined): void {
  if (!next) return;
  environment.store.setState({ prompt: prompts[kind](environment, next.text, next.cursor) });
  if (kind === 'filter') filterBy(environment, next.text);
}

const written = (prompt: Prompt, { stroke, text }: Press): PromptState | undefined =>
  text === undefined ? edited(prompt, stroke) : inserted(prompt, text);

const close = ({ store }: Environment): void => store.setState({ prompt: undefined });

/** What every line that is typed on the last row has in common. */
const typed: Pick<OverlayDefinition<Prompt['kind'], Prompt>, 'closedBy' | 'paste' | 'foot' | 'stands'> = {
  closedBy: [],
  stands: 'foot',
  foot: promptRow,
  paste: (prompt, text, { environment }) => typeInto(environment, prompt, inserted(prompt, text)),
};

/** A filter of the rows: while it is typed the arrows move in them. */
export const filter = defineOverlay({
  ...typed,
  kind: 'filter',
  isBusy: () => true,
  press(prompt, press, { environment }) {
    switch (press.stroke) {
      case 'esc':
        filterBy(environment, '');
        return close(environment);
      case 'enter':
        return close(environment);
      case 'down':
        return environment.run('move.down');
      case 'up':
        return environment.run('move.up');
      default:
        typeInto(environment, prompt, written(prompt, press));
    }
  },
});

/** The collection of a destination's failure logs. */
export const collection = defineOverlay({
  ...typed,
  kind: 'collection',
  isBusy: () => true,
  press(prompt, press, { environment }) {
    switch (press.stroke) {
      case 'esc':
        return close(environment);
      case 'enter':
        close(environment);
        return keepCollection(environment, prompt.text);
      default:
        typeInto(environment, prompt, written(prompt, press));
    }
  },
});

/** The offer that Enter takes; on an empty line only one that was chosen with the arrows. */
function chosenOffer({ text, offers, at = 0 }: Prompt): string | undefined {
  return text.trim() === '' && at === 0 ? undefined : offers?.[at]?.id;
}

/** A line with completions; the arrows choose one, Tab takes over its name. */
const offering = (
  run: typeof runLine,
): Pick<OverlayDefinition<Prompt['kind'], Prompt>, 'draw' | 'press' | 'needs'> => ({
  draw: (prompt, { width, height, glyphs }) => offersBlock(prompt, width, height, glyphs),
  needs: finderNeeds,
  press(prompt, press, { environment }) {
    const { offers = [], at = 0, text } = prompt;
    switch (press.stroke) {
      case 'esc':
        return close(environment);
      case 'enter':
        close(environment);
        return run(environment, text, chosenOffer(prompt));
      case 'down':
      case 'up': {
        const next = Math.max(0, Math.min(at + (press.stroke === 'down' ? 1 : -1), offers.length - 1));
        return environment.store.setState({ prompt: { ...prompt, at: next } });
      }
      case 'tab': {
        const name = offers[at]?.name;
        return typeInto(environment, prompt, name && { text: `${name} `, cursor: name.length + 1 });
      }
      default:
        typeInto(environment, prompt, written(prompt, press));
    }
  },
});

/** The palette: a page, a command, or anything by its name. On an empty line a digit still opens its page. */
export const command = defineOverlay({
  ...typed,
  ...offering(runLine),
  kind: 'command',
  isBusy: ({ text }) => text !== '',
});

/** A name that is looked for on Home. */
export const find = defineOverlay({ ...typed, ...offering(runFind), kind: 'find', isBusy: () => true });
