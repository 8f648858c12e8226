import { changeText, compact, counted } from '../../../domain/format.ts';
import { ofEach } from '../../../domain/of-each.ts';
import { t } from '../../../domain/text.ts';
import { type Bucket, countIn, day, floorTo, hour, minute } from '../../../domain/time.ts';
import type { Finding } from '../../../domain/watch/alerts/alert.ts';
import { isWhole } from '../../polling/proof.ts';
import type { Read } from '../../polling/read.ts';
import { askedAt } from '../../polling/snapshot.ts';
import { plannedSources } from '../../protocols/violations.ts';
import * as resources from '../../resources/common.ts';
import { volumeWindows } from '../../resources/volume-windows.ts';
import { autoDisable, destinationsBySource } from '../../sources/auto-disable.ts';
import type { SourceFlow } from '../../sources/inflow.ts';
import {
  caused,
  causeWords,
  facts,
  isOn,
  type Judged,
  type Judging,
  numberOf,
  sinceTime,
  sinceWords,
} from './judging.ts';

const week = 7 * day;
/** An hour is counted whole so long after its end. */
const countedAfter = 5 * minute;
/** A change of volume must lie so far outside of what the same hour of the other days had. */
const beyondLeast = 0.6;
const beyondMost = 1.5;

/** Sources that only receive what others forward: their volume is the violations of those (rule 92). */
export function internalSources(read: Read): ReadonlySet<string> {
  return new Set(
    plannedSources(read).flatMap((id) => read(resources.sourceSettings(id)).data?.forwardingViolationsTo ?? []),
  );
}

/** Sources: one family, so that a silence is not told as a loss of volume too. */
export function judgeSources(judging: Judging): Judged {
  const { overview, read } = judging;
  const { flow } = overview;
  const internal = internalSources(read);
  const compare = volumeComparison(judging);
  const findings = flow.flows
    .filter(({ source }) => source.enabled && !internal.has(source.id))
    .flatMap((each) => silence(each, judging) ?? compare(each)?.finding ?? []);
  const holding = new Set(findings.map(({ subject }) => subject.id));
  return {
    findings,
    isClear: (id, _, rule) => {
      const each = flow.bySource.get(id);
      if (!each) return flow.isWhole;
      if (holding.has(id)) return false;
      if (!each.source.enabled || internal.has(id)) return true;
      const { state } = each.health;
      if (rule === 'silent-source' && state === 'live') return true;
      return (state === 'live' || state === 'quiet') && compare(each) !== undefined;
    },
  };
}

function silence({ source, health }: SourceFlow, judging: Judging): Finding | undefined {
  const { overview } = judging;
  if (health.state !== 'silent' || !isOn(judging, 'silent-source')) return undefined;
  const item = overview.triage.find((each) => each.kind === 'source' && each.flow.source.id === source.id);
  const { habit, missing = 0 } = health;
  const { now } = overview;
  const usual = habit ? t`usually ${counted(Math.round(habit.perHour), t`event`)} an hour` : undefined;
  return {
    key: `source:source/${source.id}`,
    rule: 'silent-source',
    severity: 'critical',
    subject: { type: 'source', id: source.id, name: source.name },
    verdict: t`SILENT`,
    facts: facts([
      t`SILENT`,
      ...sinceWords(item?.onset, now),
      usual,
      missing > 0 ? t`about ${compact(Math.round(missing))} missing` : undefined,
      ...causeWords(item?.cause, now),
    ]),
    since: health.lastSeen,
    numbers: { missing: Math.round(missing), ...(habit ? { usualPerHour: Math.round(habit.perHour) } : {}) },
    size: 1,
    ...caused(item?.cause, 'silence'),
  };
}

interface Comparison {
  readonly finding: Finding | undefined;
}

