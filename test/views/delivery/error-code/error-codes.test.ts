import { expect, test } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { about, allCodes } from '../../../../source/views/delivery/error-code/index.ts';
import { codeRows } from '../../../../source/views/delivery/lists/error-codes.ts';
import type { Section } from '../../../../source/views/kit/page-view.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';
import type { Connection } from '../../../../source/workspace/delivery/fleet.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { destinationWith, failuresOf, now, period, snapshots } from '../../../workspace/snapshots.ts';

/** A connection that loses events for this reason; by the usual failures of a busy one where it is not in trouble. */
const failing = (id: string, reason: string | undefined, trouble = true): Connection =>
  ({
    id,
    destination: destinationWith(id, 'web', { name: sanitise(id) }),
    source: { name: t`Web` },
    state: 'failing',
    verdict: 'LOST',
    judgement: { trouble, state: trouble ? 'losing' : 'background', rate: 40 },
    failedPercent: 2,
    reason: reason === undefined ? undefined : sanitise(reason),
    onset: trouble ? { since: now - 20 * 60_000, within: 60_000, before: undefined, until: undefined } : undefined,
  }) as unknown as Connection;

function contextOf(all: readonly Connection[], code: string, { isRead = true, isMeasured = true } = {}): ViewContext {
  const world = snapshots();
  if (isRead) for (const { destination } of all) world.set(resources.failures(period, destination), failuresOf({}));
  return {
    overview: { fleet: { failing: all, isMeasured } },
    read: world.read,
    period,
    now,
    glyphs: glyphs(false),
    place: { view: 'error-code', params: { code }, panes: {} },
  } as unknown as ViewContext;
}

const told = (sections: readonly Section[]) =>
  sections.map(({ title, rows }) => [title, rows.map(({ line }) => lineText(line).trimEnd())]);

test.each<
  readonly [what: string, of: readonly Connection[], known: Parameters<typeof contextOf>[2], rows: readonly string[]]
>([
  ['nobody', [], {}, ['It is the top error of no connection']],
  ['nobody, while connections are measured', [], { isMeasured: false }, ['Of no connection that was read so far']],
  [
    'two, one of them as always',
    [failing('Braze', '401'), failing('Ads', '401', false)],
    {},
    ['◆ Braze ← Web  40%  LOST  since 12:10', '● Ads ← Web  2%  background'],
  ],
  [
    'one, while the reasons of others are to come',
    [failing('Braze', '401')],
    { isRead: false },
    ['◆ Braze ← Web  40%  LOST  since 12:10', 'of those that were read so far'],
  ],
])('who fails with a code: %s', (_, of, known, rows) => {
  const [meaning, list] = told(about(of, contextOf(of, '401', known), 200));
  expect(meaning).toEqual([
    'Failed delivery: Credentials refused',
    [
      'The destination does not accept the credentials: they are wrong or have expired.',
      "Sign in again at the partner and update the destination's settings.",
      'The event is       lost, not sent again',
    ],
  ]);
  expect(list).toEqual(['Failing with it now', rows]);
});

test('a row leads to the payload of that connection', () => {
  const of = [failing('Braze', '401')];
  const [row] = about(of, contextOf(of, '401'), 200).at(-1)!.rows;
  expect([row?.open?.view, row?.open?.params, row?.subject]).toEqual([
    'payload',
    { id: 'Braze', code: '401' },
    { kind: 'destination', id: 'Braze', name: 'Braze' },
  ]);
});

test('a code that stands in no list is one of a delivery', () => {
  const [title] = told(about([], contextOf([], 'odd-code'), 200))[0]!;
  expect(title).toBe('Failed delivery: odd-code');
});

test('without a code all documented ones stand under their steps, and lead to their pages', () => {
  const sections = allCodes();
  expect(sections.map(({ title }) => title)).toEqual([
    'Failed on ingest',
    'Filtered at source',
    'Filtered at destination',
    'Failed delivery',
  ]);
  const row = sections.at(-1)!.rows.find(({ key }) => key === 'failed-delivery:401');
  expect([lineText(row!.line), row?.open?.params]).toEqual([
    `401${' '.repeat(32)}Credentials refused`,
    { code: '401' },
  ]);
});

const listed = (of: readonly Connection[], known: Parameters<typeof contextOf>[2] = {}) =>
  codeRows(contextOf(of, '', known));
const first = (rows: ReturnType<typeof codeRows>, count: number) =>
  rows.slice(0, count).map(({ step, code, failing: of }) => [step, code, of]);

test('what most connections fail with is the first, also where nobody documents it', () => {
  const of = [failing('a', '503'), failing('b', 'odd'), failing('c', 'odd'), failing('d', ''), failing('e', undefined)];
  const rows = listed(of);
  expect(first(rows, 3)).toEqual([
    ['failed-delivery', 'odd', 2],
    ['failed-delivery', '503', 1],
    ['failed-on-ingest', rows[2]!.code, undefined],
  ]);
  expect(rows.filter(({ code }) => code === '')).toEqual([]);
  expect(rows.find(({ code }) => code === '401')?.failing).toBe(0);
});

test.each([
  [{ isMeasured: false }, undefined],
  [{ isRead: false }, undefined],
  [{}, 0],
])('none fails with a code only where all were looked at: %o', (known, count) => {
  const rows = listed([failing('a', '503')], known);
  expect([rows.find(({ code }) => code === '401')?.failing, first(rows, 1)]).toEqual([
    count,
    [['failed-delivery', '503', 1]],
  ]);
});
