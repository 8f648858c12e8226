import { describe, expect, it } from 'vitest';
import { areOnTop, cases, isRanked, raising, raisingStage, tenWorst } from './raising.ts';

/** Sixty connections with Home open; what begins, an hour that ends and a quiet minute lie at other places in each case. */
const sixty = { sources: 20, connections: 3 };
const metrics = 'GET /destinations/{destinationId}/delivery-metrics';
const threeMinutes = 180;

/** Seconds within which a line stands, and is gone or over, in a workspace of sixty connections. */
const within = (seconds: number): unknown => expect.toSatisfy((value) => value <= seconds, `at most ${seconds} s`);

describe('what begins while segtop runs', () => {
  it.each([
    ['a connection that begins to lose 95 % of its events', '2026-11-19T13:46:20Z', 606, threeMinutes],
    ['a connection that begins to lose 95 % of its events', '2026-11-30T23:48:41Z', 651, threeMinutes],
    ['a source that falls silent', '2026-11-19T13:49:55Z', 629, 150],
    ['a source that falls silent', '2026-11-30T23:48:41Z', 614, 150],
    ['a destination that somebody switches off', '2026-11-30T23:44:05Z', 629, threeMinutes],
  ])(
    '%s is raised within three minutes after the API tells of it, and its end is said as soon: %s',
    async (name, start, settled, most) => {
      const stage = await raisingStage({ ...sixty, start });
      const result = await raising(stage, caseOf(name), { settled, patience: 300 });
      stage.stop();
      expect(result).toMatchObject({ raised: within(most), recovered: within(threeMinutes) });
    },
  );

  it('a sync that fails is raised within three minutes after the API tells of it', async () => {
    const stage = await raisingStage(sixty);
    const result = await raising(stage, caseOf('a sync that fails'), { lasts: 0, patience: 180 });
    stage.stop();
    expect(result).toMatchObject({ raised: within(threeMinutes) });
  });

  it('costs sixty connections less than ninety requests a minute while nothing happens', async () => {
    const stage = await raisingStage(sixty);
    await stage.until(() => false, 300);
    const before = stage.requests.length;
    await stage.until(() => false, 300);
    stage.stop();
    expect((stage.requests.length - before) / 5).toBeLessThan(90);
    expect(new Set(stage.requests.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('where the mock lets few reads of delivery-metrics through, and its headers speak of the token', () => {
  it.each([
    ['without Retry-After', false],
    ['with Retry-After besides', true],
  ])('sixty connections at five a minute are ranked within half a minute: %s', async (_, retryAfter) => {
    const limits = { byOperation: { [metrics]: 5 }, token: 600, headers: 'token', retryAfter } as const;
    const stage = await raisingStage({ ...sixty, limits });
    const seconds = await stage.until((picture) => isRanked(picture, 60), 60);
    stage.stop();
    expect(seconds).toBeLessThanOrEqual(30);
  });

  it('the ten worst among six hundred, wherever they stand, are on Home within a minute and a half', async () => {
    const limits = { byOperation: { [metrics]: 60 }, token: 600, headers: 'token' } as const;
    const stage = await raisingStage({ sources: 20, connections: 30, limits });
    const ten = tenWorst(stage, 600);
    const seconds = await stage.until((picture) => areOnTop(picture, ten), 120);
    stage.stop();
    expect(seconds).toBeLessThanOrEqual(90);
  });
});

function caseOf(name: string) {
  const found = cases.find((each) => each.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}
