import { version } from '../app/version.ts';
import type { Settings } from '../config/settings.ts';
import { readToken } from '../config/token.ts';
import { UsageError } from '../config/usage-error.ts';
import { secrets } from '../log/redact.ts';
import { gotTransport } from '../segment-api/got-transport.ts';
import { createPublicApi } from '../segment-api/public-api.ts';
import { findRegion, regionUrls } from '../segment-api/regions.ts';
import type { Transport } from '../segment-api/transport.ts';
import type { Backend } from '../workspace/backend.ts';
import type { Clock } from '../workspace/clock.ts';
import { createMockBackend } from '../workspace/mock-backend.ts';

/** The backend of the settings. Nothing is read from the network, nor the mock data from disk, before the first request. */
export async function connect(settings: Settings, clock: Clock): Promise<Backend> {
  if (settings.mode === 'demo') return demo(settings.scenario, clock);
  if (!settings.token) throw new UsageError('SEGTOP_TOKEN', '', 'a Public API token, a profile, or --demo');
  const { value: token } = await readToken(settings.token, { register: secrets.register });
  const transportTo = (baseUrl: string): Transport => gotTransport({ baseUrl, token, version });
  const known = settings.apiUrl ?? (settings.region && regionUrls[settings.region]);
  return createPublicApi({ transport: known ? transportTo(known) : eitherRegion(transportTo), clock });
}

async function demo(scenario: string, clock: Clock): Promise<Backend> {
  const { createWorld, scenarioNames } = await import('../mock/create-world.ts');
  if (!(scenarioNames as readonly string[]).includes(scenario))
    throw new UsageError('--scenario', scenario, scenarioNames.join(', '));
  return createMockBackend(await createWorld({ scenario, clock: () => clock.now() }), clock);
}

/** Finds the token's region with the first request; a failure to find it is that request's failure, and the next one tries again. */
function eitherRegion(transportTo: (baseUrl: string) => Transport): Transport {
  let found: Promise<Transport> | undefined;
  return async (request) => {
    found ??= findRegion(transportTo).then(({ region }) => transportTo(regionUrls[region]));
    try {
      return await (await found)(request);
    } catch (thrown) {
      if (
        !(await found.then(
          () => true,
          () => false,
        ))
      )
        found = undefined;
      throw thrown;
    }
  };
}
