import { expect, test } from 'vitest';
import { keptAlerts, newsOf } from '../../../source/app/kept/alerts.ts';
import { noLocal } from '../../../source/domain/local.ts';
import { t } from '../../../source/domain/text.ts';
import { hour, second } from '../../../source/domain/time.ts';
import type { AlertRecord } from '../../../source/domain/watch/alerts/alert.ts';
import { usualAlerts } from '../../../source/domain/watch/alerts/settings.ts';
import { createAppStore } from '../../../source/state/store.ts';
import type { ViewContext } from '../../../source/views/kit/view.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import { period, snapshots } from '../../workspace/snapshots.ts';

const raisedAt = Date.parse('2026-03-01T00:00:00Z');

const record = (id: string, more: Partial<AlertRecord> = {}, awaits?: true): AlertRecord =>
  ({ id, state: 'raised', raisedAt, holding: [id], finding: { severity: 'warning', awaits }, ...more }) as AlertRecord;

/** Ids of what is news at each look, given the seconds after it was raised. */
type Look = readonly [at: number, records: readonly AlertRecord[]];
function newsAt(looks: readonly Look[]): (readonly string[])[] {
  let known: ReturnType<typeof newsOf>['marks'] | undefined;
  return looks.map(([at, records]) => {
    const { news, marks } = newsOf(records, known, raisedAt + at * second);
    known = marks;
    return news.map(({ id }) => id);
  });
}

const awaiting = (id: string) => record(id, {}, true);
const past = record('a', { state: 'resolved', holding: [] });

test.each<[string, readonly Look[], (readonly string[])[]]>([
  [
    'what is there at the start is none',
    [
      [0, [record('a')]],
      [5, [record('a')]],
    ],
    [[], []],
  ],
  [
    'what comes up is, once',
    [
      [0, []],
      [5, [record('a')]],
      [10, [record('a')]],
    ],
    [[], ['a'], []],
  ],
  [
    'what ends is none',
    [
      [0, [record('a')]],
      [5, [past]],
    ],
    [[], []],
  ],
  [
    'what is waited for is once it is read',
    [
      [0, []],
      [5, [awaiting('a')]],
      [10, [record('a')]],
    ],
    [[], [], ['a']],
  ],
  [
    'or after a minute',
    [
      [0, []],
      [5, [awaiting('a')]],
      [60, [awaiting('a')]],
    ],
    [[], [], ['a']],
  ],
  [
    'but not again',
    [
      [0, []],
      [5, [record('a')]],
      [10, [awaiting('a')]],
      [15, [record('a')]],
    ],
    [[], ['a'], [], []],
  ],
  [
    'nor if it was there at the start',
    [
      [0, [awaiting('a')]],
      [5, [record('a')]],
    ],
    [[], []],
  ],
  [
    'what comes back is waited for too',
    [
      [0, [past]],
      [5, [awaiting('a')]],
      [10, [record('a')]],
    ],
    [[], [], ['a']],
  ],
])('news: %s', (_, looks, expected) => {
  expect(newsAt(looks)).toEqual(expected);
});

/** How often alerts were judged after each pause, where the store of the workspace is not there. */
function looks(isDemo: boolean, pauses: readonly number[]): number[] {
  let now = raisedAt;
  let count = 0;
  const { read } = snapshots().set(resources.workspace, { id: 'w', slug: 'acme', name: t`Acme` } as never);
  const kept = keptAlerts({
    store: createAppStore({}),
    settings: usualAlerts,
    isDemo,
    now: () => now,
    stored: () => undefined,
    courier: undefined,
    onNews: () => {
      count += 1;
    },
    webApp: () => 'https://app.segment.com',
  });
  const context = { overview: overview(read, period, now, {}), read, period, local: noLocal, session: {} };
  return pauses.map((pause) => {
    now += pause * second;
    kept.look(context as unknown as ViewContext);
    return count;
  });
}

test.each<[string, boolean, readonly number[], readonly number[]]>([
  ['every five seconds', true, [0, 1, 3, 1, 4, 1], [1, 1, 1, 2, 2, 3]],
  ['on where the clock of the host is set back', true, [0, (-2 * hour) / second, 4, 1], [1, 2, 2, 3]],
  ['by the dashboard alone once the store has not come for half a minute', false, [0, 29, 1, 4, 1], [0, 0, 1, 1, 2]],
  ['so too where the clock is set back meanwhile', false, [0, 20, (-2 * hour) / second, 29, 1], [0, 0, 0, 0, 1]],
])('alerts are judged %s', (_, isDemo, pauses, expected) => {
  expect(looks(isDemo, pauses)).toEqual(expected);
});
