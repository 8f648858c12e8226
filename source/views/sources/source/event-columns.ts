import { sparkline } from '../../../components/charts/sparkline.ts';
import type { Column } from '../../../components/table/columns.ts';
import { ago, changeText, compact, percentText } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import type { Window } from '../../../domain/time.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { type Span, span } from '../../../theme/line.ts';
import type { EventSign, SourceEvent } from '../../../workspace/protocols/source-events.ts';
import { merged } from '../../../workspace/sources/inflow.ts';

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
