import { auditMeaning } from '../../../domain/audit/meaning.ts';
import type { Onset } from '../../../domain/delivery/onset.ts';
import type { Verdict } from '../../../domain/delivery/verdict.ts';
import { ago, clock, clockForms, compact, counted, percentText } from '../../../domain/format.ts';
import type { SourceHealth } from '../../../domain/sources/health.ts';
import { joined, type SafeText, sanitise, t, word } from '../../../domain/text.ts';
import type { Period } from '../../../domain/time.ts';
import { pages, type Target } from '../../../state/pages.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { type Span, span } from '../../../theme/line.ts';
import { firstFit, widthOf } from '../../../theme/width.ts';
import type { Connection } from '../../../workspace/delivery/fleet.ts';
import type { ColorFlow } from '../../../workspace/privacy/flows.ts';
import { inRowText } from '../../../workspace/storage/health.ts';
import type { TriageItem } from '../../../workspace/watch/triage.ts';
import type { ViewContext } from '../view.ts';
import {
  actorText,
  causeText,
  connectionName,
  connectionVerdict,
  lossText,
  problemText,
  verdictSpan,
} from '../words.ts';
import { fullText, meterNames } from './meters.ts';
import { spanForms, spanText } from './onset.ts';
import { flowName, list } from './privacy.ts';
import { signalFacts, signalName, signalTarget, signalVerdict } from './signals.ts';
import { habitText, seenForms } from './sources.ts';

/** A trouble in words: its name and its facts, most important first, so that a narrow screen cuts the least important. */
export interface TriageFacts {
  readonly name: SafeText;
  readonly parts: readonly Fact[];
}

/** What a fact tells, where a list has a column of its own for it; in fewer cells where there is little room. */
type Fact = Span & { readonly about?: 'verdict' | 'since' | 'cause'; readonly forms?: readonly SafeText[] };

const verdictFact = (verdict: Verdict | undefined): Fact => ({ ...verdictSpan(verdict), about: 'verdict' });

/** The word in the column of verdicts, also for troubles that are no verdict of a connection. */
export function triageVerdict(item: TriageItem): Span {
  switch (item.kind) {
    case 'warehouse':
      return item.storage.state === 'partial' ? span(t`PARTIAL`, 'warn') : span(t`FAILED`, 'bad');
    case 'violations':
      return span(item.row.basis === 'blocked' ? t`BLOCKED` : t`VIOLATED`, 'warn');
    case 'usage':
      return span((item.meter.percent ?? 0) >= 100 ? t`OVER` : t`QUOTA`, 'warn');
    case 'privacy':
      return span(t`PRIVACY`, 'warn');
    case 'signal':
      return signalVerdict(item.signal);
    case 'connection':
      return connectionVerdict(item.connection);
    default:
      return verdictSpan(item.verdict);
  }
}

export function triageMark({ kind, verdict, severity, trouble }: TriageItem, glyphs: Glyphs): Span {
  if (kind === 'disabled') return span(glyphs.idle, 'warn');
  if (!trouble) return span(glyphs.partial, 'warn');
  if (verdict === 'RETRYING' || kind === 'warehouse' || kind === 'usage' || kind === 'signal' || severity < 300)
    return span(glyphs.partial, 'warn');
  return span(glyphs.failing, 'bad');
}

/** The tone of a number or a curve over what these troubles are among: that of the worst of them; none where there is none. */
export function worstTone(items: readonly TriageItem[], glyphs: Glyphs): 'bad' | 'warn' | undefined {
  const tones = items.map((item) => triageMark(item, glyphs).tone);
  return tones.includes('bad') ? 'bad' : tones.length > 0 ? 'warn' : undefined;
}

/** What words depend on besides the trouble itself. */
export type FactsContext = Pick<ViewContext, 'glyphs' | 'now'>;

/** Cells between two facts. */
const gap = 2;

/** The words that say over what a count goes that has no beginning. */
const inPeriod = { '24h': t`in 24 h`, '7d': t`in 7 d` } as const satisfies Record<Period, SafeText>;

