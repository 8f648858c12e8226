import type { Column } from '../../../components/table/columns.ts';
import { compact } from '../../../domain/format.ts';
import { t } from '../../../domain/text.ts';
import { span } from '../../../theme/line.ts';
import { type ComputationRow, computationStates } from '../../../workspace/engage/computations.ts';
import { wholeOf } from '../../../workspace/polling/proof.ts';
import {
  cadenceText,
  destinationsSpan,
  kindNames,
  nextText,
  runSpans,
  sizeOf,
  stateMark,
  statusSpan,
} from '../words.ts';

export const columns: readonly Column<ComputationRow>[] = [
  { id: 'mark', header: t``, width: 1, priority: 0, cell: ({ state }, { glyphs }) => stateMark(state, glyphs) },
  {
    id: 'name',
    header: t`Name`,
    width: { min: 16, max: 34 },
    priority: 0,
    cell: ({ own }) => span(own.name, own.enabled ? 'text' : 'dim'),
    sort: ({ own }) => own.name,
  },
  {
    id: 'kind',
    header: t`Kind`,
    width: { min: 8, max: 14 },
    priority: 6,
    cell: ({ kind }) => span(kindNames[kind], 'dim'),
    sort: ({ kind }) => kind,
  },
  {
    id: 'status',
    header: t`Status`,
    width: { min: 13, max: 21 },
    priority: 0,
    cell: statusSpan,
    sort: ({ state }) => computationStates.indexOf(state),
  },
  {
    id: 'size',
    header: t`Members`,
    width: 7,
    align: 'right',
    priority: 1,
    cell: ({ kind, audience }) => {
      const size = sizeOf(audience);
      if (size !== undefined) return compact(size);
      return kind === 'trait' ? t`` : span(t`–`, 'dim');
    },
    sort: ({ audience }) => sizeOf(audience),
  },
  {
    id: 'runs',
    header: t`Last run`,
    width: { min: 18, grow: 1 },
    priority: 1,
    cell: ({ runs, kind }, { now, width }) => runSpans(runs, kind, now, width),
    sort: ({ runs }) => Math.max(runs.lastFailed ?? 0, runs.lastSyncFailed ?? 0, runs.lastGood ?? 0) || undefined,
  },
  {
    id: 'cadence',
    header: t`Computed`,
    width: { min: 8, max: 24 },
    priority: 4,
    cell: ({ audience }) => (audience ? cadenceText(audience) : span(t`unknown`, 'dim')),
    sort: ({ audience }) =>
      audience && (audience.cadence !== '' || audience.schedules.length > 0) ? cadenceText(audience) : undefined,
  },
  {
    id: 'next',
    isTime: true,
    header: t`Next run`,
    width: 9,
    align: 'right',
    priority: 2.5,
    cell: ({ audience }, { now }) => nextText(audience?.nextRunAt, now),
    sort: ({ audience }) => audience?.nextRunAt,
  },
  {
    id: 'destinations',
    header: t`Sent to`,
    width: { min: 11, max: 44 },
    priority: 2,
    cell: destinationsSpan,
    // How many there are is not known of a list that lost some.
    sort: ({ destinations }) => destinations && wholeOf(destinations)?.length,
  },
  {
    id: 'space',
    header: t`Space`,
    width: { min: 8, max: 24 },
    priority: 7,
    cell: ({ space }) => span(space.name, 'dim'),
    sort: ({ space }) => space.name,
  },
];
