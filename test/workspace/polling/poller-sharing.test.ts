import { expect, test } from 'vitest';
import { hour, minute, second } from '../../../source/domain/time.ts';
import type { Shared, SharedAnswer, SharedNews } from '../../../source/workspace/polling/shared.ts';
import { settle } from '../../harness/world-clock.ts';
import { pollerStage, serverError, visible } from '../poller-stage.ts';

/** A poller beside another program: what that one reads just now, what it has read, and what it tells. */
function beside(options: Parameters<typeof pollerStage>[0] = {}, isLate = false) {
  const stage = pollerStage(options);
  const answers = new Map<string, SharedAnswer>();
  const busy = new Set<string>();
  const told: string[] = [];
  let listener: (news: readonly SharedNews[]) => void = () => undefined;
  const shared: Shared = {
    answer: (key) => answers.get(key),
    claim: (key, { fetchedAfter, askedFrom }) => {
      told.push(`claim ${key}`);
      const answer = answers.get(key);
      if (answer && answer.fetchedAt > fetchedAfter && answer.askedAt >= askedFrom) return 'answered';
      return busy.has(key) ? 'other' : 'mine';
    },
    keep: (key) => void told.push(`keep ${key}`),
    release: (key) => void told.push(`release ${key}`),
    watch: (heard) => {
      listener = heard;
    },
  };
  const share = () => stage.poller.share(shared);
  if (!isLate) share();
  const tell = (key: string, data: string, fetchedAt: number, askedAt = fetchedAt) => {
    answers.set(key, { data, problems: [], fetchedAt, askedAt });
    listener([{ key, fetchedAt }]);
  };
  return { ...stage, busy, tell, told, share };
}

test.each(['refresh', 'reread'] as const)(
  'what the user waits for is read though another reads it: %s',
  async (how) => {
    const { poller, resource, loads, started, busy } = beside();
    const a = resource('a', { every: hour });
    poller.want([visible(a)]);
    await loads[0]!.good();
    started();
    busy.add('a');
    poller[how](['a']);
    expect(started()).toEqual(['a']);
  },
);

test('what an answer tells to be old is left to another that reads it', async () => {
  const { poller, resource, loads, started, clock, busy } = beside();
  const trail = { ...resource('trail'), invalidates: () => ['a'] };
  const a = resource('a', { every: hour });
  poller.want([visible(a)]);
  await loads[0]!.good();
  busy.add('a');
  poller.want([visible(a), visible(trail)]);
  started();
  await loads[1]!.good();
  await clock.advance(10 * second);
  expect(started()).toEqual([]);
  busy.delete('a');
  await clock.advance(2 * second);
  expect(started()).toEqual(['a']);
});

test.each([
  ['older', -1, undefined, 'own'],
  ['as old', 0, undefined, 'own'],
  ['newer', 1, undefined, 'other'],
  ['newer, and asked for after a change', 90_000, 90_000, 'other'],
  ['newer, and asked for at the moment of a change', 90_000, 30_000, 'other'],
  ['newer, but asked for before a change', 90_000, 29_999, 'own'],
])('of what another has read counts what is %s', async (_, later, asked, shown) => {
  const { poller, resource, loads, clock, tell, busy } = beside();
  const a = resource('a', { every: hour });
  const trail = { ...resource('trail'), invalidates: () => ['a'] };
  poller.want([visible(a)]);
  await loads[0]!.good('own');
  const { fetchedAt } = poller.snapshot(a);
  await clock.advance(30 * second);
  if (asked !== undefined) {
    busy.add('a');
    poller.want([visible(a), visible(trail)]);
    await loads[1]!.good();
  }
  await clock.advance(second);
  tell('a', 'other', fetchedAt! + later, fetchedAt! + (asked ?? later));
  expect(poller.snapshot(a).data).toBe(shown);
});

test('what an earlier run has read stands until it is read, and never in its place', async () => {
  const { poller, resource, loads, clock } = pollerStage();
  const [a, b, c] = ['a', 'b', 'c'].map((key) => resource(key, { every: minute })) as [
    ReturnType<typeof resource>,
    ReturnType<typeof resource>,
    ReturnType<typeof resource>,
  ];
  const now = clock.now();
  poller.recall(a, 'earlier', now - hour);
  poller.recall(b, 'of tomorrow', now + 1);
  poller.recall(c, 'of now', now);
  expect([a, b, c].map((each) => poller.snapshot(each))).toMatchObject([
    { data: 'earlier', status: 'ready', recalled: true, fetchedAt: now - hour },
    { status: 'waiting' },
    { data: 'of now', status: 'ready', recalled: true },
  ]);
  poller.want([a, b, c].map(visible));
  expect(loads.map(({ key }) => key)).toEqual(['a', 'b']);
  await loads[0]!.good('fresh');
  poller.recall(a, 'earlier', now - hour);
  expect(poller.snapshot(a)).toMatchObject({ data: 'fresh', status: 'ready', recalled: undefined });
});

test.each<[string, 'good' | 'bad' | undefined, string, boolean]>([
  ['never read', undefined, 'waiting', false],
  ['read before', 'good', 'ready', true],
  ['failed before', 'bad', 'waiting', false],
  ['failed after it was read', 'bad', 'failed', true],
])('a read that nobody wants any more leaves what it was: %s', async (_, before, status, hasData) => {
  const { poller, resource, loads, clock } = pollerStage();
  const a = resource('a', { every: minute });
  poller.want([visible(a)]);
  if (hasData) await loads[0]!.good('old');
  if (hasData) await clock.advance(minute);
  if (before === 'bad') {
    await loads.at(-1)!.bad(serverError());
    await clock.advance(2 * second);
  }
  expect(poller.snapshot(a).status).toBe('loading');
  poller.want([]);
  await clock.advance(0);
  expect(poller.snapshot(a)).toMatchObject({ status, ...(hasData ? { data: 'old' } : {}) });
  expect(poller.snapshot(a).data).toBe(hasData ? 'old' : undefined);
});

