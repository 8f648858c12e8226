import { expect, test } from 'vitest';
import { failure } from '../../source/segment-api/failure.ts';
import { findRegion, regionUrls } from '../../source/segment-api/regions.ts';
import type { WireResponse } from '../../source/segment-api/transport/transport.ts';
import { fakeClock } from '../harness/world-clock.ts';
import { answer, ok, scripted } from './answers.ts';

const workspace = ok({ workspace: { id: 'w', slug: 'acme', name: 'Acme' } });
const refused = answer(401, { errors: [{ message: 'Unauthorized' }] });
const missing = answer(404, { errors: [{ message: 'Not found' }] });
const offline = failure('network', 'host unknown: eu1', 'GET /');

async function find(us: WireResponse | Error, eu: WireResponse | Error) {
  const clock = fakeClock();
  const scripts = { [regionUrls.us]: scripted(us), [regionUrls.eu]: scripted(eu) };
  const finding = findRegion((url) => scripts[url]?.transport ?? expect.unreachable(url), { clock });
  const settled = finding.then(
    (found) => ({ found, problem: undefined }),
    ({ problem }) => ({ found: undefined, problem }),
  );
  await clock.advance(10_000);
  return { ...(await settled), requests: Object.values(scripts).flatMap(({ requests }) => requests) };
}

test.each([
  ['us', workspace, refused],
  ['eu', refused, workspace],
  ['eu', missing, workspace],
  ['us', workspace, offline],
] as const)('the token is of region %s', async (region, us, eu) => {
  const { found } = await find(us, eu);
  expect(found).toEqual({ region, workspace: { id: 'w', slug: 'acme', name: 'Acme' } });
});

test('each region has its own host, and no other one sees the token', async () => {
  const asked: string[] = [];
  await findRegion((url) => {
    asked.push(url);
    return scripted(workspace).transport;
  });
  expect(asked).toEqual(['https://api.segmentapis.com', 'https://eu1.api.segmentapis.com']);
  expect(regionUrls).toEqual({ us: asked[0], eu: asked[1] });
});

test('once one region has answered the other is no longer waited for', async () => {
  const stopped: string[] = [];
  const { region } = await findRegion((url) => async ({ signal }) => {
    if (url === regionUrls.eu) return workspace;
    await new Promise((_, reject) =>
      signal?.addEventListener('abort', () => {
        stopped.push(url);
        reject(signal.reason);
      }),
    );
    return expect.unreachable();
  });
  expect([region, stopped]).toEqual(['eu', [regionUrls.us]]);
});

test('two requests are enough', async () => {
  const { requests } = await find(workspace, refused);
  expect(requests.map(({ path }) => path)).toEqual(['/', '/']);
});

test.each([
  ['both refuse', refused, missing, 'no-access'],
  ['both refuse, the second more clearly', missing, refused, 'no-access'],
  ['neither has it', missing, missing, 'not-found'],
  ['one answers something else', refused, ok({}), 'not-the-api'],
  ['one cannot be asked', refused, offline, 'network'],
] as const)('%s', async (_name, us, eu, kind) => {
  expect((await find(us, eu)).problem).toMatchObject({ kind });
});
