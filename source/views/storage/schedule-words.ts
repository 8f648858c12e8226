import type { Sync } from '../../domain/entities.ts';
import { clock, durationText } from '../../domain/format.ts';
import { type ScheduledTime, scheduledTimes, type WarehouseSchedule } from '../../domain/storage/schedule.ts';
import { joined, type SafeText, sanitise, t } from '../../domain/text.ts';
import type { Snapshot } from '../../workspace/polling/snapshot.ts';
import { warehouseSchedule } from '../../workspace/resources/pages.ts';
import { missingText } from '../kit/need-states.ts';
import { wrappedFact } from '../kit/page-rows.ts';
import type { PageRow } from '../kit/page-view.ts';
import type { ViewContext } from '../kit/view.ts';

const everyHour = 24;

const hourText = (hour: number): SafeText => sanitise(`${String(hour).padStart(2, '0')}:00`);
const timeOfDay = (at: number): SafeText => clock(at, at);
const listed = (times: readonly SafeText[]): SafeText => joined(times, t`, `);

/** `06:00, 18:00 America/Los_Angeles`, and what that is on the clock here where the two differ. */
function hoursText({ hours, zone }: WarehouseSchedule, times: readonly ScheduledTime[] | undefined): SafeText {
  if (hours.length === everyHour) return t`every hour`;
  const own = listed(hours.map(hourText));
  if (zone === '') return t`${own}, time zone not given`;
  if (!times) return t`${own} ${zone}, a time zone that is not known here`;
  const inOrder = times.toSorted((a, b) => a.hour - b.hour);
  const isSame = inOrder.every(({ hour, at }) => timeOfDay(at) === hourText(hour));
  if (isSame) return t`${own} ${zone}`;
  const here = inOrder.map(({ at }) => timeOfDay(at)).toSorted();
  return t`${own} ${zone}, here ${listed(here)}`;
}

/** The hours are chosen and completely known: only then can they be said to be none. */
const isChosen = ({ data, problems }: Snapshot<WarehouseSchedule>): boolean =>
  data?.enabled === true && (data.hours.length > 0 || problems.length === 0);

function scheduleText(snapshot: Snapshot<WarehouseSchedule>, times: readonly ScheduledTime[] | undefined): SafeText {
  const { data } = snapshot;
  if (!data) return missingText(snapshot);
  if (!data.enabled) return t`no hours are chosen: it syncs by the rhythm of its plan`;
  if (!isChosen(snapshot)) return t`hours are chosen, but could not be read`;
  return data.hours.length === 0 ? t`chosen hours, all of them off` : hoursText(data, times);
}

/** The middle one of the gaps between runs of one source, newest first, ms; undefined where they are too few. */
export function usualGap(syncs: readonly Sync[]): number | undefined {
  const gaps = syncs.slice(1).map(({ start }, index) => syncs[index]!.start - start);
  return gaps.length < 2 ? undefined : gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)];
}

/** When it syncs next: by the hours that are chosen, else by what it usually does. */
function nextText(
  snapshot: Snapshot<WarehouseSchedule>,
  times: readonly ScheduledTime[] | undefined,
  syncs: readonly Sync[],
  now: number,
): SafeText {
  if (isChosen(snapshot)) {
    const [first] = times ?? [];
    if (first) return t`${clock(first.at, now)}, by its schedule`;
    if (snapshot.data?.hours.length === 0) return t`none: no hour of its schedule is on`;
  }
  const [newest] = syncs;
  const usual = usualGap(syncs);
  if (!newest || usual === undefined) return t`not known: the reports are too few to see a habit`;
  const due = newest.start + usual;
  const overdue = now - due > usual / 2 ? t`, and overdue` : t``;
  return t`about ${clock(due, now)}, by its habit of every ${durationText(usual)}${overdue}`;
}

/**
 * The hours that a warehouse syncs at and when it does so next.
 * @param syncs of one source, newest first: its habit, where no hours are chosen
 */
export function scheduleRows(
  warehouse: { readonly id: string; readonly enabled: boolean },
  syncs: readonly Sync[],
  { read, now }: Pick<ViewContext, 'read' | 'now'>,
  width: number,
): PageRow[] {
  const snapshot = read(warehouseSchedule(warehouse.id));
  const times = snapshot.data?.enabled ? scheduledTimes(snapshot.data, now) : undefined;
  return [
    ...wrappedFact(t`Schedule`, scheduleText(snapshot, times), width, snapshot.error ? 'warn' : 'text'),
    ...(warehouse.enabled ? wrappedFact(t`Next sync`, nextText(snapshot, times, syncs, now), width, 'dim') : []),
  ];
}
