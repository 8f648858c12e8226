import { attempted, delivered, percent } from '../../../domain/delivery/counts.ts';
import { compact, counted, percentText } from '../../../domain/format.ts';
import { type SafeText, sanitise, t, word } from '../../../domain/text.ts';
import { countIn, floorTo, hour, minute } from '../../../domain/time.ts';
import type { Finding } from '../../../domain/watch/alerts/alert.ts';
import type { RuleId, Severity } from '../../../domain/watch/alerts/rules.ts';
import type { Connection } from '../../delivery/fleet.ts';
import { wholeOf } from '../../polling/proof.ts';
import * as resources from '../../resources/common.ts';
import { countsOf } from '../../resources/onset.ts';
import {
  caused,
  causeWords,
  facts,
  isMissed,
  isOn,
  type Judged,
  type Judging,
  numberOf,
  sinceWords,
} from './judging.ts';

/** From this share on a failure is critical. */
const criticalPercent = 25;
/** Both windows of the burn rate. */
const short = 5 * minute;
const long = hour;
/** Minutes older than the newest reading by more than this say nothing of now. */
const minutesLast = 5 * minute;
/** A reason is new if it has no events but in the newest hours. */
const newWithin = 2 * hour;
/** The report must reach back so far beyond them. */
const knownBefore = 6 * hour;

/** Connections: one family, so that each connection is one alert whichever rule holds. */
export function judgeDelivery(judging: Judging): Judged {
  const { fleet } = judging.overview;
  const findings = fleet.connections.flatMap((connection) => findingOf(connection, judging) ?? []);
  const holding = new Set(findings.map(({ subject }) => subject.id));
  return {
    findings,
    isClear: (id, _, rule) => {
      const connection = fleet.byId.get(id);
      if (!connection) return fleet.isWhole;
      if (holding.has(id) || (rule && !isJudged(connection, rule, judging))) return false;
      const { state } = connection.judgement;
      if (isWaitingUnread(connection, judging)) return false;
      // Still losing, but less than a rule takes: neither raised nor over.
      return (
        connection.state === 'disabled' ||
        // What devices send is counted nowhere: nothing of it can fail any more.
        (connection.state === 'unobservable' && fleet.isExact) ||
        (state !== 'unknown' && state !== 'losing' && connection.verdict !== 'SILENT')
      );
    },
  };
}

/** Whether what a rule stands on besides the numbers of the connection is known: without it that it holds no more is not. */
function isJudged(
  { destination, state, judgement, sourceEvents }: Connection,
  rule: RuleId,
  { read }: Judging,
): boolean {
  if (rule === 'new-error' && judgement.state === 'background')
    return !isMissed(read(resources.failures('24h', destination)));
  if (rule === 'silent-connection' && state === 'idle')
    return sourceEvents !== undefined && read(resources.comparedMetrics('24h', destination)).data !== undefined;
  return true;
}

function findingOf(connection: Connection, judging: Judging): Finding | undefined {
  const { state } = connection.judgement;
  if (state === 'losing') return losing(connection, judging);
  if (state === 'retrying') return waiting(connection, judging);
  if (connection.verdict === 'SILENT') return silent(connection, judging);
  return newReason(connection, judging);
}

/** It waits for as much as would raise it, and since when that is so could not be read. */
const isWaitingUnread = ({ judgement, onset }: Connection, judging: Judging): boolean =>
  judgement.state === 'retrying' &&
  onset?.since === undefined &&
  (judgement.rate ?? 0) >= numberOf(judging, 'retrying', 'above');

