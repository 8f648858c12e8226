import { keepCollection } from '../../../actions/delivery/logs.ts';
import type { Environment } from '../../../actions/environment.ts';
import { keepFilter } from '../../../actions/finding/kept-filter.ts';
import { prompts, runFind, runLine, seenFirst } from '../../../actions/finding/palette.ts';
import { filterBy } from '../../../actions/look.ts';
import { edited, inserted, type PromptState } from '../../../components/prompt/model.ts';
import { withFilter } from '../../../domain/filter/engine.ts';
import { priority } from '../../../domain/queries.ts';
import type { Period } from '../../../domain/time.ts';
import type { Prompt } from '../../../state/store.ts';
import { recalled, withLine } from '../../../state/typed-lines.ts';
import type { Need } from '../../../workspace/polling/resource.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { eventNames } from '../../../workspace/resources/pages.ts';
import { defineOverlay, type Given, type OverlayDefinition } from '../overlay.ts';
import { offersBlock } from './offers.ts';
import { promptRow } from './row.ts';

/** Shorter lines match nothing, so no names are needed yet. */
const leastLetters = 2;

/** Read only for somebody who looks for a name: the names of all events in one request, and things that Home does not show. */
function finderNeeds({ text }: Prompt, period: Period): Need[] {
  if (text.trim().length < leastLetters) return [];
  const visible = { priority: priority.visible };
  return [
    { resource: eventNames(period), ...visible },
    { resource: resources.trackingPlans, ...visible },
    { resource: resources.warehouses, ...visible },
  ];
}

/** Takes over a changed line: a filter works at once, the other kinds offer completions. */
function typeInto(
  environment: Environment,
  { kind }: Prompt,
  next: PromptState | undefined,
  recall?: Prompt['recall'],
): void {
  if (!next) return;
  const { text, cursor } = next;
  withFilter(kind === 'filter' ? text : '', () => {
    environment.store.setState({ prompt: { ...prompts[kind](environment, text, cursor), ...(recall && { recall }) } });
    if (kind === 'filter') filterBy(environment, text);
  });
}

const written = (prompt: Prompt, { does, text }: Given): PromptState | undefined =>
  text === undefined ? edited(prompt, does) : inserted(prompt, text);

/** Takes over a line typed before, older by 1 or newer by -1; what was being typed comes back after the newest. */
function recall(environment: Environment, prompt: Prompt, by: 1 | -1): void {
  if (prompt.kind !== 'command' && prompt.kind !== 'filter') return;
  const { at, draft } = prompt.recall ?? { at: -1, draft: prompt.text };
  const found = recalled(environment.store.getState().typed[prompt.kind], at, by);
  if (!found) return;
  const text = found.line ?? draft;
  typeInto(environment, prompt, { text, cursor: text.length }, { at: found.at, draft });
}

/** Keeps a line that was entered, for later starts too. */
function keep({ store, saveTyped }: Environment, kind: 'command' | 'filter', text: string): void {
  const { typed } = store.getState();
  const next = { ...typed, [kind]: withLine(typed[kind], text) };
  store.setState({ typed: next });
  saveTyped(next);
}

const close = ({ store }: Environment): void => store.setState({ prompt: undefined });

/** What every line that is typed on the last row has in common. */
const typed: Pick<OverlayDefinition<Prompt['kind'], Prompt>, 'scopes' | 'paste' | 'foot' | 'stands' | 'isOnlyLeft'> = {
  scopes: () => ['line', 'edit'],
  stands: 'foot',
  foot: promptRow,
  paste: (prompt, text, { environment }) => typeInto(environment, prompt, inserted(prompt, text)),
  // A filter that is left is forgotten for good.
  isOnlyLeft: ({ kind }) => kind !== 'filter',
};

/** A filter of the rows: while it is typed the arrows move in them. */
export const filter = defineOverlay({
  ...typed,
  kind: 'filter',
  isBusy: () => true,
  press(prompt, press, { environment }) {
    switch (press.does) {
      case 'line.leave':
        filterBy(environment, '');
        keepFilter(environment, '');
        return close(environment);
      case 'line.enter':
        if (prompt.text.trim() !== '') keep(environment, 'filter', prompt.text);
        keepFilter(environment, prompt.text);
        return close(environment);
      case 'line.older':
        return recall(environment, prompt, 1);
      case 'line.newer':
        return recall(environment, prompt, -1);
      case 'line.down':
        return prompt.recall ? recall(environment, prompt, -1) : environment.run('move.down');
      case 'line.up':
        // On an empty line there is nothing to look through yet: the arrow asks for what was typed before.
        return prompt.recall || prompt.text === '' ? recall(environment, prompt, 1) : environment.run('move.up');
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
    switch (press.does) {
      case 'line.leave':
        return close(environment);
      case 'line.enter':
        close(environment);
        return keepCollection(environment, prompt.text);
      default:
        typeInto(environment, prompt, written(prompt, press));
    }
  },
});

/** The offer that Enter takes; on an empty line only one that was chosen with the arrows. */
function chosenOffer(prompt: Prompt, now: number): string | undefined {
  const { text, offers, at = 0 } = prompt;
  if (at === 0 && text.trim() === '') return undefined;
  return (at === 0 ? seenFirst(prompt, now)?.id : undefined) ?? offers?.[at]?.id;
}

/** The next or previous offer, up to the ends. */
function choose({ store }: Environment, prompt: Prompt, by: 1 | -1): void {
  const { offers = [], at = 0 } = prompt;
  store.setState({ prompt: { ...prompt, at: Math.max(0, Math.min(at + by, offers.length - 1)) } });
}

/** The line with what Tab takes over: the chosen offer, or of arguments the first that goes on with what is typed. */
function completed({ offers = [], at = 0, about, meant }: Prompt): PromptState | undefined {
  const chosen = offers[about !== undefined && at === 0 ? 1 : at];
  const name = chosen?.name ?? meant;
  const text = about !== undefined ? chosen?.line : name && `${name} `;
  if (text === undefined || text === '') return undefined;
  const line = about === undefined || text.endsWith('/') ? text : `${text} `;
  return { text: line, cursor: line.length };
}

/** A line with completions; the arrows choose one, Tab takes over its name. */
const offering = (
  run: typeof runLine,
): Pick<OverlayDefinition<Prompt['kind'], Prompt>, 'draw' | 'press' | 'needs' | 'click' | 'wheel'> => ({
  draw: (prompt, room) => offersBlock(prompt, room, room.names.key('line.complete')),
  needs: finderNeeds,
  click(prompt, hit, { environment }) {
    const offer = hit.kind === 'item' ? prompt.offers?.[hit.at] : undefined;
    if (!offer) return;
    close(environment);
    run(environment, prompt.text, offer.id);
  },
  wheel: (prompt, by, { environment }) => choose(environment, prompt, by),
  press(prompt, press, { environment }) {
    const { at = 0, text } = prompt;
    switch (press.does) {
      case 'line.leave':
        return close(environment);
      case 'line.enter':
        if (prompt.kind === 'command' && text.trim() !== '') keep(environment, 'command', text);
        close(environment);
        return run(environment, text, chosenOffer(prompt, environment.now()));
      case 'line.older':
        return recall(environment, prompt, 1);
      case 'line.newer':
        return recall(environment, prompt, -1);
      case 'line.down':
      case 'line.up': {
        if (press.does === 'line.up' && at === 0) return recall(environment, prompt, 1);
        return choose(environment, prompt, press.does === 'line.down' ? 1 : -1);
      }
      case 'line.complete':
        return typeInto(environment, prompt, completed(prompt));
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
