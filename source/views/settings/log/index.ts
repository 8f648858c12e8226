import type { Column } from '../../../components/table/columns.ts';
import { clockSeconds, durationText } from '../../../domain/format.ts';
import { isLogProblem, type LogLine } from '../../../domain/log-line.ts';
import { atHand } from '../../../domain/proof.ts';
import { type SafeText, t, word } from '../../../domain/text.ts';
import { minute } from '../../../domain/time.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { pictureNeeds } from '../../kit/answer/picture-needs.ts';
import { tableView } from '../../kit/table-view.ts';

const columns: readonly Column<LogLine>[] = [
  {
    id: 'mark',
    header: t``,
    width: 1,
    priority: 0,
    cell: (row, { glyphs }) => (isLogProblem(row) ? span(glyphs.partial, 'warn') : t` `),
  },
  {
    id: 'time',
    header: t`Time`,
    isTime: true,
    width: { min: 8, max: 16 },
    priority: 0,
    cell: ({ at }, { now }) => span(clockSeconds(at, now), 'dim'),
    sort: ({ at }) => at,
  },
  {
    id: 'level',
    header: t`Level`,
    width: 5,
    priority: 3,
    cell: ({ level }) => span(word(level), level === 'warn' || level === 'error' ? 'warn' : 'dim'),
    sort: ({ level }) => level,
  },
  {
    id: 'what',
    header: t`What`,
    width: { min: 8, max: 24 },
    priority: 1,
    cell: ({ what }) => what,
    sort: ({ what }) => what,
  },
  {
    id: 'answer',
    header: t`Answer`,
    width: { min: 6, max: 14 },
    priority: 2,
    cell: (row) => (row.answer === undefined ? t`` : span(row.answer, isLogProblem(row) ? 'warn' : 'dim')),
    sort: ({ answer }) => answer,
  },
  {
    id: 'took',
    header: t`Took`,
    width: { min: 5, max: 8 },
    align: 'right',
    priority: 4,
    cell: ({ took }) => (took === undefined ? t`` : durationText(took)),
    sort: ({ took }) => took,
  },
  {
    id: 'about',
    header: t`About`,
    width: { min: 10, grow: 1 },
    priority: 1,
    cell: ({ about }) => about,
    sort: ({ about }) => about,
  },
];

/** Its lines are of now whatever moment is shown: of one that is past there may be none left. */
const headWords = (lines: readonly LogLine[], now: number): SafeText =>
  lines.some(({ at }) => at - now > minute)
    ? t` What this segtop did until now, not then, newest first: the last 500 lines, without secrets.`
    : t` What this segtop did, newest first: the last 500 lines, without secrets.`;

/** What segtop itself did, newest first. While it is looked at, all goes on being read that Home needs. */
export const log = tableView<LogLine>({
  id: pages.log.id,
  aliases: ['log', 'requests'],
  title: () => t`Log`,
  rows: ({ log: lines }) => lines,
  columns,
  rowKey: ({ id }) => String(id),
  when: ({ at }) => at,
  problem: isLogProblem,
  marksChanges: false,
  head: ({ now }, lines) => [line(span(headWords(lines, now), 'dim'))],
  json: ({ id: _, at, ...rest }) => ({ at: new Date(at).toISOString(), ...rest }),
  empty: () => ({ kind: 'empty', proof: atHand, title: t`Not a line yet` }),
  needs: pictureNeeds,
});