function losing(connection: Connection, judging: Judging): Finding | undefined {
  const { judgement, metrics, loss, verdict, reason, onset, cause } = connection;
  const { rate = 0 } = judgement;
  const { now } = judging.overview;
  const verdictWord = verdict ? word(verdict) : t`LOST`;
  const deliveredPercent = 100 - rate;
  const burn = burnRate(connection, judging);
  const rule =
    isOn(judging, 'delivery-rate') && deliveredPercent < numberOf(judging, 'delivery-rate', 'below')
      ? 'delivery-rate'
      : burn && isOn(judging, 'burn-rate')
        ? 'burn-rate'
        : undefined;
  if (!rule || !metrics) return undefined;
  const lost =
    loss && loss.failed > 0
      ? loss.attempted === undefined
        ? t`${counted(loss.failed, t`event`)} lost`
        : t`${compact(loss.failed)} of ${compact(loss.attempted)} lost`
      : undefined;
  return make(connection, {
    rule,
    severity: rate >= criticalPercent ? 'critical' : 'warning',
    size: Math.max(1, rate),
    verdict: verdictWord,
    awaits: awaitsReason(connection, judging),
    numbers: {
      failedPercent: round(rate),
      ...(loss ? { lost: loss.failed } : {}),
      ...(loss?.attempted === undefined ? {} : { attempted: loss.attempted }),
      failedPerHour: Math.round(judgement.perHour),
      deliveredInDay: delivered(metrics),
      attemptedInDay: attempted(metrics),
      ...(burn ? { failedPercentOf5Minutes: round(burn.short), failedPercentOfHour: round(burn.long) } : {}),
    },
    parts: [
      t`${verdictWord} ${reason ?? t`unknown reason`}`,
      t`${percentText(rate)} failing`,
      rule === 'burn-rate' && burn
        ? t`${percentText(burn.short)} in 5 minutes and ${percentText(burn.long)} in the hour`
        : undefined,
      lost,
      ...sinceWords(onset, now),
      ...causeWords(cause, now),
    ],
  });
}

/** Reasons are read once a connection is found to fail: those that were read before it are not those of this failure. */
function awaitsReason({ destination, reason, snapshot }: Connection, { read }: Judging): boolean {
  if (reason !== undefined) return false;
  const { error, fetchedAt } = read(resources.failures('24h', destination));
  return error === undefined && (fetchedAt === undefined || fetchedAt < (snapshot.fetchedAt ?? 0));
}

/** What fails of the last five minutes and of the last hour, where both are beyond the rule's rate and minutes are read. */
function burnRate(
  { destination, snapshot }: Connection,
  judging: Judging,
): { readonly short: number; readonly long: number } | undefined {
  const minutes = wholeOf(judging.read(resources.minutes('24h', destination)));
  const end = snapshot.data?.running.window.end;
  if (!minutes || end === undefined || end - minutes.window.end > minutesLast) return undefined;
  const { failed, delivered: good } = countsOf(minutes.failures, minutes.deliveries, minutes.window, 'MINUTE');
  const rateOf = (length: number) => {
    const from = minutes.window.end - length;
    const lost = countIn(failed, from);
    return { lost, rate: percent(lost, lost + countIn(good, from)) ?? 0 };
  };
  const [newest, whole] = [rateOf(short), rateOf(long)];
  const [above, fewest] = [numberOf(judging, 'burn-rate', 'above'), numberOf(judging, 'burn-rate', 'fewest')];
  const burns = whole.lost >= fewest && newest.lost >= fewest / 4 && whole.rate >= above && newest.rate >= above;
  return burns ? { short: newest.rate, long: whole.rate } : undefined;
}

function waiting(connection: Connection, judging: Judging): Finding | undefined {
  const { judgement, metrics, reason, onset, cause } = connection;
  const { now } = judging.overview;
  const { rate = 0 } = judgement;
  if (!isOn(judging, 'retrying') || rate < numberOf(judging, 'retrying', 'above')) return undefined;
  if (onset?.since === undefined || now - onset.since < numberOf(judging, 'retrying', 'lasting') * minute)
    return undefined;
  const retrying = metrics?.retrying ?? 0;
  return make(connection, {
    rule: 'retrying',
    severity: 'warning',
    size: Math.max(1, rate),
    verdict: t`RETRYING`,
    awaits: awaitsReason(connection, judging),
    numbers: { waitingPercent: round(rate), waiting: retrying },
    parts: [
      t`RETRYING ${reason ?? t`unknown reason`}`,
      t`${percentText(rate)} wait for another attempt`,
      t`${compact(retrying)} waiting`,
      ...sinceWords(onset, now),
      ...causeWords(cause, now),
    ],
  });
}

