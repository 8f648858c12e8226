import { isDeepStrictEqual } from 'node:util';
import { codeOfAnswer, exitCode } from '../../source/commands/exit-codes.ts';
import { readOnce } from '../../source/commands/read-once.ts';
import { gapsOf, triageWords } from '../../source/commands/status-report.ts';
import { minute } from '../../source/domain/time.ts';
import { createWorld } from '../../source/mock/create-world.ts';
import { operationOf, reply } from '../../source/mock/http/router.ts';
import type { World } from '../../source/mock/world.ts';
import { RateBudget } from '../../source/segment-api/budget/rate-budget.ts';
import { createPublicApi } from '../../source/segment-api/public-api.ts';
import type { WireRequest } from '../../source/segment-api/transport/transport.ts';
import type { Read } from '../../source/workspace/polling/read.ts';
import { overview } from '../../source/workspace/watch/overview.ts';
import { isFailing, problemsOf, relianceOf, statusOf } from '../../source/workspace/watch/status.ts';
import type { Status } from '../../source/workspace/watch/status-shape.ts';
import { type Mutation, mutated, mutationsOf, nameOf } from './mutation.ts';

/** A Saturday afternoon, inside an hour and a minute. */
const now = Date.parse('2026-11-21T14:12:30Z');

/** Time that stands still: short timers run at the next turn of the loop, long ones never. */
const clock = {
  now: () => now,
  setTimer(run: () => void, ms: number) {
    if (ms > 100) return () => undefined;
    const turn = setImmediate(run);
    return () => clearImmediate(turn);
  },
};

type Row = Readonly<Record<string, unknown>>;
type Answers = ReadonlyMap<string, { readonly data: Row; readonly text: string }>;

/** What the rest of a workspace is cut away from, so that thousands of runs take seconds. */
interface Kept {
  readonly sources: ReadonlySet<string>;
  readonly destinations: ReadonlySet<string>;
  readonly warehouses: ReadonlySet<string>;
}

/** A workspace of the mock, its answers as they were recorded, and what `status` says of them. */
export interface Recorded {
  readonly world: World;
  readonly kept: Kept;
  /** Data of each answer by the operation, and by path and query. */
  readonly answers: Answers;
  readonly operations: ReadonlyMap<string, unknown>;
  readonly told: Told;
}

export interface Told {
  readonly status: Status;
  readonly code: number;
}

const keyOf = ({ path, query }: WireRequest) => `${path}?${query.map((pair) => pair.join('=')).join('&')}`;

/** Runs `status --json` in this process over these answers. */
async function run(answer: (request: WireRequest, operation: string) => string): Promise<Told> {
  const transport = async (request: WireRequest) => {
    const operation = operationOf(request.method, request.path) ?? '';
    return { status: 200, headers: {}, text: answer(request, operation) };
  };
  const budget = new RateBudget({ clock, stated: () => undefined });
  const backend = createPublicApi({ transport, clock, budget, random: () => 0.5 });
  const { poller, needs } = await readOnce({ backend, clock, period: '24h', until: now + minute });
  poller.stop();
  const read: Read = (resource) => poller.snapshot(resource);
  const picture = overview(read, '24h', now, {});
  const status = statusOf(picture, gapsOf(picture, problemsOf(poller, needs(), now)), 0, (item) =>
    triageWords(item, now),
  );
  const isWhole = status.problems.length === 0;
  return { status, code: codeOfAnswer({ ...relianceOf(read, needs()), isWhole, isFailing: isFailing(picture) }) };
}

/** The data of one answer, less what is cut away. */
function cut(operation: string, data: Row, { sources, destinations, warehouses }: Kept): Row {
  const only = (key: string, keep: (row: Row) => boolean): Row => ({
    ...data,
    [key]: (data[key] as Row[]).filter(keep),
  });
  const byId = (ids: ReadonlySet<string>) => (row: Row) => ids.has(String(row.id));
  switch (operation) {
    case 'GET /sources':
    case 'GET /tracking-plans/{trackingPlanId}/sources':
      return only('sources', byId(sources));
    case 'GET /destinations':
      return only('destinations', byId(destinations));
    case 'GET /warehouses':
      return only('warehouses', byId(warehouses));
    case 'GET /events/volume':
      return only('result', ({ source }) => sources.has(String((source as Row | undefined)?.id)));
    case 'GET /warehouses/{warehouseId}/syncs':
      return { ...data, reports: (data.reports as Row[]).slice(0, 12) };
    case 'GET /audit-events': {
      const about = (row: Row) => [sources, destinations, warehouses].some((ids) => ids.has(String(row.resourceId)));
      const few = (data.events as Row[]).filter((row, index) => about(row) || index % 8 === 0);
      return { ...data, events: few, pagination: { current: 'MA==' } };
    }
    default:
      return data;
  }
}