test('what is being read while another answers goes its own way', async () => {
  const { poller, resource, loads, clock, tell } = beside();
  const a = resource('a');
  poller.want([visible(a)]);
  tell('a', 'other', clock.now() + 1);
  expect([poller.snapshot(a).status, poller.snapshot(a).data]).toEqual(['loading', undefined]);
  await clock.advance(second);
  await loads[0]!.good('own');
  expect(poller.snapshot(a)).toMatchObject({ status: 'ready', data: 'own' });
});

test('a claim ends with the answer, or with the failure or the abort that comes instead', async () => {
  const { poller, resource, loads, told } = beside();
  const [a, b, c] = [resource('a'), resource('b'), resource('c')];
  poller.want([visible(a), visible(b), visible(c)]);
  await loads[0]!.good();
  await loads[1]!.bad(serverError());
  poller.want([visible(a), visible(b)]);
  await settle();
  expect(told).toEqual(['claim a', 'claim b', 'claim c', 'keep a', 'release b', 'release c']);
});

test('what failed is tried again by this program, whoever else reads it', async () => {
  const { poller, resource, loads, clock, started, busy } = beside();
  poller.want([visible(resource('a'))]);
  await loads[0]!.bad(serverError());
  busy.add('a');
  started();
  await clock.advance(2 * second);
  expect(started()).toEqual(['a']);
});

test('what another reads is looked for every two seconds, at whatever pace, and is not read by a fresh start either', async () => {
  let pace = 1;
  const { poller, resource, clock, started, busy, told, tell } = beside({ pace: () => pace });
  tell('a', 'earlier', clock.now() - 90 * second);
  busy.add('a');
  poller.want([visible(resource('a'))]);
  await clock.advance(9 * second);
  pace = 5;
  poller.replan();
  poller.replan();
  expect([started(), told.length]).toEqual([[], 5]);
  await clock.advance(second);
  expect(told).toHaveLength(6);
});

test('what another has read meanwhile is not read in vain, nor taken in while nothing may change', async () => {
  const stage = beside({ atOnce: 1 });
  const { poller, resource, loads, clock, started, tell } = stage;
  const a = resource('a');
  poller.want([visible(resource('busy')), visible(a)]);
  tell('a', 'other', clock.now());
  await loads[0]!.good();
  expect([poller.snapshot(a).data, started()]).toEqual(['other', ['busy']]);
  await clock.advance(second);
  poller.pause();
  tell('a', 'newer', clock.now());
  expect(poller.snapshot(a).data).toBe('other');
  poller.resume();
  poller.stop();
  tell('a', 'newest', clock.now());
  expect(poller.snapshot(a).data).toBe('other');
});

test('what an earlier run has read is no answer of this one: it is waited for as before', () => {
  const { poller, resource, clock } = pollerStage({ atOnce: 1 });
  const a = resource('a');
  poller.want([visible(resource('busy')), visible(a)]);
  poller.recall(a, 'earlier', clock.now() - hour);
  expect(poller.snapshot(a)).toMatchObject({ data: 'earlier', status: 'waiting', recalled: true });
});

test('of others it may learn late: what it has read is told them, and what they have stands until it is read', async () => {
  const { poller, resource, loads, clock, started, tell, told, share } = beside({ atOnce: 1 }, true);
  const [own, failed, slow, reading, waits] = ['own', 'failed', 'slow', 'reading', 'waits'].map((key) =>
    resource(key, { slow: key === 'slow' }),
  );
  poller.want([visible(own!)]);
  await loads[0]!.good();
  for (const each of [failed, slow]) {
    poller.want([own!, failed!, slow!].slice(0, each === failed ? 2 : 3).map(visible));
    await loads.at(-1)!.bad(serverError());
  }
  poller.want([own!, failed!, slow!, reading!, waits!].map(visible));
  const begun = clock.now();
  await clock.advance(second);
  for (const key of ['failed', 'reading', 'waits']) tell(key, 'other', begun - 10 * second);
  tell('slow', 'other', begun - hour);
  started();
  const { version } = poller.snapshot(reading!);
  share();
  expect([failed, slow, reading, waits].map((each) => poller.snapshot(each!))).toMatchObject([
    { data: 'other', status: 'failed', nextAt: begun + 50 * second },
    { data: 'other', status: 'loading' },
    { data: 'other', status: 'loading', nextAt: undefined, version: version + 1 },
    { data: 'other', status: 'waiting', nextAt: begun },
  ]);
  expect([told, started()]).toEqual([['keep own'], ['slow']]);
});

test('what another has read while this one paused is taken when it is due, and not read again', async () => {
  const { poller, resource, loads, started, clock, tell } = beside();
  const a = resource('a');
  poller.want([visible(a)]);
  await loads[0]!.good('own');
  started();
  poller.pause();
  await clock.advance(2 * minute);
  const readAt = clock.now() - 10 * second;
  tell('a', 'theirs', readAt);
  expect(poller.snapshot(a).data).toBe('own');
  poller.resume();
  await settle();
  expect(started()).toEqual([]);
  expect(poller.snapshot(a)).toMatchObject({ data: 'theirs', status: 'ready', nextAt: readAt + minute });
  await clock.advance(50 * second);
  expect(started()).toEqual(['a']);
});