export function triageFacts(item: TriageItem, { glyphs, now }: FactsContext): TriageFacts {
  const { period } = item;
  if (item.kind === 'connection')
    return { name: connectionName(item.connection, glyphs), parts: connectionFacts(item.connection, now, period) };
  if (item.kind === 'disabled')
    return { name: connectionName(item.connection, glyphs), parts: disabledFacts(item, now, period) };
  if (item.kind === 'source') {
    const { source, health } = item.flow;
    const known = [verdictFact('SILENT'), rangeSpan(health, now)];
    return { name: source.name, parts: [...known, ...changedFacts(item, now), span(habitText(health), 'dim')] };
  }
  if (item.kind === 'warehouse')
    return {
      name: t`Warehouse ${item.storage.warehouse.name}`,
      parts: [...warehouseFacts(item, now), ...changedFacts({ cause: item.cause, onset: undefined }, now)],
    };
  if (item.kind === 'violations') {
    const { row } = item;
    const what =
      row.basis === 'blocked'
        ? t`${counted(item.count, t`event`)} blocked`
        : t`${counted(item.count, t`violation`)} ${word(row.basis)}`;
    return {
      name: row.source.name,
      parts: [
        span(item.since === undefined ? t`${what} ${inPeriod[period]}` : what, 'bad'),
        spanFact(item.onset, now),
        ...changedFacts(item, now),
      ],
    };
  }
  if (item.kind === 'signal') {
    const { signal } = item;
    const parts = [{ ...signalVerdict(signal), about: 'verdict' } as const, ...signalFacts(signal, now)];
    return { name: signalName(signal), parts: [...parts, spanFact(signal.onset, now)] };
  }
  if (item.kind === 'privacy') return privacyFacts(item.flow, glyphs);
  const { meter } = item;
  const name = meterNames[meter.kind];
  const reaches = meter.reachesAllowanceAt === undefined ? t`` : fullText(meter.reachesAllowanceAt, meter);
  return { name, parts: [span(percentText(meter.percent), 'warn'), span(reaches, 'warn')] };
}

/**
 * Who changed something before it began: of every kind of trouble that has a cause. The day stands once in a line: that of
 * the beginning, which is told before it.
 */
function changedFacts({ cause, onset }: Pick<TriageItem, 'cause' | 'onset'>, now: number): Fact[] {
  const beside = onset?.until === undefined ? onset?.since : undefined;
  return cause ? [{ ...span(causeText(cause, t`changed`, beside ?? now), 'info'), about: 'cause' }] : [];
}

function spanFact(onset: Onset | undefined, now: number): Fact {
  if (!onset) return { ...span(t``), about: 'since' };
  return { ...span(spanText(onset, now)), about: 'since', forms: spanForms(onset, now) };
}

function connectionFacts(connection: Connection, now: number, period: Period): Fact[] {
  const { reason, judgement, verdict, onset, cause, sourceEvents } = connection;
  if (verdict === 'SILENT')
    return [
      verdictFact(verdict),
      span(t`source sent ${compact(sourceEvents)} ${inPeriod[period]}, nothing was delivered`),
    ];
  const isOver = judgement.state === 'recovering';
  const parts: Fact[] = [];
  if (reason) parts.push(span(reason, 'strong'));
  if (judgement.rate !== undefined)
    parts.push(
      isOver
        ? span(t`${percentText(judgement.rate)} failed`, 'warn')
        : span(t`${percentText(judgement.rate)} failing`, 'bad'),
    );
  parts.push(verdictFact(verdict), ...costFacts(connection, period));
  if (onset) parts.push({ ...spanFact(onset, now), tone: isOver ? 'dim' : 'text' });
  parts.push(...changedFacts({ cause, onset }, now));
  return parts;
}

/** Fields named in a line: page 7 has them all. */
const mostPaths = 3;

/** `Braze ← Web (prod)  PRIVACY  red should not flow, and does: properties.email`. */
function privacyFacts(flow: ColorFlow, glyphs: Glyphs): TriageFacts {
  const filters = flow.filters?.error && flow.filters.data === undefined ? flow.filters.error : undefined;
  return {
    name: flowName(flow, glyphs),
    parts: [
      { ...span(t`PRIVACY`, 'warn'), about: 'verdict' },
      ...flow.broken.map((color) => {
        const paths = flow.fields[color].map(({ path }) => path);
        return span(t`${word(color)} should not flow, and does: ${list(paths, mostPaths)}`, 'warn');
      }),
      ...(filters ? [span(t`its filters: ${problemText(filters)}`, 'warn')] : []),
    ],
  };
}

