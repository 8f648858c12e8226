import type { Block } from '../../../components/block.ts';
import { sparkline } from '../../../components/charts/sparkline.ts';
import type { Column } from '../../../components/table/columns.ts';
import { ago, changeText, compact, percentText } from '../../../domain/format.ts';
import type { SourceState } from '../../../domain/sources/health.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import type { Window } from '../../../domain/time.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { blank, type Span, span } from '../../../theme/line.ts';
import type { EventSign, SourceEvent } from '../../../workspace/protocols/source-events.ts';
import { merged } from '../../../workspace/sources/inflow.ts';
import { keyName } from '../../kit/key-words.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';

const signWords: Readonly<Record<EventSign, SafeText>> = { stopped: t`STOPPED`, new: t`NEW`, fell: t`fell` };

/** What Segment's own page calls the calls that carry no name. */
export const eventNameText = ({ name }: SourceEvent): SafeText => name ?? t`Unnamed or batched events`;

export function eventMark({ sign, events, rule }: SourceEvent, glyphs: Glyphs): Span {
  if (sign === 'stopped') return span(glyphs.failing, 'bad');
  if (sign !== undefined || rule === null) return span(glyphs.partial, 'warn');
  return events > 0 ? span(glyphs.healthy, 'good') : span(glyphs.inactive, 'dim');
}

/** What stands out about it: first what became of it, then that the plan does not know it. */
export function signSpan({ sign, rule }: SourceEvent): Span {
  if (sign) return span(signWords[sign], sign === 'stopped' ? 'bad' : 'warn');
  return rule === null ? span(t`unplanned`, 'warn') : span(t``);
}

export const lengthText = ({ period }: Pick<ViewContext, 'period'>): SafeText =>
  period === '24h' ? t`24 hours` : t`7 days`;

const dropped = t`A release that dropped or renamed it, or a block at the source`;

/** What a sign means here, and what to look at next. @param state of the source: that it sends is not known of each */
export function signLines(
  { sign, name }: Pick<SourceEvent, 'sign' | 'name'>,
  state: SourceState | undefined,
  context: Pick<ViewContext, 'period' | 'keyOf'>,
  width: number,
): Block {
  const told = (text: SafeText): Block => [blank, ...textLines(text, width, 'warn')];
  if (sign === 'stopped') {
    if (state === 'silent') return told(t`The whole source is silent: not a matter of this event.`);
    if (state === 'disabled') return told(t`The whole source is switched off: not a matter of this event.`);
    const sends = state === 'live' || state === 'quiet' ? t`The source sends, but no longer this. ` : t``;
    return told(t`${sends}${dropped}: ${keyName(context, 'page.audit')} tells changes.`);
  }
  return sign === 'new' && name !== undefined ? told(t`Not once in the ${lengthText(context)} before.`) : [];
}

export function plannedText({ rule }: SourceEvent): SafeText {
  return rule === undefined ? t`–` : rule === null ? t`unplanned` : t`planned`;
}

/** @param hasPlan the source is under a tracking plan, which an event may be missing from */
export function eventColumns({ start, end }: Window, hasPlan: boolean): readonly Column<SourceEvent>[] {
  const planned: Column<SourceEvent> = {
    id: 'planned',
    header: t`Plan`,
    width: 9,
    priority: 6,
    cell: (row) => span(plannedText(row), row.rule === null ? 'warn' : 'dim'),
    sort: plannedText,
  };
  return [
    { id: 'mark', header: t``, width: 1, priority: 0, cell: (row, { glyphs }) => eventMark(row, glyphs) },
    {
      id: 'name',
      header: t`Event`,
      width: { min: 24, max: 44, grow: 1 },
      priority: 0,
      cell: (row) => span(eventNameText(row), row.name === undefined ? 'dim' : 'text'),
      sort: eventNameText,
    },
    {
      id: 'type',
      header: t`Type`,
      width: 8,
      priority: 6,
      cell: ({ type }) => span(type, 'dim'),
      sort: ({ type }) => type,
    },
    {
      id: 'count',
      header: t`Count`,
      width: 6,
      align: 'right',
      priority: 0,
      cell: ({ events }) => span(compact(events), events > 0 ? 'text' : 'dim'),
      sort: ({ events }) => events,
    },
    {
      id: 'share',
      header: t`Share`,
      width: 6,
      align: 'right',
      priority: 1,
      cell: ({ percent }) => percentText(percent),
      sort: ({ percent }) => percent,
    },
    {
      id: 'change',
      header: t`Change`,
      width: 7,
      align: 'right',
      priority: 1,
      cell: (row) => {
        const { change } = row;
        return span(change === undefined ? t`–` : changeText(change), row.sign ? 'text' : 'dim');
      },
      sort: ({ change }) => change,
    },
    {
      id: 'sign',
      header: t``,
      name: t`New, stopped or unplanned`,
      width: { min: 3, max: 9 },
      priority: 0,
      cell: signSpan,
      sort: (row) => signSpan(row).text,
    },
    ...(hasPlan ? [planned] : []),
    {
      id: 'seen',
      isTime: true,
      header: t`Last seen`,
      width: 9,
      align: 'right',
      priority: 3,
      cell: ({ lastSeen }, { now }) => (lastSeen === undefined ? t`–` : span(ago(lastSeen, now), 'dim')),
      sort: ({ lastSeen }) => lastSeen,
    },
    {
      id: 'graph',
      header: t`By hour`,
      name: t`Events by the hour`,
      width: { min: 8, max: 24, grow: 1 },
      priority: 5,
      cell: (row, { glyphs, width }) =>
        span(
          sparkline(
            merged(row.series, start, end).map(({ count }) => count),
            width,
            glyphs,
          ),
          signSpan(row).tone ?? 'dim',
        ),
    },
  ];
}
