/**
 * Every fault of `test/harness/faults/` on every answer that `segtop status` reads, on each kind of answer alone, and on every other
 * request; tells where it crashed, hung, asked too often, said nothing of it, or let out the token or a control character.
 */
import { readOnce } from '../../source/commands/read-once.ts';
import { triageWords } from '../../source/commands/status-report.ts';
import { second } from '../../source/domain/time.ts';
import { operationOf } from '../../source/mock/http/router.ts';
import { RateBudget } from '../../source/segment-api/budget/rate-budget.ts';
import { createPublicApi } from '../../source/segment-api/public-api.ts';
import { gotTransport } from '../../source/segment-api/transport/got.ts';
import { overview } from '../../source/workspace/watch/overview.ts';
import { problemsOf, statusOf } from '../../source/workspace/watch/status.ts';
import { recorded, soundAnswer } from '../contract/status-mutation.ts';
import { faults } from '../harness/faults/all.ts';
import { type Fault, tries } from '../harness/faults/fault.ts';
import { faultyServer, hastyClock } from '../harness/faults/faulty-server.ts';

const token = 'sgp_SECRETfaults0token1234567890';
/** Time runs so many times as fast as on a clock, for the pauses between tries. */
const speed = 20;
/** When status answers with what is there, ms of that time. */
const until = 60 * second;
const control = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/;

const small = await recorded('everything');
const server = await faultyServer((path) => {
  const url = new URL(path, 'http://api.segment.test');
  return soundAnswer(small, { method: 'GET', path: url.pathname, query: [...url.searchParams] });
});
const operation = (path: string): string => operationOf('GET', path.split('?')[0] ?? '') ?? '';

async function status(fault: Fault | undefined, isMet: (path: string) => boolean) {
  const clock = hastyClock(speed);
  const isProxied = fault?.tunnel !== undefined || fault?.noProxy === true;
  const transport = gotTransport({
    baseUrl: fault?.address?.(server.url) ?? (isProxied ? 'http://api.segment.test' : server.url),
    token,
    version: '1',
    env: isProxied ? { http_proxy: fault?.noProxy ? 'http://127.0.0.1:1' : server.url } : {},
    timeouts: { connect: 300, request: 300 },
    largest: 8 << 20,
  });
  const backend = createPublicApi({ transport, clock, budget: new RateBudget({ clock, stated: () => undefined }) });
  server.spoil(fault, isMet);
  const began = clock.now();
  const { poller, needs } = await readOnce({ backend, clock, period: '24h', until: began + until });
  const took = clock.now() - began;
  poller.stop();
  const now = clock.now();
  const picture = overview((resource) => poller.snapshot(resource), '24h', now, {});
  const told = statusOf(picture, problemsOf(poller, needs(), now), 0, (item) => triageWords(item, now));
  return { told, took, requests: server.requests() };
}

const sound = await status(undefined, () => false);
console.log(`sound: ${sound.requests} requests, ${sound.told.problems.length} problems, ${Math.round(sound.took)} ms`);
/** Every read fails as often as it is tried, and may be asked again once while the time lasts. */
const most = 2 * tries * Math.max(sound.requests, 50);

const metrics = 'GET .../delivery-metrics';
let number = 0;
const operations = [
  '/',
  '/sources',
  '/destinations',
  '/events/volume',
  '/audit-events',
  '/warehouses',
  '/usage/mtu/daily',
];
const places: readonly (readonly [string, (path: string) => boolean])[] = [
  ['everything', () => true],
  ['every other request', () => ++number % 2 === 0],
  ...operations.map((path): readonly [string, (path: string) => boolean] => [
    `GET ${path}`,
    (asked) => operation(asked) === `GET ${path}`,
  ]),
  [metrics, (path) => path.includes('/delivery-metrics')],
];
let bad = 0;
let runs = 0;
for (const fault of faults) {
  for (const [where, isMet] of fault.spoil ? places : places.slice(0, 1)) {
    const found: string[] = [];
    try {
      const { told, took, requests } = await status(fault, isMet);
      const text = JSON.stringify(told);
      if (took > 2 * until) found.push(`took ${Math.round(took)} ms`);
      if (requests > most) found.push(`${requests} requests`);
      if (text.includes('SECRET')) found.push('the token is in it');
      if (control.test(text)) found.push('a control character is in it');
      // What delivery metrics refuse to tell is read from Delivery Overview, and then nothing is missing.
      const isRefused = where === metrics && !['data', 'lost', 'server', 'network', 'timeout'].includes(fault.is);
      const isHidden = fault.is === 'data' || where === 'every other request' || isRefused;
      if (!isHidden && told.problems.length === 0) found.push('no problem is told');
    } catch (thrown) {
      found.push(`threw ${String(thrown)}`);
    }
    runs += 1;
    bad += found.length > 0 ? 1 : 0;
    if (found.length > 0) console.log(`${fault.name}, ${where}: ${found.join('; ')}`);
  }
}
console.log(`${faults.length} faults, ${runs} runs, ${bad} not well, ${server.strays()} requests to another host`);
await server[Symbol.asyncDispose]();
process.exit(bad + server.strays() > 0 ? 1 : 0);
