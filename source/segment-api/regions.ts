import type { Workspace } from '../domain/entities.ts';
import { ReadError } from '../domain/problem.ts';
import type { Clock } from './clock.ts';
import { createPublicApi } from './public-api.ts';
import type { Transport } from './transport/transport.ts';

export type Region = 'us' | 'eu';

/** Where each region answers (rule 1). */
export const regionUrls: Readonly<Record<Region, string>> = {
  us: 'https://api.segmentapis.com',
  eu: 'https://eu1.api.segmentapis.com',
};

export interface FoundRegion {
  readonly region: Region;
  readonly workspace: Workspace;
}

/**
 * Asks both regions which one knows the token: the wrong one answers 401 or 404 without a hint (rule 1). Two requests.
 * @param transportTo a transport for a base URL, with the token in it
 * @throws ReadError: no-access only when both regions refused; what kept one from answering otherwise
 */
export async function findRegion(
  transportTo: (baseUrl: string) => Transport,
  { signal, clock }: { readonly signal?: AbortSignal | undefined; readonly clock?: Clock } = {},
): Promise<FoundRegion> {
  const found = new AbortController();
  const either = signal ? AbortSignal.any([signal, found.signal]) : found.signal;
  const ask = async (region: Region): Promise<FoundRegion> => {
    const api = createPublicApi({ transport: transportTo(regionUrls[region]), ...(clock ? { clock } : {}) });
    return { region, workspace: (await api.workspace({ signal: either })).value };
  };
  try {
    return await Promise.any([ask('us'), ask('eu')]);
  } catch (thrown) {
    throw tellingOf(thrown);
  } finally {
    found.abort();
  }
}

/** A region that could not be asked counts more than one that refused: the token may belong to it. */
function tellingOf(thrown: unknown): unknown {
  const errors: readonly unknown[] = thrown instanceof AggregateError ? thrown.errors : [thrown];
  const refused = (error: unknown) =>
    error instanceof ReadError && (error.problem.kind === 'no-access' || error.problem.kind === 'not-found');
  const noAccess = (error: unknown) => error instanceof ReadError && error.problem.kind === 'no-access';
  return errors.find((error) => !refused(error)) ?? errors.find(noAccess) ?? errors[0];
}
