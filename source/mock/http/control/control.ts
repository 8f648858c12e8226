import type { MockReply } from '../../protocol.ts';
import type { World } from '../../world.ts';
import { type Limiter, type LimitRules, limitsShown, readLimits } from '../limits/limiter.ts';
import { readFaults } from './fault.ts';
import type { Faults } from './faults.ts';
import { incidentRow, readIncidents, readMoment } from './incident.ts';
import type { RequestLog } from './request-log.ts';

/** What the control paths change. */
export interface Controls {
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly limits: Limiter;
  /** Limits of the start. */
  readonly limitsAtStart: LimitRules;
  readonly world: World;
}

/** Answers a control path; undefined when the path is none. */
export function control(
  { faults, requests, limits, limitsAtStart, world }: Controls,
  method: string,
  path: string,
  query: URLSearchParams,
  body: unknown,
): MockReply | undefined {
  if (/^\/__incidents(\/|$)/.test(path)) return incidents(world, method, path, query, body);
  switch (`${method} ${path}`) {
    case 'GET /__requests':
      return good({ requests: requests.list() });
    case 'DELETE /__requests':
      requests.clear();
      return good({ requests: [] });
    case 'GET /__faults':
      return good({ faults: faults.list() });
    case 'DELETE /__faults':
      faults.clear();
      return good({ faults: [] });
    case 'POST /__faults':
      return checked(() => {
        faults.set(readFaults(body));
        return { faults: faults.list() };
      });
    case 'GET /__limits':
      return good({ limits: limitsShown(limits.rules) });
    case 'DELETE /__limits':
      limits.set(limitsAtStart);
      return good({ limits: limitsShown(limits.rules) });
    case 'POST /__limits':
      return checked(() => {
        limits.set(readLimits(body));
        return { limits: limitsShown(limits.rules) };
      });
    default:
      return undefined;
  }
}

/** Each effect cuts the time of what it touches into pieces; more than this in one run is no test any more. */
const mostIncidents = 500;

function incidents(
  world: World,
  method: string,
  path: string,
  query: URLSearchParams,
  body: unknown,
): MockReply | undefined {
  const { incidents: all } = world;
  if (!all) return { status: 404, body: { errors: [{ type: 'not-found', message: 'This world has no incidents.' }] } };
  const now = world.now();
  const rows = () => ({ incidents: all.list().map((each) => incidentRow(each, now)) });
  if (path === '/__incidents' && method === 'GET') return good(rows());
  if (path === '/__incidents' && method === 'POST')
    return checked(() => {
      const asked = readIncidents(body);
      if (all.list().length + asked.length > mostIncidents)
        throw new RangeError(`${mostIncidents} incidents in one run are the most: start mock-api anew`);
      const begun = asked.map(({ effect, from, to }) =>
        all.begin(effect, now + from, to === undefined ? undefined : now + to),
      );
      return { incidents: begun.map((each) => incidentRow(each, now)) };
    });
  const id = /^\/__incidents\/(\d{1,9})$/.exec(path)?.[1];
  if (method !== 'DELETE' || (id === undefined && path !== '/__incidents')) return undefined;
  return checked(() => {
    const wait = query.get('in');
    const at = now + (wait === null ? 0 : readMoment(/^\d{1,9}$/.test(wait) ? Number(wait) : wait, 'in'));
    const ended = id === undefined ? all.list().map((each) => all.end(each.id, at)) : [all.end(Number(id), at)];
    if (ended.includes(undefined)) throw new RangeError(`there is no incident ${id}; GET /__incidents lists them`);
    return rows();
  });
}

const good = (body: unknown): MockReply => ({ status: 200, body });

/** What a control path makes of a body; 422 in one sentence where the body is wrong. */
function checked(make: () => unknown): MockReply {
  try {
    return good(make());
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return { status: 422, body: { errors: [{ type: 'input-validation', message: thrown.message }] } };
  }
}
