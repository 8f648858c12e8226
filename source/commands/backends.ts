import { version } from '../app/version.ts';
import type { Settings } from '../config/settings.ts';
import { UsageError } from '../config/usage-error.ts';
import type { Log } from '../log/log.ts';
import { createWorld, scenarioNames } from '../mock/create-world.ts';
import { RateBudget } from '../segment-api/budget/rate-budget.ts';
import { createPublicApi } from '../segment-api/public-api.ts';
import { type FoundRegion, findRegion, regionUrls } from '../segment-api/regions.ts';
import { gotTransport } from '../segment-api/transport/got.ts';
import { renewedTransport } from '../segment-api/transport/renewed.ts';
import type { Transport } from '../segment-api/transport/transport.ts';
import { createMockBackend } from '../workspace/backends/mock.ts';
import type { Backend } from '../workspace/polling/backend.ts';
import type { Clock } from '../workspace/polling/clock.ts';
import { loggedTransport } from './logged-transport.ts';

/** The mock workspace of a scenario, in this process. */
export async function mockWorkspace({ scenario, write }: Settings, clock: Clock): Promise<Backend> {
  if (!(scenarioNames as readonly string[]).includes(scenario))
    throw new UsageError('--scenario', scenario, scenarioNames.join(', '));
  return createMockBackend(await createWorld({ scenario, clock: () => clock.now() }), clock, write);
}

/** A token, and how to get it again where it may have changed since. */
export interface RenewableToken {
  readonly token: string;
  readonly renew?: (() => Promise<string>) | undefined;
  /** How long to leave it alone while it stays the same, ms: first, and at last. */
  readonly pauses?: readonly [number, number] | undefined;
}

/**
 * What was sent with a token counts against its limits whoever sent it, so it has one budget however often its workspace is opened
 * on one clock.
 */
const budgets = new WeakMap<Clock, Map<string, RateBudget>>();

function budgetsOf(clock: Clock): Map<string, RateBudget> {
  const known = budgets.get(clock) ?? new Map<string, RateBudget>();
  budgets.set(clock, known);
  return known;
}

/** The Public API at the address or in the region of the settings, or in the one that knows the token. */
export function publicApi(
  { apiUrl, region, write }: Settings,
  { token, renew, pauses }: RenewableToken,
  clock: Clock,
  log: Log,
): Backend {
  const known = apiUrl ?? (region && regionUrls[region]);
  const ofTokens = budgetsOf(clock);
  const budget = ofTokens.get(token) ?? new RateBudget({ clock });
  ofTokens.set(token, budget);
  const timed = (transport: Transport) => clock.timed?.(transport) ?? transport;
  const withToken = (secret: string) => (baseUrl: string) =>
    loggedTransport(timed(transportTo(baseUrl, secret)), log, clock.now);
  const renewing = (to: (secret: string) => Transport) => {
    if (!renew) return to(token);
    const again = async (): Promise<string> => {
      const next = await renew();
      if (!ofTokens.has(next)) ofTokens.set(next, budget);
      return next;
    };
    return renewedTransport({ token, renew: again, ...(pauses && { pauses }), transportTo: to, now: clock.now });
  };
  if (known !== undefined)
    return createPublicApi({ transport: renewing((secret) => withToken(secret)(known)), clock, budget, write });
  let found: () => FoundRegion['region'] | undefined = () => undefined;
  const transport = renewing((secret) => {
    const either = eitherRegion(withToken(secret));
    found = either.region;
    return either.transport;
  });
  const api = createPublicApi({ transport, clock, budget, write });
  return { ...api, wire: () => ({ ...api.wire(), region: found() }) };
}

/**
 * Asks whether a token opens a workspace, and where.
 * @param apiUrl the one address to ask; both regions are asked without it
 * @throws ReadError
 */
export async function checkToken(
  token: string,
  {
    apiUrl,
    signal,
    clock,
  }: { readonly apiUrl?: string | undefined; readonly signal?: AbortSignal; readonly clock: Clock },
): Promise<Partial<Pick<FoundRegion, 'region'>> & Pick<FoundRegion, 'workspace'>> {
  if (apiUrl === undefined) return findRegion((baseUrl) => transportTo(baseUrl, token), { signal, clock });
  const api = createPublicApi({ transport: transportTo(apiUrl, token), clock });
  return { workspace: (await api.workspace(signal ? { signal } : {})).value };
}

const transportTo = (baseUrl: string, token: string): Transport => gotTransport({ baseUrl, token, version });

/** Finds the token's region with the first request; a failure to find it is that request's failure, and the next one tries again. */
export function eitherRegion(to: (baseUrl: string) => Transport): {
  readonly transport: Transport;
  readonly region: () => FoundRegion['region'] | undefined;
} {
  let known: FoundRegion['region'] | undefined;
  let found: Promise<Transport> | undefined;
  const transport: Transport = async (request) => {
    found ??= findRegion(to).then(({ region }) => {
      known = region;
      return to(regionUrls[region]);
    });
    const searching = found;
    const chosen = await searching.catch((thrown: unknown) => {
      if (found === searching) found = undefined;
      throw thrown;
    });
    return chosen(request);
  };
  return { transport, region: () => known };
}
