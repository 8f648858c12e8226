import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openCountingSince } from '../../source/storage/counting-since.ts';
import { openToldCounts, type ToldCount } from '../../source/storage/told-counts.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const ignore = () => undefined;
const [november, now] = [Date.UTC(2026, 10), Date.UTC(2026, 10, 20, 10)];
const hour = 3_600_000;

const told = (count: number): ToldCount => ({
  told: count,
  running: [now, 3, now + 60_000],
  gaps: [[now - 2 * hour, now - hour, 7]],
});

it('what was told is there after a restart, of each workspace for itself; of two that tell the same the higher', async () => {
  const folder = await temporaryFolder();
  const [one, other] = [await openToldCounts(folder, ignore), await openToldCounts(folder, ignore)];
  await one.keep('w', { from: november, counts: { a: told(10), b: told(5) } });
  await other.keep('w', { from: november, counts: { a: told(9), b: told(6), c: told(0) } });
  await one.keep('__proto__', { from: november, counts: {} });
  const again = await openToldCounts(folder, ignore);
  expect(again.of('w')).toEqual({ from: november, counts: { a: told(10), b: told(6), c: told(0) } });
  expect([again.of('v'), again.of('constructor')]).toEqual([undefined, undefined]);
});

it('of two that tell as much the later one stays, and what one of them does not tell is not lost', async () => {
  const kept = await openToldCounts(await temporaryFolder(), ignore);
  const later = { ...told(10), running: [now, 4, now + 90_000] as const };
  await kept.keep('w', { from: november, counts: { a: told(10), b: told(5) } });
  await kept.keep('w', { from: november, counts: { a: later } });
  expect(kept.of('w')?.counts).toEqual({ a: later, b: told(5) });
});

it('what was told of a month that is over is forgotten', async () => {
  const folder = await temporaryFolder();
  const kept = await openToldCounts(folder, ignore);
  await kept.keep('w', { from: november, counts: { a: told(10), gone: told(4) } });
  await kept.keep('w', { from: november + 30 * 24 * hour, counts: { a: told(1) } });
  expect((await openToldCounts(folder, ignore)).of('w')).toEqual({
    from: november + 30 * 24 * hour,
    counts: { a: told(1) },
  });
  expect(await readFile(join(folder, 'counters.json'), 'utf8')).not.toContain('gone');
});

it.each<[string, unknown, boolean]>([
  ['as it is kept', told(4), true],
  ['without what ran', { told: 4, gaps: [] }, true],
  ['less than nothing', { ...told(-1) }, false],
  ['text', { ...told(4), told: '4' }, false],
  ['no gaps', { told: 4 }, false],
  ['a gap that ends before it begins', { told: 4, gaps: [[now, now - hour, 7]] }, false],
  ['a gap that ends as it begins', { told: 4, gaps: [[now, now, 7]] }, false],
  ['a gap without an end', { told: 4, gaps: [[now, null, 7]] }, false],
  ['a gap without a count', { told: 4, gaps: [[now, now + hour, -1]] }, false],
  ['what ran, with less than nothing', { told: 4, running: [now, -1, now], gaps: [] }, false],
  ['a gap of the year 1970', { told: 4, gaps: [[0, now, 7]] }, false],
  ['what ran, without its count', { told: 4, running: [now], gaps: [] }, false],
  ['nothing', null, false],
])('a count in a file that somebody else wrote is taken as it should be: %s', async (_, count, isTaken) => {
  const folder = await temporaryFolder();
  const workspaces = { w: { from: november, counts: { a: count } }, x: { from: 1e300, counts: {} }, y: 7 };
  await writeFile(join(folder, 'counters.json'), JSON.stringify({ version: 1, workspaces }));
  const kept = await openToldCounts(folder, ignore);
  expect(kept.of('w')).toEqual({ from: november, counts: isTaken ? { a: count } : {} });
  expect([kept.of('x'), kept.of('y')]).toEqual([undefined, undefined]);
});

it('counting begins once a workspace, and anew where the clock of the host ran ahead', async () => {
  const folder = await temporaryFolder();
  const since = await openCountingSince(folder, ignore);
  expect([await since.of('w', now), await since.of('w', now + hour), await since.of('v', now + hour)]).toEqual([
    now,
    now,
    now + hour,
  ]);
  const again = await openCountingSince(folder, ignore);
  expect([await again.of('w', now + 9 * hour), await again.of('w', now - 9 * hour)]).toEqual([now, now - 9 * hour]);
});
