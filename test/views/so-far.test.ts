import { expect, test } from 'vitest';
import type { Target, ViewId } from '../../source/state/pages.ts';
import { answering } from './scenarios.ts';
import { actAt, stageOf } from './stage.ts';

const never = () => new Promise(() => undefined);

/** A screen of a workspace in which some reads do not come to an end. */
async function screenAt(view: ViewId, params: Target['params'], open: readonly string[], keys: readonly string[] = []) {
  const stage = await stageOf(
    'everything',
    answering((name, read) => (open.includes(name) ? never() : read())),
  );
  const act = actAt(stage, { view, params });
  await act.settled();
  act.press(...keys);
  await act.settled();
  return act.text();
}

test.each<readonly [string, ViewId, readonly string[], RegExp]>([
  [
    'destinations while their list is read, beside warehouses that are known',
    'destinations',
    ['destinations'],
    /1\/4 so far/,
  ],
  ['troubles while warehouses are read', 'triage', ['warehouseSyncs'], /1\/\d+ so far/],
  ['alerts while connections are measured', 'alerts', ['deliveryMetrics'], /1\/\d+ so far/],
  ['errors while connections are measured', 'health', ['deliveryMetrics'], /1\/\d+ so far/],
  ['audiences while traits are read', 'engage', ['computedTraits'], /1\/\d+ so far/],
  ['models while mappings are read', 'reverse-etl', ['mappings'], /1\/\d+ so far/],
])('%s: the count says so far', async (_, view, open, count) => {
  expect(await screenAt(view, {}, open)).toMatch(count);
  expect(await screenAt(view, {}, [])).not.toMatch(/\d so far/);
});

test('a filter that finds nothing among what was read so far does not say that there is nothing', async () => {
  const text = await screenAt('destinations', {}, ['destinations'], ['/', ...'braze']);
  expect(text).toMatch(/No row matches so far/);
  expect(text).toMatch(/0 found so far/);
  expect(await screenAt('destinations', {}, [], ['/', ...'no such thing'])).toMatch(/No row matches\s/);
});

test.each<readonly [string, string | undefined, boolean]>([
  ['a trail of which older pages are left is counted so far', 'older', true],
  ['a trail that was read to its end is counted whole', undefined, false],
])('%s', async (_, next, soFar) => {
  const paged = answering(async (name, read) => {
    const answer = (await read()) as { readonly value: object };
    return name === 'auditEvents' ? { ...answer, value: { ...answer.value, next } } : answer;
  });
  const act = actAt(await stageOf('everything', paged), { view: 'audit', params: {} });
  await act.settled();
  expect(/1\/\d+ so far/.test(act.text())).toBe(soFar);
});