/** What is lost first, with its number; what waits for another attempt follows. */
function costFacts({ loss, verdict, metrics }: Connection, period: Period): Fact[] {
  const waiting = metrics?.retrying ?? 0;
  const facts: Fact[] = [];
  if (loss && loss.failed > 0 && verdict !== 'RETRYING')
    facts.push(span(loss.isSinceOnset ? lossText(loss) : t`${lossText(loss)} ${inPeriod[period]}`));
  if (waiting > 0 && verdict !== 'LOST') facts.push(span(t`${compact(waiting)} waiting`));
  return facts;
}

/** What a source sent since its destination was switched off; where that is not known, in the period. */
function disabledFacts({ connection, missed }: TriageItem & { kind: 'disabled' }, now: number, period: Period): Fact[] {
  const { sourceEvents, cause, onset } = connection;
  const missing =
    missed === undefined
      ? t`source sent ${compact(sourceEvents)} ${inPeriod[period]}`
      : t`source sent ${compact(missed)} since`;
  return [
    verdictFact('DISABLED'),
    ...(cause || !onset ? [] : [spanFact({ ...onset, until: undefined }, now)]),
    ...(cause ? [{ ...span(t`by ${actorText(cause)} ${clock(cause.at, now)}`, 'info'), about: 'cause' } as const] : []),
    span(missing),
  ];
}

function warehouseFacts(item: TriageItem & { kind: 'warehouse' }, now: number): Fact[] {
  const { storage } = item;
  const times =
    storage.failedInRow > 1
      ? t`sync failed ${inRowText(storage)}×`
      : storage.state === 'partial'
        ? t`sync partial`
        : t`sync failed`;
  const parts: Fact[] = [span(times, storage.state === 'partial' ? 'warn' : 'bad')];
  if (storage.notice) parts.push(span(storage.notice.message));
  if (storage.lastGood !== undefined) {
    const forms = clockForms(storage.lastGood, now).map((form) => t`last good ${form}`);
    parts.push({ ...span(forms[0] ?? t``, 'dim'), forms });
  } else if (storage.reported)
    parts.push(span(t`${sanitise(auditMeaning(storage.reported.type).verb)} ${ago(storage.reported.at, now)}`, 'dim'));
  else if (storage.onset) parts.push(spanFact(storage.onset, now));
  return parts;
}

function rangeSpan(health: SourceHealth, now: number): Fact {
  const forms = health.lastSeenBy ? seenForms(health, now).map((form) => t`since ${form}`) : [];
  return { ...span(forms[0] ?? t``), about: 'since', forms };
}

/**
 * Facts that tell their times in so few cells that a row of this width, of which so much is used before them, shows them whole.
 * What has no room whole is left out, but for the first: a name alone says nothing.
 */
export function fitted(parts: readonly Fact[], used: number, width: number): readonly Span[] {
  let left = width - used;
  return parts
    .filter(({ text }) => text !== '')
    .flatMap((part, index) => {
      const room = left - gap;
      const fact = part.forms?.length ? { ...part, text: firstFit(part.forms, Math.max(1, room)) } : part;
      if (index > 0 && widthOf(fact.text) > room) return [];
      left -= gap + widthOf(fact.text);
      return [fact];
    });
}

/** A trouble as one sentence, as `segtop status` prints it. */
export function triageSentence(item: TriageItem, context: FactsContext): SafeText {
  const { name, parts } = triageFacts(item, context);
  return joined([name, ...parts.map(({ text }) => text).filter((text) => text !== '')], t`  `);
}

/** The page that explains a trouble. */
export function triageTarget(item: TriageItem): Target {
  switch (item.kind) {
    case 'connection':
    case 'disabled':
      return pages.destination.at(item.connection.id);
    case 'source':
      return pages.source.at(item.flow.source.id);
    case 'violations':
      return pages.violationEvents.at(item.row.source.id);
    case 'warehouse':
      return pages.warehouse.at(item.storage.warehouse.id);
    case 'usage':
      return pages.usage.at();
    case 'privacy':
      return pages.privacy.at({ tab: 'settings' });
    case 'signal':
      return signalTarget(item.signal);
  }
}
