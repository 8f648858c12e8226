import { expect, test } from 'vitest';
import { type KeptLogsOptions, keptLogs } from '../../../source/app/kept/failure-logs.ts';
import { failureLogState } from '../../../source/workspace/resources/failure-log-state.ts';

test('what the configuration or the user says anew is read again, also where it is gone', () => {
  const reread: (readonly string[])[] = [];
  const logs = keptLogs({
    configured: { one: 'a', two: 'b' },
    own: () => ({ typed: 'c' }),
    poller: { reread: (keys: readonly string[]) => void reread.push(keys) },
  } as unknown as KeptLogsOptions);
  const keys = (...ids: string[]) => ids.map((id) => failureLogState(id).key);
  logs.configure({ three: 'd' });
  logs.told();
  expect(reread).toEqual([keys('one', 'two', 'three', 'typed'), keys('three', 'typed')]);
});

test.each([
  ['no store', undefined, false],
  ['one that broke, of which nothing is known', { isOpen: false }, false],
  ['one that is open', { isOpen: true }, true],
])('what is kept is told of a store that is open alone: %s', (_, logs, isTold) => {
  const kept = keptLogs({ store: () => logs && { logs } } as unknown as KeptLogsOptions);
  expect(kept.eyes() !== undefined).toBe(isTold);
});
