import type { Audience, AudienceDestination, ComputedTrait, Space } from '../../domain/engage/computations.ts';
import type { AuditItem } from '../../domain/entities.ts';
import type { Standing } from '../../domain/proof.ts';
import type { Period } from '../../domain/time.ts';
import { type AuditSignal, auditSignals, trailStart } from '../audit/signals.ts';
import { auditTrail } from '../audit/trail.ts';
import { standingOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import { askedAt, type Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';
import { audienceDestinations, audiences, computedTraits, spaces } from '../resources/pages.ts';

export type ComputationKind = 'audience' | 'trait';

/** What a computation does now, worst first; `idle` is on and computes nothing, `unknown` has no word of the API. */
export const computationStates = [
  'failing',
  'retrying',
  'locked',
  'idle',
  'working',
  'live',
  'unknown',
  'disabled',
] as const;
export type ComputationState = (typeof computationStates)[number];

/** What the audit trail tells of the runs of one computation: there is no other history of them (rule 132). */
export interface Runs {
  /** Failed attempts since the last completed run; failures are logged for each attempt (rule 132). */
  readonly failed: number;
  readonly failedSince: number | undefined;
  readonly lastFailed: number | undefined;
  /** Completed runs are logged of audiences only. */
  readonly lastGood: number | undefined;
  /** Failed syncs to a destination since the last completed run. */
  readonly syncsFailed: number;
  readonly lastSyncFailed: number | undefined;
}

/** An audience or a computed trait with what is known of its runs. */
export interface ComputationRow {
  /** Stable over refreshes. */
  readonly key: string;
  readonly kind: ComputationKind;
  readonly space: Space;
  readonly own: Audience | ComputedTrait;
  /** The same, where it is an audience. */
  readonly audience: Audience | undefined;
  readonly state: ComputationState;
  readonly runs: Runs;
  /** What triage has on it. */
  readonly signals: readonly AuditSignal[];
  /** Only of audiences: the API does not tell where a computed trait is sent. */
  readonly destinations: Snapshot<readonly AudienceDestination[]> | undefined;
}

const runFailed = /^(?:audience|computed trait) run failed$/i;
const runDone = /^(?:audience|computed trait) run completed?$/i;
const syncFailed = /^(?:audience|computed trait) destination sync failed$/i;

/** An item is about runs of a computation, not about its configuration. */
export function isRun({ type }: Pick<AuditItem, 'type'>): boolean {
  return runFailed.test(type) || runDone.test(type) || syncFailed.test(type) || /^audience run forced$/i.test(type);
}

/** @param items of the trail, in any order */
export function runsOf(items: readonly AuditItem[], resourceId: string): Runs {
  const own = items.filter((item) => item.resourceId === resourceId).toSorted((a, b) => b.at - a.at);
  const lastGood = own.find(({ type }) => runDone.test(type))?.at;
  const after = own.filter(({ at }) => lastGood === undefined || at > lastGood);
  const failures = after.filter(({ type }) => runFailed.test(type));
  const syncs = after.filter(({ type }) => syncFailed.test(type));
  return {
    failed: failures.length,
    failedSince: failures.at(-1)?.at,
    lastFailed: failures[0]?.at,
    lastGood,
    syncsFailed: syncs.length,
    lastSyncFailed: syncs[0]?.at,
  };
}

const states: ReadonlyMap<string, ComputationState> = new Map([
  ['failed', 'failing'],
  ['error', 'failing'],
  ['locked', 'locked'],
  ['computing', 'working'],
  ['preparing', 'working'],
  ['backfilling', 'working'],
  ['not computing', 'idle'],
  ['awaiting destinations', 'idle'],
  ['live', 'live'],
  ['disabled', 'disabled'],
]);

/** By the API's word and by what the trail reported last: the word alone keeps saying Live while attempts fail. */
export function stateOf(
  { enabled, status }: Pick<Audience, 'enabled' | 'status'>,
  signals: readonly AuditSignal[],
): ComputationState {
  if (!enabled) return 'disabled';
  const stated = states.get(status.toLowerCase()) ?? 'unknown';
  if (stated === 'failing' || signals.some(({ state }) => state === 'failed')) return 'failing';
  return signals.some(({ state }) => state === 'retrying') ? 'retrying' : stated;
}

/**
 * Whether every list of audiences and traits has been read: only then is one that is in none of them gone.
 * @param kind only the lists of these
 */
export function spacesStanding(read: Read, kind?: ComputationKind): Standing {
  const known = read(spaces);
  const lists = (known.data ?? []).flatMap(({ id }): readonly Snapshot[] => [
    ...(kind === 'trait' ? [] : [read(audiences(id))]),
    ...(kind === 'audience' ? [] : [read(computedTraits(id))]),
  ]);
  return standingOf(known, ...lists);
}

/** What the audiences and traits of all spaces are made of: who failed, by the same report that triage uses. */
function trailOf(read: Read, period: Period, now: number) {
  const recent = read(resources.recentAudit(period));
  const signals = auditSignals(recent.data?.items ?? [], now, trailStart(recent, period, now), askedAt(recent, now));
  return { items: auditTrail(read, period).items, signals };
}

/** Every audience and computed trait that has been read: failing ones first, then by space, kind and name (E-02). */
export function computations(read: Read, period: Period, now: number): readonly ComputationRow[] {
  const { items, signals } = trailOf(read, period, now);
  const all = (read(spaces).data ?? []).flatMap((space, index) => [
    ...(read(audiences(space.id)).data ?? []).map((own) => ({ kind: 'audience' as const, own, space, index })),
    ...(read(computedTraits(space.id)).data ?? []).map((own) => ({ kind: 'trait' as const, own, space, index })),
  ]);
  return all
    .map(({ kind, own, space, index }) => ({ index, row: rowOf(read, kind, own, space, items, signals) }))
    .sort(
      (a, b) =>
        Number(isTroubled(b.row)) - Number(isTroubled(a.row)) ||
        (isTroubled(a.row) ? rankOf(a.row) - rankOf(b.row) : 0) ||
        a.index - b.index ||
        Number(a.row.kind === 'trait') - Number(b.row.kind === 'trait') ||
        rankOf(a.row) - rankOf(b.row) ||
        (a.row.own.name < b.row.own.name ? -1 : 1),
    )
    .map(({ row }) => row);
}

const rankOf = ({ state }: ComputationRow): number => computationStates.indexOf(state);

/** Failing, or failing a moment ago and tried again. */
export function isTroubled({ state }: Pick<ComputationRow, 'state'>): boolean {
  return state === 'failing' || state === 'retrying';
}

function rowOf(
  read: Read,
  kind: ComputationKind,
  own: Audience | ComputedTrait,
  space: Space,
  items: readonly AuditItem[],
  signals: readonly AuditSignal[],
): ComputationRow {
  const mine = signals.filter(({ item }) => item.resourceId === own.id);
  const audience = 'cadence' in own ? own : undefined;
  return {
    key: `${kind}:${own.id}`,
    kind,
    space,
    own,
    audience,
    state: stateOf(own, mine),
    runs: runsOf(items, own.id),
    signals: mine,
    destinations: audience && read(audienceDestinations(space.id, own.id)),
  };
}

/** What one computation's own page is made of; without a row where its space cannot be read. */
export interface ComputationPage {
  readonly kind: ComputationKind;
  readonly id: string;
  readonly row: ComputationRow | undefined;
  readonly runs: Runs;
  readonly signals: readonly AuditSignal[];
  /** Newest first. */
  readonly items: readonly AuditItem[];
}

/** One audience or trait, also where only the trail knows it. Undefined while neither does. */
export function computationPage(
  read: Read,
  period: Period,
  now: number,
  kind: ComputationKind,
  id: string,
): ComputationPage | undefined {
  const { items } = auditTrail(read, period, id);
  const { signals } = trailOf(read, period, now);
  const mine = signals.filter(({ item }) => item.resourceId === id);
  for (const space of read(spaces).data ?? []) {
    const list: readonly (Audience | ComputedTrait)[] =
      read<readonly (Audience | ComputedTrait)[]>(kind === 'audience' ? audiences(space.id) : computedTraits(space.id))
        .data ?? [];
    const own = list.find((each) => each.id === id);
    if (!own) continue;
    const row = rowOf(read, kind, own, space, items, signals);
    return { kind, id, row, runs: row.runs, signals: mine, items };
  }
  return items.length > 0 ? { kind, id, row: undefined, runs: runsOf(items, id), signals: mine, items } : undefined;
}
