import { setTimeout as elapsed } from 'node:timers/promises';
import { spawnMockApi } from '../harness/mock-api.ts';
import { quiet, type SpawnOptions, spawnTerminal } from '../harness/terminal/pty.ts';
import type { Row } from './numbers.ts';

/** What Home asks of the Public API: to be filled from nothing, and then each minute. */
export async function measureRequests(options: SpawnOptions, filled: RegExp, seconds: number): Promise<readonly Row[]> {
  await using api = await spawnMockApi();
  await using terminal = spawnTerminal({
    ...options,
    args: [],
    env: { SEGTOP_API_URL: api.url, SEGTOP_TOKEN: api.token },
  });
  await terminal.waitFor(filled, 30_000);
  const atFilled = await api.requests();
  await quiet(terminal, 2000);
  const cold = await api.requests();
  await elapsed(seconds * 1000);
  const all = await api.requests();
  const refused = all.filter(({ status }) => status === 429).length;
  return [
    { name: 'demo: requests until home is filled', value: atFilled.length, unit: 'requests' },
    { name: 'demo: requests of a cold start', value: cold.length, unit: 'requests' },
    {
      name: 'demo: requests afterwards',
      value: ((all.length - cold.length) * 60) / seconds,
      unit: 'requests/min',
      against: { value: cold.length, what: 'cold start' },
    },
    { name: 'demo: requests refused (429)', value: refused, unit: 'requests' },
  ];
}
