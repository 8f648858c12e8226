import { type Answer, type ProblemKind, problemOf } from '../../domain/problem.ts';
import type { ReadOptions } from '../../domain/queries.ts';
import { sanitise } from '../../domain/text.ts';
import { hour } from '../../domain/time.ts';
import { monthOf } from '../../domain/usage/meters.ts';
import type { Backend } from '../../workspace/polling/backend.ts';

/** What a token got for one operation. */
export interface OperationAnswer {
  readonly operation: string;
  /** `unknown`: the answer, or that there was none, does not tell. `nothing to ask`: it needs a thing that there is none of, or none that the token may see. */
  readonly access: 'allowed' | 'refused' | 'not in plan' | 'unknown' | 'nothing to ask';
  readonly status: number | null;
  readonly message: string | null;
  /** Requests a minute, where that is known. */
  readonly limit: number | null;
}

const accessOf: Readonly<Partial<Record<ProblemKind, OperationAnswer['access']>>> = {
  'no-access': 'refused',
  'not-in-plan': 'not in plan',
};

type Asked = (options: ReadOptions) => Promise<Answer<unknown>>;

/** What is needed to ask for something that belongs to a thing: the first one of each list, where there is one. */
interface Owners {
  readonly source: string | undefined;
  readonly destination: { readonly id: string; readonly sourceId: string } | undefined;
  readonly warehouse: string | undefined;
  readonly plan: string | undefined;
  readonly space: string | undefined;
  readonly function: string | undefined;
}

/** The operations that ask for no thing. */
function general(backend: Backend, now: number): Readonly<Record<string, Asked>> {
  return {
    'GET /sources': (options) => backend.sources(options),
    'GET /destinations': (options) => backend.destinations(options),
    'GET /warehouses': (options) => backend.warehouses(options),
    'GET /events/volume': (options) =>
      backend.eventVolume(
        { window: { start: hourBefore(now), end: now - (now % hour) }, granularity: 'HOUR' },
        options,
      ),
    'GET /audit-events': (options) => backend.auditEvents({ count: 1 }, options),
    'GET /usage/api-calls/daily': (options) => backend.apiCalls(monthOf(now), options),
    'GET /usage/mtu/daily': (options) => backend.mtu(monthOf(now), options),
    'GET /tracking-plans': (options) => backend.trackingPlans(options),
    'GET /transformations': (options) => backend.transformations(options),
    'GET /functions': (options) => backend.functions(options),
    'GET /reverse-etl-models': (options) => backend.reverseEtlModels(options),
    'GET /spaces': (options) => backend.spaces(options),
    'GET /regulations': (options) => backend.regulations(options),
    'GET /suppressions': (options) => backend.suppressions(options),
    'GET /labels': (options) => backend.labels(options),
    'GET /users': (options) => backend.users(options),
    'GET /roles': (options) => backend.roles(options),
  };
}

const hourBefore = (now: number): number => now - (now % hour) - hour;

/** The operations that ask for one thing; undefined where there is none. */
function owned(backend: Backend, now: number, owners: Owners): Readonly<Record<string, Asked | undefined>> {
  const { source, destination, warehouse, plan, space } = owners;
  const window = { start: hourBefore(now), end: now - (now % hour) };
  return {
    'GET /sources/{id}/settings':
      source === undefined ? undefined : (options) => backend.sourceSettings(source, options),
    'GET /destinations/{id}/delivery-metrics':
      destination &&
      ((options) =>
        backend.deliveryMetrics(
          { destinationId: destination.id, sourceId: destination.sourceId, window, granularity: 'HOUR' },
          options,
        )),
    'GET /destinations/{id}/subscriptions': destination && ((options) => backend.mappings(destination.id, options)),
    'GET /destination/{id}/filters': destination && ((options) => backend.destinationFilters(destination.id, options)),
    'GET /warehouses/{id}/syncs':
      warehouse === undefined ? undefined : (options) => backend.warehouseSyncs(warehouse, options),
    'GET /tracking-plans/{id}/rules':
      plan === undefined ? undefined : (options) => backend.trackingPlanRules(plan, options),
    'GET /functions/{id}':
      owners.function === undefined ? undefined : (options) => backend.functionDetails(owners.function!, options),
    'GET /spaces/{id}/audiences': space === undefined ? undefined : (options) => backend.audiences(space, options),
    'GET /spaces/{id}/computed-traits':
      space === undefined ? undefined : (options) => backend.computedTraits(space, options),
  };
}

