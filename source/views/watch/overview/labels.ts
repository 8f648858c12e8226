import type { Filter } from '../../../domain/filter/filter.ts';
import { compact, percentText } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { fit, flattened, highlight, type Line, line, lineWidth, type Span, select, span } from '../../../theme/line.ts';
import { isTrouble, rateOf, worstFirst } from '../../../workspace/delivery/fleet.ts';
import type { Overview } from '../../../workspace/watch/overview.ts';
import { connectionVerdict } from '../../kit/words.ts';
import { nodeMark } from './health.ts';
import type { HeadingRow, NodeRow } from './rows.ts';
import type { Instance } from './topology.ts';

/** How a row stands to the selected one. */
export type Standing = 'selected' | 'peer' | 'other';

interface LabelContext {
  readonly glyphs: Glyphs;
  readonly overview: Overview;
  readonly filter: Filter;
  /** Instead of the node's own mark. */
  readonly mark?: Span | undefined;
}

/** `● ▸ Javascript 25  2.1M`: the mark, whether it unfolds, the type, how many there are, and what is worth knowing. */
export function nodeLabel(row: NodeRow, standing: Standing, width: number, context: LabelContext): Line {
  const { glyphs, filter } = context;
  const isInstance = row.kind === 'instance';
  const fold = row.fold === undefined ? t` ` : row.unfolded ? glyphs.unfolded : glyphs.folded;
  const dim = standing === 'other';
  const name =
    filter.text === '' ? [span(row.label, dim ? 'dim' : 'strong')] : highlight(row.label, filter.spans(row.label));
  const storage =
    row.instances[0]?.storage && row.kind !== 'more' ? span(t` ${glyphs.storage}`, dim ? 'dim' : 'info') : undefined;
  const count = row.kind === 'type' ? span(t` ${numberOf(row.instances)}`, dim ? 'dim' : 'text') : undefined;
  const mark = context.mark ?? (row.instances.length > 0 ? nodeMark(row.health, glyphs) : span(t` `));
  const head = line(isInstance ? t`  ` : undefined, mark, t` `, span(fold, 'dim'), ...name, storage, count);
  const notes = [note(row, context), alarm(row, context)].filter((each) => each && lineWidth(each) > 0);
  const fitting = notes.find((each) => lineWidth(head) + 2 + lineWidth(each!) <= width);
  const whole = fitting ? line(...head.spans, t`  `, ...fitting.spans) : withAlarm(head, notes.at(-1), width);
  const shown = lineWidth(whole) > width ? fit(whole, width) : whole;
  return standing === 'selected' ? flattened(select(shown)) : shown;
}

/** What fails there: shown at any width, if necessary in place of the end of the name. */
function alarm(row: NodeRow, { overview }: LabelContext): Line | undefined {
  const [first] = row.instances;
  return first && row.kind !== 'more' && first.subject.kind !== 'source' ? line(...worst(row, overview)) : undefined;
}

/** Columns that a name keeps beside what fails. */
const leastName = 12;

function withAlarm(head: Line, alarmLine: Line | undefined, width: number): Line {
  const room = alarmLine ? width - lineWidth(alarmLine) - 2 : 0;
  return alarmLine && room >= leastName && lineWidth(head) > room
    ? line(...fit(head, room).spans, t`  `, ...alarmLine.spans)
    : head;
}

/** The name of a lone instance, the volume of sources, and the worst connection of destinations. */
function note(row: NodeRow, { overview }: LabelContext): Line | undefined {
  const [first, ...others] = row.instances;
  if (!first || row.kind === 'more') return undefined;
  const name =
    row.kind === 'type' && others.length === 0 && first.name !== row.label ? [span(t`${first.name}  `, 'dim')] : [];
  return line(...name, ...(first.subject.kind === 'source' ? volume(row, overview) : worst(row, overview)));
}

function volume({ instances }: NodeRow, { flow }: Overview): Span[] {
  const counts = instances.map(({ id }) => flow.bySource.get(id)?.events);
  if (!counts.some((count) => count !== undefined)) return [];
  const known = counts.flatMap((count) => count ?? []);
  const sum = known.length < counts.length ? undefined : known.reduce((all, count) => all + count, 0);
  return [span(compact(sum), 'dim')];
}

function worst({ instances }: NodeRow, { fleet }: Overview): Span[] {
  const own = instances.flatMap(({ id }) => fleet.byId.get(id) ?? []);
  const [first] = own.filter(isTrouble).sort(worstFirst);
  if (!first) return [];
  const rate = rateOf(first) === undefined ? [] : [span(t`${percentText(rateOf(first))} `, 'bad')];
  return [...rate, connectionVerdict(first)];
}

export function headingLabel({ label, instances }: HeadingRow): Line {
  return line(span(label, 'accent'), span(t` ${numberOf(instances)}`, 'dim'));
}

/** Their lists were read whole. */
export function isCounted(instances: readonly Instance[]): boolean {
  return instances.every((each) => each.isCounted);
}

/** How many they are: so many at least where their list was not read whole. */
export function numberOf(instances: readonly Instance[]): SafeText {
  return isCounted(instances) ? t`${instances.length}` : t`${instances.length}+`;
}
