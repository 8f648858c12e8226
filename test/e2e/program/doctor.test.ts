import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { LoopbackServer } from '../../harness/loopback-server.ts';
import { minimalApi, token } from '../minimal-api.ts';
import { runBin } from '../run-bin.ts';

let api: LoopbackServer;
beforeAll(async () => {
  expect(inject('buildProblem')).toBe('');
  api = await minimalApi();
});
afterAll(() => api.close());

test('no secret is in what is told of a token that opens a workspace', async () => {
  const env = { SEGTOP_TOKEN: token, HTTPS_PROXY: 'http://me:hidden-password@127.0.0.1:9' };
  const { out, err } = await runBin(['doctor', '--json', '--api-url', api.url], env);
  const report = JSON.parse(out);
  expect(report).toMatchObject({ version: 1, mode: 'api', token: { from: 'SEGTOP_TOKEN', wrong: null } });
  expect(report.operations[0]).toMatchObject({ operation: 'GET /', access: 'allowed' });
  expect(out + err).not.toMatch(new RegExp(`${token}|hidden-password`));
});

test('without a token it says what is here, and that there is none', async () => {
  const { code, out } = await runBin(['doctor']);
  expect([code, out.includes('  not asked  there is no token\n')]).toEqual([2, true]);
});

test('settings that cannot be read do not keep the rest from being told', async () => {
  const { code, out } = await runBin(['doctor', '--profile', 'nobody']);
  expect(code).toBe(2);
  expect(out).toContain('--profile: "nobody" is not allowed; use no profile: none is configured');
  expect(out).toContain('state folder');
});