/** Of an operation that nothing was there to ask for: that there is no such thing is known where all of its list was read. */
function withoutThing(
  operation: string,
  lists: readonly OperationAnswer[],
): Pick<OperationAnswer, 'access' | 'message'> {
  // One path of the API has the singular (rule 72).
  const list = operation.replace(/\/\{id\}.*/, '').replace(/destination$/, 'destinations');
  const { access, message } = lists.find((each) => each.operation === list) ?? {};
  // Of several lists one may have been refused: what is not in the others may be in that one.
  if (access === 'allowed')
    return { access: 'nothing to ask', message: message ? `${list} was not read in full` : null };
  return { access: access === 'unknown' ? 'unknown' : 'nothing to ask', message: `${list} was not read` };
}

/** What was found of a token: the workspace that it opens, and each operation. */
export interface Access {
  readonly workspace: { readonly id: string; readonly slug: string; readonly name: string } | null;
  readonly operations: readonly OperationAnswer[];
}

/**
 * Asks for one answer of every kind that pages are made of, and changes nothing. Where the workspace itself is not given, nothing
 * else is asked. What a limit holds back is not waited for: that is no refusal.
 */
export async function accessOfToken(backend: Backend, now: number, signal: AbortSignal): Promise<Access> {
  const values = new Map<string, unknown>();
  const ask = async (operation: string, read: Asked | undefined): Promise<OperationAnswer> => {
    if (!read) return { operation, status: null, limit: null, ...withoutThing(operation, answers) };
    try {
      const { value, problems } = await read({ signal, isPatient: false });
      values.set(operation, value);
      // A read of several lists may have lost the same of each.
      const message = [...new Set(problems.map((problem) => problem.message))].join('; ') || null;
      return { operation, access: 'allowed', status: null, message, limit: limitOf(operation) };
    } catch (thrown) {
      const { kind, status, message } = problemOf(thrown, sanitise(operation));
      const access = accessOf[kind] ?? 'unknown';
      return { operation, access, status: status || null, message, limit: limitOf(operation) };
    }
  };
  const limitOf = (operation: string): number | null => backend.wire().limitOf(operation) ?? null;
  const askAll = (all: Readonly<Record<string, Asked | undefined>>) =>
    Promise.all(Object.entries(all).map(([operation, read]) => ask(operation, read)));
  let answers: readonly OperationAnswer[] = [];
  const first = <T extends object>(operation: string): T | undefined =>
    (values.get(operation) as readonly T[] | undefined)?.[0];
  const root = await ask('GET /', (options) => backend.workspace(options));
  if (root.access !== 'allowed') return { workspace: null, operations: [root] };
  const lists = await askAll(general(backend, now));
  answers = lists;
  const id = (operation: string) => first<{ readonly id: string }>(operation)?.id;
  const things = await askAll(
    owned(backend, now, {
      source: id('GET /sources'),
      destination: first('GET /destinations'),
      warehouse: id('GET /warehouses'),
      plan: id('GET /tracking-plans'),
      space: id('GET /spaces'),
      function: id('GET /functions'),
    }),
  );
  const { id: workspaceId, slug, name } = values.get('GET /') as NonNullable<Access['workspace']>;
  return { workspace: { id: workspaceId, slug, name }, operations: [root, ...lists, ...things] };
}
