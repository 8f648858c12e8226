import { expect, test } from 'vitest';
import { progressLine } from '../../../source/commands/lines/talk.ts';
import { hiddenText } from '../../../source/commands/pages/payload.ts';
import type { Need } from '../../../source/workspace/polling/resource.ts';
import type { Snapshot } from '../../../source/workspace/polling/snapshot.ts';

test('only what has answered is read, not what is on its way', () => {
  const states: readonly Snapshot['status'][] = ['waiting', 'loading', 'loading', 'ready', 'failed'];
  const needs = states.map((key, index) => ({
    resource: { key: `${key}:${index}` },
    priority: 0,
  })) as unknown as Need[];
  const snapshot = ({ key }: { readonly key: string }) => ({
    status: key.replace(/:.*/, ''),
    problems: [],
    version: 0,
  });
  expect(progressLine({ needs: () => needs, poller: { snapshot } as never })).toBe('Still reading: 2 of 5.');
});

test.each([
  [1, '1 value is hidden'],
  [2, '2 values are hidden'],
  [1234, '1,234 values are hidden'],
])('%d that are hidden are told as %s', (count, text) => {
  expect(hiddenText(count)).toBe(text);
});
