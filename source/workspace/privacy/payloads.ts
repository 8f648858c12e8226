import { codeOf } from '../../domain/delivery/verdict.ts';
import { counted } from '../../domain/format.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Standing } from '../../domain/proof.ts';
import { t } from '../../domain/text.ts';
import { type Period, periods } from '../../domain/time.ts';
import { standingOf, togetherOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Resource } from '../polling/resource.ts';
import { plannedSources, planReads } from '../protocols/violations.ts';
import * as resources from '../resources/common.ts';
import { samples } from '../resources/samples.ts';
import { violationDetails } from '../resources/violations.ts';

/** A payload that segtop has read, with where it came from and when. */
export interface SeenPayload {
  readonly id: string;
  readonly event: unknown;
  readonly sourceId: string;
  readonly at: number | undefined;
}

/**
 * Every payload of this session: samples of failed deliveries and of violations, each once. They are found in the snapshots
 * they were read into and are kept nowhere else. Failure logs may tell an answer without the event that it was given to.
 */
export function seenPayloads(read: Read): readonly SeenPayload[] {
  const all = periods.flatMap((period) => [...failedOnes(read, period), ...violatingOnes(read, period)]);
  const seen = all.filter(({ event }) => event !== undefined && event !== null);
  return [...new Map(seen.map((payload) => [payload.id, payload])).values()];
}

function failedOnes(read: Read, period: Period): readonly SeenPayload[] {
  return (read(resources.destinations).data ?? []).flatMap((destination) =>
    failedWith(read, period, destination).flatMap((code) => {
      const set = read(samples({ destinationId: destination.id, reason: code })).data;
      if (set?.kind !== 'samples') return [];
      const { sourceId } = destination;
      return set.samples.map(({ messageId, sent, at }) => ({ id: messageId, event: sent, sourceId, at }));
    }),
  );
}

function violatingOnes(read: Read, period: Period): readonly SeenPayload[] {
  return (read(resources.sources).data ?? []).flatMap(({ id: sourceId }) => {
    const details = read(violationDetails(period, sourceId)).data;
    if (details?.kind !== 'details') return [];
    return details.rows.flatMap((row) =>
      row.samples.map(({ messageId, event, at }) => ({ id: messageId, event, sourceId, at })),
    );
  });
}

/** Errors whose samples are looked at: more connections than these seldom fail at once. */
const mostErrors = 40;

/** What payloads are looked for in: violations of the sources that have a plan, and samples of the errors that have been read. */
export function payloadReads(read: Read, period: Period): readonly Resource<unknown>[] {
  return readsOf(read, period, sampledErrors(read, period));
}

function readsOf(read: Read, period: Period, errors: ReturnType<typeof sampledErrors>): readonly Resource<unknown>[] {
  const violating = plannedSources(read).map((id) => violationDetails(period, id));
  return [...violating, ...errors.slice(0, mostErrors)] as Resource<unknown>[];
}

const sampledErrors = (read: Read, period: Period) =>
  (read(resources.destinations).data ?? []).flatMap((destination) =>
    failedWith(read, period, destination).map((reason) => samples({ destinationId: destination.id, reason })),
  );

/** How far the payloads of now have been read: in part only, where there are more errors than are looked at. */
export function payloadsStanding(read: Read, period: Period): Standing {
  const lists = [read(resources.sources), read(resources.destinations), ...planReads(read)] as const;
  const errors = sampledErrors(read, period);
  const standing = standingOf(...lists, ...readsOf(read, period, errors).map((each) => read(each)));
  const more = errors.length - mostErrors;
  if (more <= 0) return standing;
  const message = t`the payloads of ${counted(more, t`more error`)} are not looked at`;
  const problem: Problem = { kind: 'dropped-rows', message, status: 200, operation: t`errors` };
  return togetherOf(standing, { kind: 'partial', problem });
}

type Pair = Parameters<typeof resources.failures>[1];

/** Codes of the errors of a connection, as far as they have been read. */
export function failedWith(read: Read, period: Period, pair: Pair): readonly string[] {
  const rows = read(resources.failures(period, pair)).data?.rows ?? [];
  return rows.flatMap((row) => codeOf(row) ?? []);
}