function silent(connection: Connection, judging: Judging): Finding | undefined {
  if (!isOn(judging, 'silent-connection')) return undefined;
  const { sourceEvents = 0, cause } = connection;
  return make(connection, {
    rule: 'silent-connection',
    severity: 'critical',
    size: 1,
    verdict: t`SILENT`,
    // Beside what is lost for a reason that could not be read it would be the same.
    joinedBy: 'silence',
    numbers: { sent: sourceEvents, delivered: 0 },
    parts: [
      t`SILENT`,
      t`source sent ${compact(sourceEvents)} in 24 h, nothing was delivered`,
      ...causeWords(cause, judging.overview.now),
    ],
  });
}

/** A reason whose events all lie in the newest hours of a report that reaches back much further. */
function newReason(connection: Connection, judging: Judging): Finding | undefined {
  const { destination, sourceEvents = 0, snapshot } = connection;
  // What has just ended is no news.
  if (connection.judgement.state !== 'background' || !isOn(judging, 'new-error') || !snapshot.data) return undefined;
  const failures = judging.read(resources.failures('24h', destination));
  const report = wholeOf(failures);
  if (!report || failures.fetchedAt === undefined || failures.fetchedAt - snapshot.data.window.start < knownBefore)
    return undefined;
  const from = floorTo(failures.fetchedAt - newWithin, 'HOUR');
  const share = (sourceEvents * (failures.fetchedAt - from)) / (failures.fetchedAt - snapshot.data.window.start);
  const fewest = Math.max(
    numberOf(judging, 'new-error', 'fewest'),
    (share * numberOf(judging, 'new-error', 'above')) / 100,
  );
  for (const { by, series } of report.rows) {
    const code = by.discardReason;
    const late = countIn(series, from);
    const all = countIn(series, 0);
    if (code === undefined || late < fewest || late < all) continue;
    const first = Math.min(...series.filter(({ count }) => count > 0).map(({ at }) => at));
    const onset = { since: first, within: hour, before: undefined, until: undefined };
    return make(connection, {
      rule: 'new-error',
      severity: 'warning',
      size: Math.max(1, late),
      verdict: t`NEW ERROR`,
      joinedBy: code,
      since: first,
      numbers: { failed: late },
      parts: [
        t`NEW ERROR ${sanitise(code, 80)}`,
        t`${counted(late, t`event`)} failed for it`,
        ...sinceWords(onset, judging.overview.now),
      ],
    });
  }
  return undefined;
}

interface Made {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly size: number;
  readonly verdict: SafeText;
  readonly awaits?: boolean;
  readonly since?: number;
  readonly numbers: Finding['numbers'];
  readonly parts: readonly (SafeText | undefined)[];
  /** What joins it to others of its type, where that is not why most of its events fail. */
  readonly joinedBy?: string;
}

function make(connection: Connection, { parts, awaits, joinedBy, ...made }: Made): Finding {
  const { id, destination, source, reason, cause, onset } = connection;
  const name = t`${destination.name} ← ${source?.name ?? sanitise(destination.sourceId, 8)}`;
  return {
    ...made,
    key: `delivery:destination/${id}`,
    subject: { type: 'destination', id, name },
    facts: facts(parts),
    since: made.since ?? onset?.since,
    ...(awaits ? { awaits } : {}),
    // What one service answers to all that send to it is one cause.
    ...caused(cause, `delivery:${destination.metadataId}:${joinedBy ?? reason ?? (awaits ? `?${id}` : '')}`),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
