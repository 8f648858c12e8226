import { asciiJson } from '../../domain/ascii.ts';
import { compact, counted, durationText, percentText } from '../../domain/format.ts';
import { t } from '../../domain/text.ts';
import { isoText } from '../../domain/time.ts';
import { placeOf } from '../../state/place.ts';
import { asciiText, glyphs } from '../../theme/glyphs.ts';
import { connectionName } from '../../views/kit/words.ts';
import type { Overview } from '../../workspace/watch/overview.ts';
import { type Breach, judged, type Thresholds, type Unjudged } from '../../workspace/watch/thresholds.ts';
import { codeOfAnswer, exitCode } from '../exit-codes.ts';
import type { GlobalOptions } from '../global-options.ts';
import { oneShot } from '../one-shot.ts';
import { noAnswer } from '../pages/show.ts';
import { openWorkspace, say } from '../reading/open-workspace.ts';
import { readView, type ViewRead } from '../reading/read-view.ts';
import { unreadLine } from '../reading/unread.ts';
import { gapsOf, triageWords } from '../status-report.ts';

export type CheckOptions = Thresholds & { readonly json?: boolean };

/** `segtop check`: what is beyond the given thresholds, or wrong where none is given; its exit code is for cron and CI. */
export function check(options: GlobalOptions & CheckOptions): Promise<void> {
  return oneShot(async () => {
    const workspace = await openWorkspace(options);
    const { triage } = await import('../../views/watch/triage/index.ts');
    const patient = options.maxSyncAge !== undefined;
    const read = await readView(workspace, { view: triage, place: placeOf('triage'), patient });
    if (!read.isAnswered) return noAnswer(read);
    const { overview, period, now } = read.context;
    const { found, problems, outcome } = answerOf(read, options);
    const answer = {
      version: 1,
      workspace: overview.workspace ? { id: overview.workspace.id, name: overview.workspace.name } : null,
      period,
      generatedAt: isoText(now) ?? '',
      ok: outcome.ok,
      broken: found.broken,
      unknown: found.unknown,
      problems,
    };
    const text = options.json ? `${JSON.stringify(answer, null, 2)}\n` : report(found.broken, outcome.isPart);
    process.stdout.write(workspace.ascii ? (options.json ? asciiJson(text) : asciiText(text)) : text);
    if (outcome.isPart) say(found.unknown.length > 0 ? unknownLine(found.unknown) : unreadLine(problems));
    process.exitCode = outcome.code;
    await read.end();
  });
}

/** What is beyond what is allowed, what could not be read of it, and how the check ends. */
export function answerOf(read: Pick<ViewRead, 'context' | 'isAnswered' | 'isSound' | 'problems'>, given: Thresholds) {
  const { overview } = read.context;
  const found = findings(overview, given);
  // No threshold is about what only the trail tells.
  const problems = found.isThreshold ? read.problems : gapsOf(overview, read.problems);
  return { found, problems, outcome: outcomeOf(found, { ...read, problems }) };
}

/** How a check ends, by the same rule as `segtop status`: what a broken answer says is certain in neither direction. */
export function outcomeOf(
  { isThreshold, broken, unknown }: Findings,
  { isAnswered, isSound, problems }: Pick<ViewRead, 'isAnswered' | 'isSound' | 'problems'>,
): { readonly code: number; readonly ok: boolean | null; readonly isPart: boolean } {
  const isPart = !isSound || (isThreshold ? unknown.length > 0 : problems.length > 0);
  const code = codeOfAnswer({ isAnswered, isSound, isWhole: !isPart, isFailing: broken.length > 0 });
  return { code, ok: code === exitCode.good ? true : code === exitCode.failing ? false : null, isPart };
}

interface Finding {
  readonly check: string;
  /** What other commands take; null for what has no page of its own. */
  readonly ref: string | null;
  readonly name: string;
  /** In the unit of the option: percent, events, or seconds. */
  readonly value: number | null;
  readonly allowed: number | null;
  readonly sentence: string;
}

interface Findings {
  readonly isThreshold: boolean;
  readonly broken: readonly Finding[];
  readonly unknown: readonly { readonly check: string; readonly name: string }[];
}

