import { counted } from '../../domain/format.ts';
import { type Answer, type Problem, ReadError } from '../../domain/problem.ts';
import {
  noViolationRead,
  type ViolatingEvents,
  type ViolationDetails,
  type ViolationQuery,
  type ViolationRow,
  type ViolationSample,
} from '../../domain/protocols/violation.ts';
import type { ReadOptions } from '../../domain/queries.ts';
import { type SafeText, sanitise, t } from '../../domain/text.ts';
import { parseTime } from '../../domain/time.ts';
import type { Row, World } from '../../mock/world.ts';

/** Violations as the mock workspace keeps them, read the way a collector's would be: a bad row is dropped and counted. */
export async function mockViolations(
  world: World,
  { sourceId, eventName, window }: ViolationQuery,
  { signal }: ReadOptions = {},
): Promise<Answer<ViolationDetails>> {
  if (signal?.aborted)
    throw new ReadError({ kind: 'aborted', message: t`stopped`, status: 0, operation: t`violations` });
  if (!world.violations || !world.plan.protocols) return { value: noViolationRead, problems: [] };
  const all = world.violations(sourceId, window);
  const wanted = eventName === undefined ? all : all.filter((row) => sanitise(row.eventName) === eventName);
  const rows = wanted.map(rowOf);
  const good = rows.flatMap((row) => (row ? [row] : []));
  const dropped = rows.length - good.length;
  const problem: Problem = {
    kind: 'dropped-rows',
    message: t`${counted(dropped, t`violation`)} could not be read`,
    status: 0,
    operation: t`violations`,
  };
  return {
    value: { kind: 'details', basis: 'collected', rows: good, events: eventsOf(wanted) },
    problems: dropped > 0 ? [problem] : [],
  };
}

const named = (value: unknown): SafeText | undefined => (value === undefined ? undefined : sanitise(value));

function rowOf(row: Row): ViolationRow | undefined {
  const firstSeen = parseTime(row.firstSeen);
  const lastSeen = parseTime(row.lastSeen);
  if (firstSeen === undefined || lastSeen === undefined || typeof row.count !== 'number') return undefined;
  return {
    eventName: named(row.eventName),
    eventType: sanitise(row.eventType),
    kind: sanitise(row.violationType),
    field: sanitise(row.violationField),
    sentence: sanitise(row.violationDescription),
    count: row.count,
    firstSeen,
    lastSeen,
    appVersion: named(row.appVersion),
    samples: Array.isArray(row.samples) ? row.samples.flatMap(sampleOf) : [],
  };
}

function sampleOf(event: unknown): ViolationSample[] {
  if (typeof event !== 'object' || event === null) return [];
  const { timestamp, messageId } = event as Row;
  return [{ at: parseTime(timestamp) ?? 0, messageId: sanitise(messageId), event }];
}

/** Events by name and type; each carries its first violation, so that one with two counts once. */
function eventsOf(rows: readonly Row[]): ViolatingEvents[] {
  const byName = Map.groupBy(rows, ({ eventName, eventType }) => JSON.stringify([eventName, eventType]));
  return [...byName.values()].map((group) => {
    const sum = (unplanned: boolean) =>
      group.reduce(
        (total, row) => total + ((row.violationType === 'Unplanned') === unplanned ? Number(row.events) || 0 : 0),
        0,
      );
    return {
      eventName: named(group[0]?.eventName),
      eventType: sanitise(group[0]?.eventType),
      events: sum(false),
      unplanned: sum(true),
    };
  });
}
