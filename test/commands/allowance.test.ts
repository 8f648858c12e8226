import { expect, it } from 'vitest';
import { allowanceOf } from '../../source/commands/allowance.ts';
import { resolveSettings } from '../../source/config/settings.ts';

const settings = (demo: boolean, allowance: { readonly apiCalls?: number; readonly mtu?: number } = {}) =>
  resolveSettings({ SEGTOP_TOKEN: 'not a token' }, { demo }, { config: { allowance }, problems: [] });

it.each([
  ['nothing is configured: unknown', settings(false), {}],
  ['the demo has a plan of its own', settings(true), { apiCalls: 12_000_000n }],
  ['what is configured', settings(false, { apiCalls: 5, mtu: 7 }), { apiCalls: 5n, mtu: 7n }],
  ['what is configured, also for the demo', settings(true, { mtu: 7 }), { mtu: 7n }],
])('%s', (_, given, allowance) => {
  expect(allowanceOf(given)).toEqual({ apiCalls: undefined, mtu: undefined, ...allowance });
});
