import type { Block } from '../../../components/block.ts';
import type { Column } from '../../../components/table/columns.ts';
import { counted, dateText } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { blank, line, type Span, span } from '../../../theme/line.ts';
import { isTrouble } from '../../../workspace/delivery/connection.ts';
import { worstFirst } from '../../../workspace/delivery/fleet.ts';
import { inventoryNeeds, needOf, pageNeeds } from '../../../workspace/needs/page.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { connectionAnswer } from '../../kit/answer/connection.ts';
import { sourceAnswer } from '../../kit/answer/source.ts';
import { subjectAnswer, withKeysOf } from '../../kit/answer/subject.ts';
import { destinationName } from '../../kit/destination-names.ts';
import { detailFact } from '../../kit/detail-lines.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { type FunctionUse, functionMark, functionUse, functionUseNeeds, sideWords } from '../../kit/words/functions.ts';

/** Where it runs, as far as the list tells: the places of insert functions are read one by one. */
function placesText({ fn, flows, connections, isListed }: FunctionUse): SafeText {
  const count = flows.length + connections.length;
  if (fn.side !== 'SOURCE' && fn.side !== 'DESTINATION') return t`before others`;
  if (!isListed) return count === 0 ? t`–` : t`${count}+ places`;
  return count === 0 ? t`nowhere` : counted(count, t`place`);
}

/** Undefined where it is not known in how many. */
function placesKnown({ fn, flows, connections, isListed }: FunctionUse): number | undefined {
  return isListed && (fn.side === 'SOURCE' || fn.side === 'DESTINATION')
    ? flows.length + connections.length
    : undefined;
}

/**
 * How many of those that run it fail deliveries: the only visible sign of its errors. Undefined where nothing that runs it has
 * deliveries, `isAll` false where some have not been read.
 */
function failing({
  fn,
  connections,
  isListed,
}: FunctionUse): { readonly count: number; readonly isAll: boolean } | undefined {
  if (fn.side !== 'DESTINATION') return undefined;
  const isAll = isListed && connections.every(({ state }) => state !== 'unknown');
  const seen = connections.filter(({ state }) => state !== 'disabled' && state !== 'unobservable');
  if (isAll && seen.length === 0) return undefined;
  return { count: connections.filter(({ state }) => state === 'failing').length, isAll };
}

function deliveries(row: FunctionUse): Span {
  const found = failing(row);
  if (!found) return span(t`–`, 'dim');
  const { count, isAll } = found;
  if (count === 0) return span(isAll ? t`0 failing` : t`not known`, 'dim');
  return span(t`${count}${isAll ? t`` : t`+`} failing`, row.connections.some(isTrouble) ? 'bad' : 'text');
}

/** Undefined where it is not known in how many. */
function failingKnown(row: FunctionUse): number | undefined {
  const found = failing(row);
  return found?.isAll ? found.count : undefined;
}

const columns: readonly Column<FunctionUse>[] = [
  { id: 'mark', header: t``, width: 1, priority: 0, cell: (row, { glyphs }) => functionMark(row, glyphs) },
  {
    id: 'name',
    header: t`Function`,
    width: { min: 14, max: 36, grow: 1 },
    priority: 0,
    cell: ({ fn }) => fn.name,
    sort: ({ fn }) => fn.name,
  },
  {
    id: 'side',
    header: t`Kind`,
    width: { min: 12, max: 27 },
    priority: 1,
    cell: ({ fn }) => sideWords[fn.side],
    sort: ({ fn }) => sideWords[fn.side],
  },
  {
    id: 'places',
    header: t`Runs in`,
    width: { min: 8, max: 26 },
    priority: 2,
    cell: (row) => span(placesText(row), 'dim'),
    sort: placesKnown,
  },
  {
    id: 'failing',
    header: t`Deliveries`,
    width: 10,
    priority: 3,
    cell: deliveries,
    sort: failingKnown,
  },
  {
    id: 'created',
    isTime: true,
    header: t`Created`,
    width: { min: 8, max: 12 },
    priority: 4,
    cell: ({ fn }, { now }) => span(fn.createdAt === undefined ? t`–` : dateText(fn.createdAt, now), 'dim'),
    sort: ({ fn }) => fn.createdAt,
  },
  {
    id: 'about',
    header: t`About`,
    width: { min: 10, max: 60, grow: 2 },
    priority: 5,
    cell: ({ fn }) => span(fn.description, 'dim'),
  },
];

const worth = { bad: 0, warn: 1, good: 2 } as Readonly<Record<string, number>>;

/** Most places that are named under a function. */
const mostPlaces = 12;

export function functionDetail(row: FunctionUse, context: ViewContext, width: number): Block {
  const { glyphs, now } = context;
  const { fn, flows, connections, isListed } = row;
  const names = [
    ...connections.map((each) => destinationName(each, context)),
    ...flows.map(({ source }) => source.name),
  ];
  const more = names.length - mostPlaces;
  return [
    line(functionMark(row, glyphs), t` `, span(fn.name, 'strong')),
    line(span(sideWords[fn.side], 'dim')),
    blank,
    ...textLines(fn.description, width),
    blank,
    detailFact(t`Runs in`, placesText(row)),
    ...names.slice(0, mostPlaces).map((name) => detailFact(t``, name)),
    ...(more > 0 ? [detailFact(t``, span(t`and ${more}${isListed ? t`` : t`+`} more`, 'dim'))] : []),
    detailFact(t`Created`, fn.createdAt === undefined ? t`–` : dateText(fn.createdAt, now)),
    blank,
    ...textLines(t`Runs, errors and execution time of a function are not in the API.`, width, 'dim'),
  ];
}

/** Functions of the workspace: what they act on and where they run (F-02; rule 161). */
export const functions = tableView<FunctionUse>({
  id: pages.functions.id,
  aliases: ['functions', 'fn'],
  title: () => t`Functions`,
  rows: ({ read, overview, glyphs }) =>
    (read(resources.functions).data ?? [])
      .map((fn) => functionUse(fn, overview))
      .map((use) => ({ use, at: worth[functionMark(use, glyphs).tone ?? ''] ?? 3 }))
      .sort((a, b) => a.at - b.at || (a.use.fn.name < b.use.fn.name ? -1 : 1))
      .map(({ use }) => use),
  columns,
  rowKey: ({ fn }) => fn.id,
  open: ({ fn }) => pages.function.at(fn.id),
  subject: ({ fn }) => ({ kind: 'function', id: fn.id, name: fn.name }),
  detail: functionDetail,
  answer: ({ fn: { id, name }, connections, flows }, context) => {
    const [worst] = connections.toSorted(worstFirst);
    const of = worst ? connectionAnswer(worst, context) : flows[0] && sourceAnswer(flows[0], context);
    return withKeysOf(
      subjectAnswer({ kind: 'function', id, name }, context, t`opens its code, its settings and where it runs`),
      of,
    );
  },
  empty: ({ read, keyOf }) =>
    emptyNotice(read(resources.functions), t`functions`, {
      title: t`No functions`,
      text: t`A function is code of your own that runs at Segment, as a source, as a destination or before one.`,
      help: keyText({ keyOf }, 'back', t`back`),
    }),
  needs: (context) => {
    const { read, period, overview } = context;
    return pageNeeds(read, () => [
      ...inventoryNeeds(),
      needOf(resources.functions),
      ...functionUseNeeds(
        period,
        (read(resources.functions).data ?? []).map((fn) => functionUse(fn, overview)),
      ),
    ]);
  },
});