function liveAnswer(world: World, { method, path, query }: WireRequest): Row {
  const { status, body } = reply(world, { method, path, query });
  if (status !== 200) throw new Error(`${method} ${path}: ${status}`);
  return (body as { readonly data: Row }).data;
}

/** Ids of a few things of each kind: what fails first, and then what comes first. */
async function keptOf(world: World): Promise<Kept> {
  const list = (path: string, key: string) =>
    liveAnswer(world, { method: 'GET', path, query: [['pagination.count', '1000']] })[key] as Row[];
  const { status } = await run((request) => JSON.stringify({ data: liveAnswer(world, request) }));
  const failing = (status.failing ?? []).slice(0, 2).map((row) => row.destinationId);
  const destinations = list('/destinations', 'destinations');
  const others = destinations.filter(({ id }) => !failing.includes(String(id)));
  const off = others.filter(({ enabled }) => enabled === false).slice(0, 1);
  const browser = others.filter(({ metadata }) => {
    const { supportedPlatforms } = metadata as { readonly supportedPlatforms?: Row };
    return supportedPlatforms?.server !== true;
  });
  const ids = new Set([
    ...failing,
    ...[...off, ...browser.slice(0, 1), ...others.slice(0, 2)].map(({ id }) => String(id)),
  ]);
  const fed = destinations.filter(({ id }) => ids.has(String(id))).map(({ sourceId }) => String(sourceId));
  const broken = (status.violations ?? []).slice(0, 1).map((row) => row.sourceId);
  return {
    destinations: ids,
    sources: new Set([...fed, ...broken]),
    warehouses: new Set(
      list('/warehouses', 'warehouses')
        .slice(0, 2)
        .map(({ id }) => String(id)),
    ),
  };
}

/** Records a scenario of the mock once. */
export async function recorded(scenario: string): Promise<Recorded> {
  const world = await createWorld({ scenario, clock: clock.now, seed: 1, startedAt: now });
  const kept = await keptOf(world);
  const answers = new Map<string, { readonly data: Row; readonly text: string }>();
  const operations = new Map<string, unknown>();
  const told = await run((request, operation) => {
    const data = cut(operation, liveAnswer(world, request), kept);
    const text = JSON.stringify({ data });
    answers.set(keyOf(request), { data, text });
    if (!operations.has(operation)) operations.set(operation, data);
    return text;
  });
  return { world, kept, answers, operations, told };
}

/** Every mutation of every answer that `status` reads. */
export function allMutations({ operations }: Recorded): Mutation[] {
  return [...operations].flatMap(([operation, data]) => mutationsOf(operation, data));
}

/** The answer to any request of the workspace that was recorded, as JSON text. */
export function soundAnswer({ world, kept, answers }: Recorded, request: WireRequest): string {
  const operation = operationOf(request.method, request.path) ?? '';
  return (
    answers.get(keyOf(request))?.text ?? JSON.stringify({ data: cut(operation, liveAnswer(world, request), kept) })
  );
}

/** What `status` says with one field changed, in the answers of one operation. */
export function toldWith({ world, kept, answers }: Recorded, mutation: Mutation): Promise<Told> {
  return run((request, operation) => {
    const known = answers.get(keyOf(request));
    const data = known?.data ?? cut(operation, liveAnswer(world, request), kept);
    if (operation !== mutation.operation) return known?.text ?? JSON.stringify({ data });
    return `{"data":${mutated(data, mutation)}}`;
  });
}

/**
 * Fields that nothing hangs on but these places of the answer: no problem is told of a thing that has another name, or of a
 * count that is another one and could be true.
 */
