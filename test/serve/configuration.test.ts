import { expect, test } from 'vitest';
import { resolveSettings, type Settings } from '../../source/config/settings.ts';
import { second } from '../../source/domain/time.ts';
import { changedSettings, followConfiguration } from '../../source/serve/configuration.ts';
import { fakeClock } from '../harness/world-clock.ts';

const settings = (config: object): Settings =>
  resolveSettings({ SEGTOP_TOKEN: 'sgp_one' }, {}, { config, problems: [] } as never, {});

test.each<[string, object, readonly string[]]>([
  ['nothing', {}, []],
  ['what only a screen shows', { theme: 'nord', ascii: true }, []],
  ['the period of a screen: a daemon watches a day', { period: '7d' }, []],
  ['who is not told of their own changes', { me: 'ana@acme.com' }, ['me']],
  ['a collection of logs', { failureLogs: { d: 'other' } }, ['failureLogs']],
  [
    'a workspace elsewhere',
    { mode: 'first-run', apiUrl: 'https://x.example', region: 'eu' },
    ['mode', 'apiUrl', 'region'],
  ],
  ['another token', { token: { kind: 'environment', token: 'sgp_two' } }, ['token']],
  ['what is allowed, and who is told', { allowance: { mtu: 5 }, alerts: { send: ['x'] } }, ['allowance', 'alerts']],
  ['what is kept', { collect: { keep: 'all', days: 1 }, log: 'debug' }, ['collect', 'log']],
  ['intervals and logs', { refresh: { volume: 90_000 }, failureLogs: {} }, ['refresh', 'failureLogs']],
])('of a changed configuration it names what the daemon goes by: %s', (_, change, keys) => {
  const config = { failureLogs: { d: 'c' } };
  expect(changedSettings([settings(config)], [{ ...settings(config), ...change } as Settings])).toEqual(keys);
});

test('of several profiles it names what differs in any of them, once', () => {
  const named = (profile: string, me?: string) => ({ ...settings({}), profile, me }) as Settings;
  const [one, other, third] = [named('one'), named('other', 'ana@acme.com'), named('third')];
  const changed = named('other', 'ben@acme.com');
  expect(changedSettings([one, other], [one, other])).toEqual([]);
  expect(changedSettings([one, other], [one, changed])).toEqual(['me']);
  expect(changedSettings([one, other], [changed, one])).toEqual(['me']);
  // One that goes, one that comes, one in place of another.
  expect(changedSettings([one, other], [one])).toEqual(['profile']);
  expect(changedSettings([one], [one, other])).toEqual(['profile']);
  expect(changedSettings([one, other], [third, changed])).toEqual(['profile', 'me']);
});

test('a daemon says once that its configuration differs from the one it goes on with, and once that it no longer does', async () => {
  const before = { ...settings({}), collect: { secret: 'of-the-start' } } as unknown as Settings;
  const changed = { ...before, collect: { secret: 'not-to-be-told' } } as unknown as Settings;
  const lines: unknown[] = [];
  const tell = (event: string, fields: object = {}) => void lines.push([event, fields]);
  const clock = fakeClock();
  let version = 0;
  let now: Settings | Error = before;
  const read = async () => {
    if (now instanceof Error) throw now;
    return [now];
  };
  const hands = { setTimer: clock.setTimer, signature: async () => String(version) };
  const stop = followConfiguration({ files: ['c'], hands, before: [before], read, log: { info: tell, warn: tell } });
  const written = async (next: Settings | Error) => {
    await clock.advance(5 * second);
    now = next;
    version += 1;
    await clock.advance(5 * second);
    return lines.splice(0);
  };
  const differs = { keys: 'collect', reason: 'it counts from the next start of segtop serve on' };
  expect(await written({ ...before, theme: 'nord' })).toEqual([]);
  expect(await written(changed)).toEqual([['configuration changed', differs]]);
  expect(await written({ ...changed, theme: 'nord' })).toEqual([]);
  expect(await written(new Error('line 3: no key'))).toEqual([
    ['configuration cannot be used', { reason: 'line 3: no key', stays: 'that of the start' }],
  ]);
  expect(await written(before)).toEqual([['configuration as at the start', {}]]);
  stop();
  expect(await written(changed)).toEqual([]);
  expect(clock.pending()).toBe(0);
});
