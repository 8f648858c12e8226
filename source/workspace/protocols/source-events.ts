import { changeOf, comparedBuckets } from '../../domain/comparison.ts';
import type { VolumeRow } from '../../domain/delivery/counts.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { type Bucket, hour, minute, type Period, periodLength } from '../../domain/time.ts';
import { doubleWindow, hourlyTotal, volumeLag } from '../../domain/windows.ts';
import { isWhole } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Resource } from '../polling/resource.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import { trackingPlanRules } from '../resources/pages.ts';
import { sourceById } from '../resources/violations.ts';
import { volumeWindows } from '../resources/volume-windows.ts';
import { ruleEvent, ruleKey } from './plan-rules.ts';

/** Hourly volume of one source by name and type of its events, over the period and the one before: one request (rule 40). */
export function eventVolume(period: Period, sourceId: string): Resource<readonly VolumeRow[]> {
  return {
    key: `source-events:${period}:${sourceId}`,
    every: period === '24h' ? 2 * minute : 10 * minute,
    load: (backend, options, now) =>
      backend.eventVolume(
        {
          window: doubleWindow(period, now - volumeLag),
          granularity: 'HOUR',
          groupBy: ['eventName', 'eventType'],
          sourceIds: [sourceId],
        },
        options,
      ),
  };
}

/** How an event stands out: it came no more, was not there in the period before, or lost half its volume. */
export type EventSign = 'stopped' | 'new' | 'fell';

/** One name of event that a source sends; calls without a name go by their type. */
export interface SourceEvent {
  readonly key: string;
  readonly name: SafeText | undefined;
  readonly type: SafeText;
  readonly events: number;
  /** In the period before. */
  readonly earlier: number;
  /** In percent, over the hours that are over; undefined where there was nothing before. */
  readonly change: number | undefined;
  /** Of all events of the source in the period; undefined where it sent none, or not all of them are known. */
  readonly percent: number | undefined;
  readonly series: readonly Bucket[];
  /** End of the last hour in which it came. */
  readonly lastSeen: number | undefined;
  readonly sign: EventSign | undefined;
  /** Its rule in the source's tracking plan: null where the plan has none, undefined where that is not known or there is no plan. */
  readonly rule: { readonly plan: string; readonly key: string } | null | undefined;
}

export interface SourceEvents {
  readonly events: readonly SourceEvent[];
  readonly volume: Snapshot<readonly VolumeRow[]>;
  /** The tracking plan, null without one, undefined while that is not known. */
  readonly plan: string | null | undefined;
}

/** Fewer events in both periods together are too few to say that they stopped or fell. */
const fewest = 20;
const halved = 0.5;
/** Nothing for so many of its usual pauses is the end of it. */
const pausesUntilStopped = 3;

const signOrder = { stopped: 0, new: 1, fell: 2 } as const;
const rank = ({ sign, rule }: SourceEvent): number => (sign ? signOrder[sign] : rule === null ? 3 : 4);

/**
 * What a source sends by event: those that stopped first, then the new ones, those that fell, those that no rule
 * of the plan is about, and the rest by volume.
 */
export function sourceEvents(read: Read, period: Period, sourceId: string, now: number): SourceEvents {
  const volume = read(eventVolume(period, sourceId));
  const plan = planIdOf(read, sourceId);
  const rules = plan == null ? undefined : rulesOf(read, plan);
  const isAll = plan != null && isWhole(read(trackingPlanRules(plan)));
  const { window, earlier: windowBefore, end } = volumeWindows(volume, period, now);
  const rows = merged(volume.data ?? []);
  const isKnown = isWhole(volume);
  const total = rows.reduce((sum, { series }) => sum + hourlyTotal(series, window, end), 0);
  const events = rows
    .map((row): SourceEvent => {
      const count = hourlyTotal(row.series, window, end);
      const earlier = hourlyTotal(row.series, windowBefore, end);
      return {
        ...row,
        events: count,
        earlier,
        change: changeOf(comparedBuckets(row.series, window, periodLength[period])),
        percent: isKnown && total > 0 ? (100 * count) / total : undefined,
        lastSeen: lastSeen(row.series, end),
        // A row that was lost may be of any event: that one is new, or comes no more, needs all of them.
        sign: isKnown ? signOf(row.series, count, earlier, end) : undefined,
        rule: plan == null || !rules ? undefined : ruleOf(rules, plan, row, isAll),
      };
    })
    .toSorted((a, b) => rank(a) - rank(b) || b.events - a.events || b.earlier - a.earlier);
  return { events, volume, plan };
}

/** The plan that the source is under, as the source itself tells: null where it is under none. */
export function planIdOf(read: Read, sourceId: string): string | null | undefined {
  return read(sourceById(sourceId)).data?.trackingPlanId;
}

type Row = Pick<SourceEvent, 'key' | 'name' | 'type' | 'series'>;

/** Rows of one name and type are added up; an empty name counts as no name. */
function merged(rows: readonly VolumeRow[]): Row[] {
  const byKey = new Map<string, Row>();
  for (const { eventName, eventType, series } of rows) {
    const name = eventName === '' ? undefined : eventName;
    const type = eventType ?? t``;
    const key = JSON.stringify([type, name ?? null]);
    const known = byKey.get(key);
    byKey.set(key, { key, name, type, series: known ? [...known.series, ...series] : series });
  }
  return [...byKey.values()];
}

function lastSeen(series: readonly Bucket[], end: number): number | undefined {
  const last = series.reduce((latest, { at, count }) => (count > 0 ? Math.max(latest, at) : latest), -1);
  return last < 0 ? undefined : Math.min(last + hour, end);
}

function signOf(series: readonly Bucket[], events: number, earlier: number, end: number): EventSign | undefined {
  if (earlier === 0) return events > 0 ? 'new' : undefined;
  if (events + earlier < fewest) return undefined;
  const seen = [...new Set(series.filter(({ count }) => count > 0).map(({ at }) => at))].toSorted((a, b) => a - b);
  const pauses = seen.slice(1).map((at, index) => at - seen[index]!);
  const usual = pauses.toSorted((a, b) => a - b)[Math.floor(pauses.length / 2)] ?? hour;
  const since = end - (lastSeen(series, end) ?? end);
  // A pause that it has made before, such as each night, is no end.
  if (events === 0 || since > Math.max(pausesUntilStopped * usual, ...pauses)) return 'stopped';
  return events < earlier * halved ? 'fell' : undefined;
}

/** The keys of a plan's rules by the event they are about; of several versions of a rule the latest counts. */
function rulesOf(read: Read, plan: string): ReadonlyMap<string, string> | undefined {
  const { data } = read(trackingPlanRules(plan));
  if (!data) return undefined;
  const byVersion = data.toSorted((a, b) => a.version - b.version);
  return new Map(
    byVersion.map((rule) => {
      const { eventName, eventType } = ruleEvent(rule);
      return [JSON.stringify([eventType, eventName ?? null]), ruleKey(rule)];
    }),
  );
}

/** Calls other than track go by the rule of their type, whatever page or screen they name. */
function ruleOf(
  rules: ReadonlyMap<string, string>,
  plan: string,
  { name, type }: Row,
  isAll: boolean,
): SourceEvent['rule'] {
  const own = rules.get(JSON.stringify([type, name ?? null]));
  const key = own ?? (type === 'track' ? undefined : rules.get(JSON.stringify([type, null])));
  if (key !== undefined) return { plan, key };
  // A plan need not have rules for calls other than track; one that was lost may be that of this event.
  return type === 'track' && isAll ? null : undefined;
}
