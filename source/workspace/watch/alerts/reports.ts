import { dateText, percentText } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { day } from '../../../domain/time.ts';
import { monthOf } from '../../../domain/usage/meters.ts';
import type { AlertRecord, Finding } from '../../../domain/watch/alerts/alert.ts';
import { type AuditSignal, type SignalKind, timesText } from '../../audit/signals.ts';
import { isWhole } from '../../polling/proof.ts';
import { apiCalls, mtu } from '../../resources/common.ts';
import { badInTrail, isTrailRead } from '../over.ts';
import { facts, isOn, type Judged, type Judging, numberOf, sinceWords } from './judging.ts';

/** What is only told by the trail, by the rule that takes it. */
const rules: Partial<Record<SignalKind, 'audience-run' | 'run-failed'>> = {
  'audience-run': 'audience-run',
  'audience-sync': 'audience-run',
  'trait-run': 'audience-run',
  'trait-sync': 'audience-run',
  'source-run': 'run-failed',
  'profiles-sync': 'run-failed',
  'data-graph': 'run-failed',
};

const words: Readonly<Record<SignalKind, readonly [type: string, what: SafeText]>> = {
  'reverse-etl': ['model', t`reverse ETL sync`],
  'audience-run': ['audience', t`audience run`],
  'audience-sync': ['audience', t`sync of the audience`],
  'trait-run': ['trait', t`trait run`],
  'trait-sync': ['trait', t`sync of the trait`],
  'source-run': ['source', t`run`],
  'profiles-sync': ['warehouse', t`Profiles Sync`],
  'data-graph': ['space', t`data graph`],
};

/** Sources whose failing runs are an alert: their line on Home stays as long as that does. */
export const alertedSources = (alerts: readonly AlertRecord[]): ReadonlySet<string> =>
  new Set(
    alerts
      .filter(
        ({ state, finding: { rule, subject } }) =>
          state === 'raised' && rule === 'run-failed' && subject.type === 'source',
      )
      .map(({ finding }) => finding.subject.id),
  );

/** Runs and syncs of which only the audit trail tells (rule 193). */
export function judgeReports(judging: Judging): Judged {
  const signals = judging.overview.triage.flatMap((item) => (item.kind === 'signal' ? [item.signal] : []));
  // Runs and syncs of one audience are one alert: the worse of both, as it stands first.
  const findings = new Map<string, Finding>();
  for (const finding of signals.flatMap((signal) => reportFinding(signal, judging) ?? []))
    if (!findings.has(finding.key)) findings.set(finding.key, finding);
  const bad = new Set(badInTrail(judging.overview).values());
  return {
    findings: [...findings.values()],
    // Fewer in the trail of a day than raised it are no good sign.
    isClear: (id) => isTrailRead(judging.overview) && !bad.has(id),
  };
}

function reportFinding(signal: AuditSignal, judging: Judging): Finding | undefined {
  const { kind, state, times, onset, item } = signal;
  const rule = rules[kind];
  const { overview } = judging;
  // What Segment tries again by itself is not lost yet.
  if (!rule || state === 'retrying' || !isOn(judging, rule)) return undefined;
  if (kind !== 'profiles-sync' && kind !== 'data-graph' && times < numberOf(judging, rule, 'times')) return undefined;
  const [type, what] = words[kind];
  const verdict = state === 'partial' ? t`PARTIAL` : state === 'changed' ? t`BROKEN` : t`FAILED`;
  const often = times > 1 ? t` ${timesText(signal)}×` : t``;
  return {
    key: `report:${type}/${item.resourceId}`,
    rule,
    severity: 'warning',
    subject: { type, id: item.resourceId, name: item.resourceName },
    verdict,
    facts: facts([t`${what} ${verdict}${often}`, ...sinceWords(onset, overview.now)]),
    since: onset.since,
    numbers: signal.isAtLeast ? { timesAtLeast: times } : { times },
    size: times,
    groups: [],
  };
}

/** A meter that is critical when its allowance is passed within this. */
const soon = 3 * day;

/** Meters that will pass their allowance inside the period. */
export function judgeUsage(judging: Judging): Judged {
  const { overview, read } = judging;
  const { meters, now } = overview;
  const findings = meters.flatMap((meter): Finding[] => {
    const { kind, reachesAllowanceAt: at, ended, percent = 0 } = meter;
    if (!isOn(judging, 'usage') || ended || at === undefined || percent < numberOf(judging, 'usage', 'above'))
      return [];
    const name = kind === 'mtu' ? t`MTU` : t`API calls`;
    const passed = percent >= 100;
    return [
      {
        key: `usage:meter/${kind}`,
        rule: 'usage',
        severity: passed || at - now < soon ? 'critical' : 'warning',
        subject: { type: 'usage', id: kind, name },
        verdict: passed ? t`OVER` : t`QUOTA`,
        facts: facts([
          t`${percentText(percent)} of the allowance used`,
          passed ? t`passed` : t`reaches 100% on ${dateText(at, now, 0)}`,
        ]),
        since: undefined,
        numbers: { percent },
        size: 1,
        groups: [],
      },
    ];
  });
  return {
    findings,
    isClear: (id) => {
      const meter = meters.find(({ kind }) => kind === id);
      // A month that has just begun has no day that is counted, and the one before is over.
      if (!meter) {
        const month = monthOf(now);
        const isRead = id === 'mtu' ? isWhole(read(mtu(month))) : isWhole(read(apiCalls(month)));
        return isRead && now - month < 2 * day;
      }
      return !findings.some(({ subject }) => subject.id === id) && meter.unprojected !== 'contradiction';
    },
  };
}