const options: Readonly<Record<keyof Thresholds, string>> = {
  maxFailed: 'max-failed',
  maxSilent: 'max-silent',
  maxLost: 'max-lost',
  maxSyncAge: 'max-sync-age',
  maxUsage: 'max-usage',
};

/** What is beyond the thresholds; without any, what is wrong at this moment. */
export function findings(overview: Overview, given: Thresholds): Findings {
  const isThreshold = (Object.keys(options) as (keyof Thresholds)[]).some((key) => given[key] !== undefined);
  if (!isThreshold) {
    const wrong = overview.triage.filter(({ trouble }) => trouble);
    const broken = wrong.map((item): Finding => {
      const { sentence } = triageWords(item, overview.now);
      return { check: 'triage', ref: null, name: item.id, value: null, allowed: null, sentence };
    });
    return { isThreshold, broken, unknown: [] };
  }
  const { broken, unknown } = judged(overview, given);
  return {
    isThreshold,
    broken: broken.map((each) => findingOf(each, given[each.check] ?? 0, overview)),
    unknown: unknown.map((each) => ({ check: options[each.check], name: nameOf(each, overview) })),
  };
}

function findingOf(breach: Breach, allowed: number, overview: Overview): Finding {
  const name = nameOf(breach, overview);
  const { check: of, kind, id, value } = breach;
  const isTime = of === 'maxSilent' || of === 'maxSyncAge';
  const unit = (amount: number) => (isTime ? amount / 1000 : Math.round(amount * 10_000) / 10_000);
  return {
    check: options[of],
    ref: kind === 'workspace' || kind === 'meter' ? null : `${kind}/${id}`,
    name,
    value: unit(value),
    allowed: unit(allowed),
    sentence: sentences[of](name, value, allowed, overview.period),
  };
}

/** A value beyond what is allowed; where both round to the same text it says that it is more. */
function beyond(value: number, allowed: number, show: (amount: number) => string): string {
  return show(value) === show(allowed) ? `more than ${show(allowed)}` : show(value);
}

const eventsText = (count: number): string => counted(count, t`event`);

const sentences: Readonly<
  Record<keyof Thresholds, (name: string, value: number, allowed: number, period: string) => string>
> = {
  maxFailed: (name, value, allowed, period) =>
    `${name}: ${beyond(value, allowed, percentText)} of deliveries failed in ${period}, allowed ${percentText(allowed)}`,
  maxSilent: (name, value, allowed) =>
    `${name}: silent for ${beyond(value, allowed, durationText)}, allowed ${durationText(allowed)}`,
  maxLost: (_, value, allowed, period) =>
    `${beyond(value, allowed, eventsText)} lost in ${period}, allowed ${compact(allowed)}`,
  maxSyncAge: (name, value, allowed) =>
    `${name}: last good sync ${beyond(value, allowed, durationText)} ago, allowed ${durationText(allowed)}`,
  maxUsage: (name, value, allowed) =>
    `${name}: ${beyond(value, allowed, percentText)} used, allowed ${percentText(allowed)}`,
};

const meterNames: Readonly<Record<string, string>> = { 'api-calls': 'API calls', mtu: 'MTU', '': 'allowance' };

function nameOf({ kind, id }: Breach | Unjudged, { fleet, flow, storage }: Overview): string {
  if (kind === 'destination') {
    const connection = fleet.byId.get(id);
    return connection ? connectionName(connection, glyphs(false)) : id;
  }
  if (kind === 'source') return flow.bySource.get(id)?.source.name ?? id;
  if (kind === 'warehouse') return storage.find(({ warehouse }) => warehouse.id === id)?.warehouse.name ?? id;
  return kind === 'meter' ? (meterNames[id] ?? id) : 'the workspace';
}

function report(broken: readonly Finding[], isPart: boolean): string {
  if (broken.length > 0) return broken.map(({ sentence }) => `${sentence}\n`).join('');
  return isPart ? '' : 'ok\n';
}

const mostNamed = 5;

/** What of the thresholds could not be judged, in one line. */
export function unknownLine(unknown: Findings['unknown']): string {
  const names = unknown.slice(0, mostNamed).map(({ check: of, name }) => `${name} (${of})`);
  const more = unknown.length > mostNamed ? `, and ${unknown.length - mostNamed} more` : '';
  return `answered in part: not known of ${names.join(', ')}${more}`;
}