const itself: Readonly<Record<string, RegExp>> = {
  'GET / workspace.id': /^workspace\.id$/,
  'GET / workspace.name': /^workspace\.name$/,
  'GET / workspace.slug': /^workspace\.(?:slug|name)$/,
  // Rows that are equal otherwise stand in order of their names.
  'GET /sources sources.name': /\.sourceName$|^violations\./,
  'GET /sources sources.slug': /\.sourceName$/,
  'GET /destinations destinations.name': /\.destinationName$/,
  'GET /destinations destinations.metadata.name': /\.destinationName$/,
  'GET /warehouses warehouses.settings': /\.warehouseName$/,
  'GET /warehouses warehouses.metadata': /^warehouses\.(?:type|warehouseName)$/,
  'GET /warehouses warehouses.metadata.name': /^warehouses\.(?:type|warehouseName)$/,
  'GET /warehouses warehouses.metadata.slug': /^warehouses\.(?:type|warehouseName)$/,
  'GET /warehouses/{warehouseId}/syncs reports.status': /^warehouses\.lastSync\.status$/,
  'GET /warehouses/{warehouseId}/syncs reports.count': /^warehouses\.lastSync\.rows$/,
  'GET /warehouses/{warehouseId}/syncs reports.notices.message': /^warehouses\.notice$/,
  'GET /delivery-overview/failed-delivery dataset.discardReason':
    /^failing\.(?:topReason|verdict|since)$|^triage\.(?:verdict|since)$/,
  'GET /audit-events events.actor': /^activity\.actor$/,
  'GET /audit-events events.actorEmail': /^activity\.actorEmail$/,
  'GET /audit-events events.resourceType': /^activity\.resourceType$/,
  'GET /audit-events events.resourceName': /^activity\.resourceName$/,
  'GET /usage/api-calls/daily dailyWorkspaceAPICallsUsage.apiCalls': /^usage\.apiCalls$/,
  'GET /usage/mtu/daily dailyWorkspaceMTUUsage.identified': /^usage\.mtu$/,
  'GET /usage/mtu/daily dailyWorkspaceMTUUsage.neverIdentified': /^usage\.mtu$/,
};

/** What describes a row that counts nothing: unreadable it is unknown, and nothing else is wrong for it. */
const describing =
  /^GET \/(?:(?:destinations destinations\.metadata|tracking-plans trackingPlans\.type|audit-events events\.resourceId)|warehouses\/\{warehouseId\}\/syncs reports\.(?:end|count|notices)|sources\/\{sourceId\}\/settings settings\.(?:forwarding|track)|delivery-overview\/[a-z-]+ dataset\.discardReason)/;

/**
 * A number is a cursor as well (rule 5): the page at that place is asked for and refused, so that the users of the month are not
 * known, as after any read that fails. What is known to fail is as certain as before. Other kinds of values are no cursor, and
 * the list is told as cut short.
 */
const refusedPage = 'GET /usage/mtu/daily pagination.next: a number';

/** Where a line of triage names what the rows name. */
const inWords = /^triage\.(?:sentence$|subject\.|cause\.|topReason$|reason$|notice$)/;

/** Leaves of a value by their path, without the numbers of rows: `sources.events`, `failing.failed`. */
function leaves(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) =>
    leaves(inner, Array.isArray(value) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`),
  );
}

/** How many are ranked says how far the reading came: that may be less. */
const isTotal = /^(?:sources\.|destinations\.(?!ranked)|usage\.)/;

/** What is wrong with an answer to a mutation: empty when it is honest. */
export function faults({ told: before }: Recorded, mutation: Mutation, { status, code }: Told): string[] {
  const { problems: _, ...answer } = status;
  const { problems: known, ...usual } = before.status;
  const found: string[] = [];
  const was = new Map(leaves(usual));
  const is = new Map(leaves(answer));
  const differs = [...new Set([...was.keys(), ...is.keys()])].filter((path) => !Object.is(was.get(path), is.get(path)));
  const isTold = !isDeepStrictEqual(status.problems, known);
  const field = `${mutation.operation} ${mutation.path.filter((name) => name !== '*' && name !== '0').join('.')}`;
  const own = itself[field];
  const names = differs.map((path) => [path, path.replace(/\[\d+\]/g, '')] as const);
  const silent = names.flatMap(([path, name]) => (own && (own.test(name) || inWords.test(name)) ? [] : [path]));
  if (!isTold && silent.length > 0)
    found.push(
      `changed without a problem: ${silent
        .slice(0, 4)
        .map((path) => `${path} ${was.get(path)} → ${is.get(path)}`)
        .join(', ')}`,
    );
  for (const path of silent)
    if (isTotal.test(path) && typeof is.get(path) === 'number')
      found.push(`another total: ${path} ${was.get(path)} → ${is.get(path)}`);
  // What is known to fail is certain unless the answer lacks what it must carry.
  const mayFail = before.code === exitCode.failing && (describing.test(field) || nameOf(mutation) === refusedPage);
  if (isTold && !(mayFail ? [1, 3, 4] : [3, 4]).includes(code)) found.push(`exit code ${code} beside a problem`);
  return found;
}
