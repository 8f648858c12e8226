import { promptLine } from '../../../components/prompt/line.ts';
import { parseFilter } from '../../../domain/filter/filter.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import type { CommandId } from '../../../keys/keymap.ts';
import { contentOf } from '../../../state/pane.ts';
import type { Prompt } from '../../../state/store.ts';
import { type Line, line, lineWidth, type Span, span } from '../../../theme/line.ts';
import type { Scene } from '../../scene/context.ts';
import type { KeyNames } from '../overlay.ts';

/** Columns that stay free for typing: the words beside the input line are cut before that. */
const roomToType = 24;

/** Column names shown beside an empty filter line: enough to show the syntax. */
const namesShown = 4;

/** The last row while a line is typed: the line, how many rows it leaves, and how it ends. */
export function promptRow(prompt: Prompt, scene: Scene, width: number, { hint }: KeyNames): Line {
  const ends = (id: CommandId, does: SafeText): Span[] => {
    const [, , stroke] = hint(id, does) ?? [];
    const hit = stroke === undefined ? undefined : ({ kind: 'key', stroke } as const);
    return stroke === undefined
      ? []
      : [
          { ...span(t`  ${sanitise(stroke)}`, 'key'), hit },
          { ...span(t` ${does}`, 'dim'), hit },
        ];
  };
  const helps = {
    filter: (isShort: boolean) => [
      ...filterHelp(prompt, scene, isShort),
      ...ends('line.enter', t`keep`),
      ...ends('line.leave', t`clear`),
    ],
    command: () => [
      ...ends('line.complete', t`complete`),
      ...ends('line.enter', t`run`),
      ...ends('line.leave', t`cancel`),
    ],
    find: () => [span(t`a name of anything`, 'dim'), ...ends('line.enter', t`open`), ...ends('line.leave', t`cancel`)],
    collection: () => [
      span(t`empty takes it away`, 'dim'),
      ...ends('line.enter', t`keep`),
      ...ends('line.leave', t`cancel`),
    ],
  };
  // How a filter is written gives way before the keys do, and these before what it finds.
  const found = prompt.kind === 'filter' ? filterHelp(prompt, scene, true) : [];
  const tails = [helps[prompt.kind](false), helps[prompt.kind](true), found].map((parts) => line(...parts, t` `));
  const tail = tails.find((one) => width - lineWidth(one) >= roomToType) ?? line();
  const typed = promptLine({
    label: labels[prompt.kind],
    state: { text: prompt.text, cursor: prompt.cursor },
    width: width - lineWidth(tail),
  });
  return { spans: [...typed.spans, ...tail.spans] };
}

const labels = { command: t` : `, find: t` / `, filter: t` / `, collection: t` Collection ID: ` };

function filterHelp({ text }: Prompt, { panes, context: { place } }: Scene, isShort: boolean): Span[] {
  const pane = panes[Math.min(place.pane, panes.length - 1)];
  const find = contentOf(pane, 'document')?.find;
  const rows = (find ? find(text).length : (pane?.found ?? pane?.rows.length)) ?? 0;
  const invalid = pane?.filter ? pane.filter.invalid : parseFilter(text).invalid;
  const found = invalid
    ? span(t`makes no sense`, 'bad')
    : span(t`${rows} found${contentOf(pane, 'table')?.soFar ? t` so far` : t``}`, rows > 0 ? 'dim' : 'warn');
  const names = pane?.filter?.names ?? [];
  const named = names.length > 0 ? t`  ${sanitise(names.slice(0, namesShown).join(': '))}: …` : t``;
  const grammar = text === '' && !isShort ? [span(t`  !not  ~fuzzy  /regex/  >5%${named}`, 'dim')] : [];
  return [found, ...grammar];
}
