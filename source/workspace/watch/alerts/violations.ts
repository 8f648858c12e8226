import { percent } from '../../../domain/delivery/counts.ts';
import { counted, percentText } from '../../../domain/format.ts';
import { t, word } from '../../../domain/text.ts';
import { countIn, floorTo, hour } from '../../../domain/time.ts';
import type { Finding } from '../../../domain/watch/alerts/alert.ts';
import { sourceOwners } from '../../delivery/owners.ts';
import { isToCome } from '../../polling/proof.ts';
import { countedBeside } from '../../protocols/beside-traffic.ts';
import {
  ownForwarding,
  plannedSources,
  planReads,
  plansStanding,
  type SourceViolations,
} from '../../protocols/violations.ts';
import * as resources from '../../resources/common.ts';
import type { Inflow } from '../../sources/inflow.ts';
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
import { internalSources } from './sources.ts';

/** Judged by the running hour and the one before. */
const newest = 2 * hour;
/** So many times the usual share is beyond noise. */
const grownBy = 3;
/** A share of the events from here on is critical: they are blocked, or all reports on them are wrong. */
const criticalPercent = 25;

/** Violations of sources under a plan. Events that are only not planned are none. */
export function judgeViolations(judging: Judging): Judged {
  const { overview, read } = judging;
  const { rows, planned, isWhole: areAllCounted } = overview.violations;
  const internal = internalSources(read);
  const own = rows.filter(({ source }) => !internal.has(source.id));
  const findings = own.flatMap((row) => findingOf(row, judging) ?? []);
  const holding = new Set(findings.map(({ subject }) => subject.id));
  return {
    findings,
    isClear: (id) => {
      if (holding.has(id)) return false;
      const row = own.find(({ source }) => source.id === id);
      if (row) return isCounted(row, judging);
      return plansStanding(read).kind === 'whole' && (planned === 0 || areAllCounted);
    },
  };
}

/** Whether all was read that would have raised it: how many broke the plan, where they are counted, and of how many events. */
function isCounted({ source, series, events, countedUntil }: SourceViolations, judging: Judging): boolean {
  const { read } = judging;
  const planned = plannedSources(read);
  // Where others forward decides whether those that are forwarded are its own.
  const settings = planned.map((id) => read(resources.sourceSettings(id)));
  if ([...planReads(read), ...settings].some(isToCome)) return false;
  if (ownForwarding(read, planned).has(source.id) && isToCome(read(resources.forwardedViolations('24h')))) return false;
  const late = countIn(series, newestFrom(countedUntil));
  const asksForShare = isOn(judging, 'violation-share') && late >= numberOf(judging, 'violation-share', 'fewest');
  return !asksForShare || events !== undefined || !isToCome(read(resources.volume('24h')));
}

/** Where the two hours begin that it is judged by. */
const newestFrom = (until: number): number => floorTo(until, 'HOUR') - newest + hour;

/** The part of the events that breaks the plan in the newest two hours, and in those before, where both were counted. */
function sharesOf(
  { source, series, countedUntil }: SourceViolations,
  { bySource, window }: Inflow,
): { readonly share: number | undefined; readonly usual: number; readonly isOfNow: boolean } {
  const to = Math.ceil(countedBeside(countedUntil, window.end) / hour) * hour;
  const from = to - newest;
  const traffic = bySource.get(source.id)?.series ?? [];
  const sent = countIn(traffic, from, to);
  // Volume reaches back further: the usual share is that of the hours that violations are known of.
  const sentBefore = countIn(traffic, series[0]?.at ?? from, from);
  return {
    share: sent > 0 ? (100 * countIn(series, from, to)) / sent : undefined,
    usual: sentBefore > 0 ? (100 * countIn(series, 0, from)) / sentBefore : 0,
    isOfNow: to > newestFrom(countedUntil),
  };
}

function findingOf(row: SourceViolations, judging: Judging): Finding | undefined {
  const { overview, read } = judging;
  const { now, flow } = overview;
  const { source, series, basis, countedUntil } = row;
  const from = newestFrom(countedUntil);
  const late = countIn(series, from);
  const before = countIn(series, 0, from);
  const { share, usual, isOfNow } = sharesOf(row, flow);
  // Beside the count of these hours the share of hours long before would be read as theirs.
  const told = isOfNow ? share : undefined;
  const item = overview.triage.find(
    (each) => each.kind === 'violations' && each.row.source.id === source.id && each.trouble,
  );
  const over = row.run?.until !== undefined;
  const isNew = !over && late >= numberOf(judging, 'new-violation', 'fewest') && (item !== undefined || before === 0);
  const isShare =
    !over &&
    share !== undefined &&
    late >= numberOf(judging, 'violation-share', 'fewest') &&
    share > numberOf(judging, 'violation-share', 'above') &&
    share > grownBy * usual;
  const rule =
    isNew && isOn(judging, 'new-violation')
      ? 'new-violation'
      : isShare && isOn(judging, 'violation-share')
        ? 'violation-share'
        : undefined;
  if (!rule) return undefined;
  // Since it began, where that is known to the minute: in two hours a share grows as long as it lasts.
  const rate = row.run && !row.run.isEdge ? (percent(row.run.failed, row.run.attempted) ?? 0) : (share ?? 0);
  const shared = told === undefined ? t`` : t`, ${percentText(told)} of its events`;
  const plan = sourceOwners(read, source.id)[1] ?? [];
  return {
    key: `violations:source/${source.id}`,
    rule,
    severity: rate >= criticalPercent ? 'critical' : 'warning',
    subject: { type: 'source', id: source.id, name: source.name },
    verdict: basis === 'blocked' ? t`BLOCKED` : t`VIOLATED`,
    facts: facts([
      t`${counted(late, t`violation`)} ${word(basis)} in two hours${shared}`,
      ...(item?.onset ? sinceWords(item.onset, now) : sinceTime(row.since, now)),
      ...causeWords(item?.cause, now),
    ]),
    since: item?.since ?? row.since,
    numbers: { violations: late, ...(told === undefined ? {} : { percent: Math.round(told * 100) / 100 }) },
    size: Math.max(0.1, rate),
    // A plan that was changed breaks all sources under it.
    ...caused(item?.cause, ...plan.map((id) => `plan:${id}`)),
  };
}
