import { expect, test } from 'vitest';
import { hour } from '../../../source/domain/time.ts';
import type { Shared, SharedNews } from '../../../source/workspace/polling/shared.ts';
import { pollerStage, serverError, visible } from '../poller-stage.ts';

/** A poller of which is told what has changed by each step. */
function stage() {
  const all = pollerStage();
  const { poller } = all;
  let { mark } = poller.since(undefined);
  const changed = (): readonly string[] | undefined => {
    const next = poller.since(mark);
    mark = next.mark;
    return next.keys && [...next.keys].sort();
  };
  return { ...all, changed };
}

/** What another program keeps, by key. */
function sharedWith(answers: ReadonlyMap<string, unknown>) {
  let hear: (news: readonly SharedNews[]) => void = () => undefined;
  const shared: Shared = {
    answer: (key) =>
      answers.has(key) ? { data: answers.get(key), problems: [], fetchedAt: 0, askedAt: 0 } : undefined,
    claim: () => 'mine',
    keep: () => undefined,
    release: () => undefined,
    watch: (listener) => {
      hear = listener;
    },
  };
  return { shared, tell: (key: string) => hear([{ key, fetchedAt: 0 }]) };
}

test('all that reads otherwise is told: wanted, begun, answered, failed, wanted no more, read again', async () => {
  const { poller, resource, loads, changed } = stage();
  const [a, b] = [resource('a', { every: hour }), resource('b', { every: hour })];
  expect(changed()).toEqual([]);
  poller.want([a, b].map((each) => visible(each)));
  expect(changed()).toEqual(['a', 'b']);
  await loads[0]?.good('answer');
  expect(changed()).toEqual(['a']);
  await loads[1]?.bad(serverError());
  expect(changed()).toEqual(['b']);
  // What failed and is wanted no more reads as if it had never been.
  poller.want([visible(a)]);
  expect([changed(), poller.snapshot(b).status]).toEqual([['b'], 'waiting']);
  poller.refresh();
  expect(changed()).toEqual(['a']);
  poller.recall(resource('c'), 'known', 0);
  expect(changed()).toEqual(['c']);
});

test('what another program has read is told also of what nobody here wants, and while it is paused', () => {
  const { poller, resource, changed } = stage();
  const answers = new Map<string, unknown>();
  const { shared, tell } = sharedWith(answers);
  poller.share(shared);
  expect(changed()).toBeUndefined();
  expect(poller.snapshot(resource('a')).data).toBeUndefined();
  poller.pause();
  answers.set('a', 'theirs');
  tell('a');
  expect(changed()).toEqual(['a']);
  expect(poller.snapshot(resource('a')).data).toBe('theirs');
  poller.share(undefined);
  expect(changed()).toBeUndefined();
});