/** The last full hour against the same hour a week before; undefined where one of both is not known. */
function volumeComparison(judging: Judging): (flow: SourceFlow) => Comparison | undefined {
  const { overview, read } = judging;
  const { now } = overview;
  const volume = read(resources.volume('24h'));
  const usual = read(resources.usualVolume);
  if (!volume.data || !usual.data || !isWhole(volume) || !isWhole(usual)) return () => undefined;
  const start = floorTo(volumeWindows(volume, '24h', now).end - countedAfter, 'HOUR') - hour;
  const before = new Map(usual.data.flatMap(({ sourceId, series }) => (sourceId ? [[sourceId, series] as const] : [])));
  const reach = resources.usualWindow(askedAt(usual, now));
  // A week that could not be renewed ends too early: the hours after it are not known to have been empty.
  if (reach.start > start - week || reach.end < start - 2 * day + hour) return () => undefined;
  return ({ source, series }) => {
    const last = countIn(series, start, start + hour);
    const days = sameHours(before.get(source.id) ?? [], series, start);
    const then = days[6]!;
    const larger = Math.max(last, then);
    const change = then > 0 ? (100 * (last - then)) / then : undefined;
    const number = (name: string) => numberOf(judging, 'source-volume', name);
    const isDrop = change !== undefined && -change > number('drop') && last < beyondLeast * Math.min(...days);
    const isRise = change !== undefined && change > number('rise') && last > beyondMost * Math.max(...days);
    if (!isOn(judging, 'source-volume') || larger < number('fewest') || !(isDrop || isRise))
      return { finding: undefined };
    const factor = isDrop ? then / Math.max(1, last) : last / Math.max(1, then);
    return {
      finding: {
        key: `source:source/${source.id}`,
        rule: 'source-volume',
        severity: 'warning',
        subject: { type: 'source', id: source.id, name: source.name },
        verdict: isDrop ? t`DROPPED` : t`GREW`,
        facts: facts([
          t`${isDrop ? t`DROPPED` : t`GREW`} ${changeText(change)}`,
          t`${counted(last, t`event`)} in the last full hour, ${compact(then)} in that hour last week`,
          ...sinceTime(start, now),
        ]),
        since: start,
        numbers: { events: last, lastWeek: then, changePercent: Math.round(change ?? 0) },
        size: factor,
        groups: [isDrop ? 'silence' : `rise:${source.id}`],
      },
    };
  };
}

/**
 * What the hour that begins at `start` had one to seven days before, in one pass: a week of thousands of sources is read once an hour,
 * and judged many times a minute.
 */
const hoursBefore = ofEach((old: readonly Bucket[], start: number): readonly number[] => {
  const counts = Array.from({ length: 7 }, () => 0);
  for (const { at, count } of old) {
    const days = Math.ceil((start - at) / day);
    if (days >= 1 && days <= 7 && at < start - days * day + hour) counts[days - 1]! += count;
  }
  return counts;
});

/** The same; the hour of yesterday may be too late for the older series, so the newer one fills in what that does not have. */
export function sameHours(old: readonly Bucket[], newer: readonly Bucket[], start: number): readonly number[] {
  const yesterday = start - day;
  let late = 0;
  for (const { at, count } of newer)
    if (at >= yesterday && at < yesterday + hour && !old.findLast((bucket) => bucket.at === at)) late += count;
  const [first = 0, ...others] = hoursBefore(old, start);
  return [first + late, ...others];
}

/** Sources that Segment is about to switch off by itself. */
export function judgeAutoDisable(judging: Judging): Judged {
  const { overview, read } = judging;
  const { flow, now } = overview;
  const bySource = destinationsBySource(read);
  const ahead = numberOf(judging, 'auto-disable', 'days') * day;
  const countdowns = flow.flows.map(({ source }) => ({
    source,
    countdown: autoDisable(read, '24h', source, bySource && (bySource.get(source.id) ?? [])),
  }));
  const findings = countdowns.flatMap(({ source, countdown }): Finding[] => {
    const at = countdown?.at;
    if (!isOn(judging, 'auto-disable') || !countdown || at === undefined || at - now > ahead) return [];
    const left = Math.max(0, Math.ceil((at - now) / day));
    return [
      {
        key: `auto-disable:source/${source.id}`,
        rule: 'auto-disable',
        severity: 'warning',
        subject: { type: 'source', id: source.id, name: source.name },
        verdict: t`AUTO-DISABLE`,
        facts: facts([
          t`AUTO-DISABLE in ${left} d`,
          t`0 of ${counted(countdown.destinations, t`destination`)} enabled`,
          ...sinceTime(countdown.since, now),
        ]),
        since: countdown.since,
        numbers: { daysLeft: left, destinations: countdown.destinations },
        size: 1,
        groups: [],
      },
    ];
  });
  return {
    findings,
    isClear: (id) => {
      const each = countdowns.find(({ source }) => source.id === id);
      if (!each) return flow.isWhole;
      const { countdown } = each;
      // One that began anew has its days again.
      return countdown ? countdown.at !== undefined && countdown.at - now > ahead : bySource !== undefined;
    },
  };
}
