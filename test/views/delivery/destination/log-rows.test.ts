import { expect, test } from 'vitest';
import type { FailureLogState } from '../../../../source/domain/delivery/failure-log.ts';
import { type SafeText, t } from '../../../../source/domain/text.ts';
import { textOf } from '../../../../source/theme/spans.ts';
import { logRows } from '../../../../source/views/delivery/destination/log-rows.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';

const now = Date.parse('2026-11-21T00:20:00Z');
// As a user has them who took the key of the worst error for something else.
const keys: Readonly<Record<string, SafeText>> = { 'connection.logs': t`L`, 'page.worst': t`W` };
const context = { now, keyOf: (id: string) => keys[id] ?? t`` } as unknown as ViewContext;
const state: FailureLogState = {
  collectionId: undefined,
  kept: new Map(),
  newest: undefined,
  askedAt: undefined,
  problem: undefined,
  taken: 0,
};

const textsOf = (change: Partial<FailureLogState> | undefined) =>
  logRows({ logs: change && { ...state, ...change } }, context).map(({ line }) => textOf(line!.spans).trimEnd());

const kept = new Map([
  ['401', 1200],
  ['', 4],
]);
// The newest hour of which lines came in began at eleven at night, so they reach to midnight.
const newest = Date.parse('2026-11-20T23:00:00Z');
const askedAt = Date.parse('2026-11-20T23:59:00Z');

test.each<[string, Partial<FailureLogState> | undefined, readonly string[]]>([
  ['are not known', undefined, []],
  [
    'are off',
    {},
    [
      ' Logs      off: they would give W its payloads',
      '           owner, web app: turn on Log collection',
      '           L takes the Collection ID shown there',
    ],
  ],
  ['have never been asked for', { collectionId: 'c' }, [' Logs      not read yet']],
  [
    'gave nothing yet',
    { collectionId: 'c', askedAt, taken: 3 },
    [' Logs      nothing yet: they come 1–2 h late', '           asked Nov 20 23:59, 3 of 120 requests today'],
  ],
  ['are kept', { collectionId: 'c', kept, newest }, [' Logs      1,204 responses, to 00:00']],
  ['are kept of one', { collectionId: 'c', kept: new Map([['401', 1]]) }, [' Logs      1 response']],
  ['were imported, and nobody told of a collection', { kept }, [' Logs      1,204 responses']],
  [
    'are not whole',
    { collectionId: 'c', kept, problem: t`refused`, leftOut: t`an hour had more files` },
    [' Logs      1,204 responses', '           refused', '           an hour had more files'],
  ],
])('failure logs that %s', (_, given, texts) => {
  expect(textsOf(given)).toEqual(texts);
});
