import { expect, test } from 'vitest';
import { reasonOf } from '../../../../source/domain/delivery/discard-reasons/index.ts';
import { exactOnset, type Onset } from '../../../../source/domain/delivery/onset.ts';
import { noPrivacy } from '../../../../source/domain/privacy/local.ts';
import { type SafeText, sanitise, t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import { pages } from '../../../../source/state/pages.ts';
import { placeOf } from '../../../../source/state/place.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { textOf } from '../../../../source/theme/spans.ts';
import { errorVerdict, explanation, sampleText, statusLine } from '../../../../source/views/delivery/payload/facts.ts';
import {
  insteadOfPayload,
  insteadRows,
  leastRows,
  linkOf,
  whyNone,
} from '../../../../source/views/delivery/payload/instead.ts';
import { isNear, type PayloadModel, payloadModel } from '../../../../source/views/delivery/payload/model.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';
import { type Snapshot, unread } from '../../../../source/workspace/polling/snapshot.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
  auditWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  snapshots,
  sourceWith,
} from '../../../workspace/snapshots.ts';

const long = 'a reason of many words, such as those that a destination of its own writes';

const context = { now, glyphs: glyphs(false), keyOf: (id: string) => sanitise(`<${id}>`) } as unknown as ViewContext;
const read = <T>(data: T): Snapshot<T> => ({ ...unread, data, fetchedAt: now, status: 'ready' }) as Snapshot<T>;
const failed = { ...unread, error: problemWith({ status: 503 }), status: 'failed' } as Snapshot<never>;
const partial = (data: unknown) => ({
  ...read(data),
  problems: [problemWith({ kind: 'dropped-rows', message: t`a page was lost` })],
});

const old = { fetchedAt: now - hour, error: problemWith({ status: 503 }), status: 'failed' };

/** The model of one error of Braze: `counts` are the hours of each reason up to now. */
function modelOf(
  code: string | undefined,
  counts: Readonly<Record<string, readonly number[]>>,
  change: object = {},
): PayloadModel {
  const data = failuresOf(Object.fromEntries(Object.entries(counts).map(([name, all]) => [name, hourly(...all)])));
  const own = code === undefined ? undefined : data.rows.find(({ by }) => by.discardReason === (code as SafeText));
  return {
    connection: { destination: { name: t`Braze`, sourceId: 's' }, metrics: undefined },
    code: code === undefined ? undefined : sanitise(code),
    reason: reasonOf('failed-delivery', code ?? ''),
    row: own,
    report: read(data),
    onset: undefined,
    set: unread,
    samples: [],
    shown: -1,
    trail: { cause: undefined },
    ...change,
  } as unknown as PayloadModel;
}

const waiting = (retrying: number | undefined) => ({
  connection: { destination: { name: t`Braze`, sourceId: 's' }, metrics: { retrying } },
});

const status = (model: PayloadModel): string => textOf(statusLine(model, context, 200).spans).trimEnd();

test.each<[string, PayloadModel, string]>([
  [
    'is refused for good',
    modelOf('401', { 401: [3, 4] }),
    '◆ LOST  7 failed  last seen in the hour from 12:00  Credentials refused',
  ],
  [
    'was given up',
    modelOf('503', { 503: [5, 0] }),
    '◆ EXPIRED  5 failed  last seen in the hour from 11:00  Unavailable',
  ],
  [
    'is tried again',
    modelOf('503', { 503: [5, 0] }, waiting(2)),
    '▲ RETRYING  5 failed  last seen in the hour from 11:00  Unavailable',
  ],
  [
    'began after somebody changed something',
    modelOf(
      '401',
      { 401: [3, 4] },
      {
        onset: exactOnset(now - 70 * minute),
        trail: { cause: auditWith({ at: now - 72 * minute, type: t`Destination Modified` }) },
      },
    ),
    '◆ LOST  7 failed  last seen in the hour from 12:00  since 11:20  Credentials refused  changed by u1 11:18',
  ],
  ['has no name yet', modelOf(undefined, {}), '◆'],
  [
    'has a code that nobody explains',
    modelOf('odd-code', { 'odd-code': [1] }),
    '◆ retry not stated  1 failed  last seen in the hour from 12:00  odd-code',
  ],
  // No mark of a failure, no verdict and no number for what is over.
  ['is over', modelOf('401', { 503: [3] }), '○ none in this period  Credentials refused'],
  [
    'is over, as its counts of nought tell',
    modelOf('401', { 401: [0, 0] }),
    '○ none in this period  Credentials refused',
  ],
  ['has no counts yet', modelOf('401', {}, { report: unread }), '◆ LOST  Reading counts…  Credentials refused'],
  [
    'has no counts that could be read',
    modelOf('401', {}, { report: failed }),
    '◆ LOST  counts: server error (503)  Credentials refused',
  ],
  [
    'is not among the counts that were read of it',
    modelOf('401', {}, { report: partial(failuresOf({})) }),
    '◆ LOST  counts: none in what was read; a page was lost  Credentials refused',
  ],
  [
    'has counts that could not be renewed',
    modelOf('401', { 401: [2] }, { report: { ...read(failuresOf({})), ...old } }),
    '◆ LOST  2 failed  stale: 1h, server error (503)  last seen in the hour from 12:00  Credentials refused',
  ],
  [
    'has samples that could not be renewed',
    modelOf('401', { 401: [2] }, { set: { ...read({ kind: 'samples', samples: [] }), ...old } }),
    '◆ LOST  2 failed  stale: 1h, server error (503)  last seen in the hour from 12:00  Credentials refused',
  ],
  [
    'was sampled after the newest count began',
    modelOf('401', { 401: [2] }, { samples: [{ at: now - 12 * minute }], shown: 0 }),
    '◆ LOST  2 failed  last seen 12:18 (12m)  Credentials refused',
  ],
  [
    'was sampled as the newest count began',
    modelOf('401', { 401: [2] }, { samples: [{ at: now - 30 * minute }], shown: 0 }),
    '◆ LOST  2 failed  last seen 12:00 (30m)  Credentials refused',
  ],
  [
    'was sampled before the newest count began',
    modelOf('401', { 401: [2] }, { samples: [{ at: now - 31 * minute }], shown: 0 }),
    '◆ LOST  2 failed  last seen in the hour from 12:00  Credentials refused',
  ],
])('the row of an error that %s', (_, model, text) => {
  expect(status(model)).toBe(text);
});

test.each([
  ['401', undefined, 'LOST'],
  ['503', undefined, 'EXPIRED'],
  ['503', 0, 'EXPIRED'],
  ['503', 1, 'RETRYING'],
  ['odd-code', 1, undefined],
] as const)('an event that fails with %s while %s wait is %s', (code, retrying, verdict) => {
  expect(errorVerdict(modelOf(code, { [code]: [1] }, waiting(retrying)))).toBe(verdict);
});

const retryRow = (model: PayloadModel): string | undefined =>
  explanation(model, context, 200)
    .map(({ spans }) => textOf(spans))
    .at(-1);

test.each<[string, PayloadModel, string]>([
  ['refused for good', modelOf('401', { 401: [3] }), 'Not retried: every event refused so is lost at once.'],
  ['unexplained', modelOf('odd-code', { 'odd-code': [3] }), 'Segment does not state whether it is tried again.'],
  ['retried, by numbers that tell nothing of it', modelOf('503', { 503: [3] }), 'Retried for 4h, then given up.'],
  [
    'retried, with nothing that waits',
    modelOf('503', { 503: [3] }, waiting(0)),
    'Retried for 4h, then given up. Nothing waits on this connection now.',
  ],
  // Since 11:00, at 12:30: 1h30m of the four hours, which end at 15:00.
  [
    'retried, and some wait',
    modelOf('503', { 503: [0, 3, 2] }, waiting(5)),
    'Retried for 4h, then given up. 5 wait on this connection now, the oldest for 1h 30m of 4h: given up from 15:00.',
  ],
  [
    'retried, and one waits',
    modelOf('503', { 503: [0, 3, 2] }, waiting(1)),
    'Retried for 4h, then given up. 1 waits on this connection now, the oldest for 1h 30m of 4h: given up from 15:00.',
  ],
  [
    'retried for longer than the four hours',
    modelOf('503', { 503: [0, 3, 2, 2, 2, 2, 2] }, waiting(5)),
    'Retried for 4h, then given up. 5 wait on this connection now, the oldest for 4h: some are given up each hour.',
  ],
  // What waits is told of the connection: the oldest may wait for another reason than the one that is looked at.
  [
    'retried, and another reason has been for longer',
    modelOf('503', { 503: [0, 0, 0, 2], 429: [0, 7, 7, 7] }, waiting(9)),
    'Retried for 4h, then given up. 9 wait on this connection now, the oldest for 2h 30m of 4h: given up from 14:00.',
  ],
  [
    'retried, beside one that never is',
    modelOf('503', { 503: [0, 0, 0, 2], 401: [0, 70, 70, 70] }, waiting(9)),
    'Retried for 4h, then given up. 9 wait on this connection now, the oldest for 30m of 4h: given up from 16:00.',
  ],
])('whether an error is tried again that is %s', (_, model, text) => {
  expect(retryRow(model)).toBe(text);
});

test('retries are counted beside it', () => {
  const model = modelOf('503', { 503: [3] });
  const with1 = (retries: number) => ({ ...model, row: { ...model.row!, retries } });
  expect(retryRow(with1(1))).toBe('Retried for 4h, then given up. 1 retry in this period.');
  expect(retryRow(with1(1204))).toBe('Retried for 4h, then given up. 1.2k retries in this period.');
});

test('minutes that wait are whole ones, never more than have passed', () => {
  const at = { ...context, now: now + 59_999 };
  const [row] = explanation(modelOf('503', { 503: [0, 3] }, waiting(5)), at, 200).slice(-1);
  expect(textOf(row!.spans)).toContain('the oldest for 30m of 4h');
});

const samples = (all: readonly object[]) => read({ kind: 'samples', samples: all });
const nameless = { total: 1204, row: { by: {}, total: 1204, retries: 0, series: [] } };

/** What stands in place of the payload, its first two sentences, and what the keys say that need one. */
test.each<[string, PayloadModel, title: RegExp, why: string]>([
  ['the samples are to come', modelOf('401', { 401: [1] }), /Reading samples…/, 'Reading samples…'],
  [
    'the samples could not be read',
    modelOf('401', { 401: [1] }, { set: failed }),
    /samples: server error \(503\)/,
    'samples: server error (503)',
  ],
  [
    'no sample is kept',
    modelOf('401', { 401: [1] }, { set: samples([]) }),
    /No sample of this error is kept.*up to ten samples.*<refresh> reads again/s,
    'No sample of this error is kept',
  ],
  [
    'rows of the samples were lost',
    modelOf('401', { 401: [1] }, { set: partial({ kind: 'samples', samples: [] }) }),
    /Not all of samples could be read/,
    'samples: none in what was read; a page was lost',
  ],
  ['the reasons are to come', modelOf(undefined, {}, { report: unread }), /Reading reasons…/, 'Reading reasons…'],
  [
    'the reasons could not be read',
    modelOf(undefined, {}, { report: failed }),
    /reasons: server error \(503\)/,
    'reasons: server error (503)',
  ],
  [
    'nothing failed',
    modelOf(undefined, {}),
    /Nothing failed in this period.*Without a failed delivery there is no payload to show/s,
    'Braze gave up nothing in this period',
  ],
  [
    'nothing failed in what was read',
    modelOf(undefined, {}, { report: partial(failuresOf({})) }),
    /Not all of reasons could be read/,
    'reasons: none in what was read; a page was lost',
  ],
  [
    'events only wait',
    modelOf(undefined, {}, waiting(1)),
    /Nothing has been given up yet.*1 event waits for another try/s,
    'Braze gave up nothing in this period',
  ],
  [
    'events wait, and some of the reasons were lost',
    modelOf(undefined, {}, { ...waiting(2), report: partial(failuresOf({})) }),
    /Not all of reasons could be read/,
    'reasons: none in what was read; a page was lost',
  ],
  [
    'events failed without a reason',
    modelOf(undefined, {}, nameless),
    /Segment names no reason for what failed here.*1,204 events failed for good in this period/s,
    'Segment names no reason for what failed here: samples are asked for by reason',
  ],
])('in place of a payload when %s', (_, model, title, why) => {
  const text = insteadOfPayload(model, context, 100, 12)
    .map(({ spans }) => textOf(spans).trimEnd())
    .join('\n');
  expect(text).toMatch(title);
  expect(whyNone(model, context)).toBe(why);
});

test('keys that need a payload lead to the page of Segment where the API gives none', () => {
  const set = read({ kind: 'unavailable', why: t`private beta` });
  expect(whyNone(modelOf('401', { 401: [1] }, { set }), context)).toBe(
    "The Public API gives no payloads; <browser> copies the link to Segment's page",
  );
  expect(whyNone(modelOf('401', { 401: [1] }, { shown: 0 }), context)).toBeUndefined();
});

test('that the API gives no payloads is said as fully as there is room for, and the link is never cut', () => {
  const set = read({ kind: 'unavailable', why: t`A private beta gives them to an owner alone` });
  const connection = { destination: destinationWith('braze', 'web'), source: undefined };
  const model = modelOf('401', { 401: [1] }, { set, connection });
  const at = { ...context, session: {}, overview: { workspace: undefined, flow: { bySource: new Map() } } } as never;
  const link = linkOf(model, at);
  const rows = (height: number, width = 200) =>
    insteadOfPayload(model, at, width, height).map(({ spans }) => textOf(spans).trim());
  const least = ['◇ The Public API gives no payloads', link, '<browser> copies the link'];
  const why = 'A private beta gives them to an owner alone';
  const whole = ['', least[0], why, ...least.slice(1)];
  expect(link).toMatch(/^https:\/\/app\.segment\.com\//);
  expect([5, 4, 3].map((height) => rows(height))).toEqual([whole, whole.slice(1), least]);
  expect([leastRows(model, at, 200), insteadRows(model, at, 200)]).toEqual([3, 5]);
  // Wrapped, not cut: two columns stay blank before each row of it.
  expect(leastRows(model, at, link.length + 2)).toBe(3);
  expect(leastRows(model, at, link.length + 1)).toBe(4);
  expect(rows(9, 30).filter((row) => row.includes('private') || row.includes('alone'))).toEqual([
    'A private beta gives them to',
    'an owner alone',
  ]);
  const other = modelOf('401', { 401: [1] }, { set: samples([]) });
  expect([leastRows(other, at, 200), insteadRows(other, at, 200)]).toEqual([3, undefined]);
});

test('events of no number failed: nothing says that they have no reason', () => {
  expect(whyNone(modelOf(undefined, {}, { row: { ...nameless.row, total: 0 } }), context)).toBe(
    'Braze gave up nothing in this period',
  );
  expect(whyNone(modelOf(undefined, {}, { row: { ...nameless.row, total: 1 } }), context)).toBe(
    'Segment names no reason for what failed here: samples are asked for by reason',
  );
});

test.each([
  [-1, false, ''],
  [0, true, '1/10'],
  [2, true, '3/10'],
  [2, false, 'sample 3 of 10 (of 1,204 failed)'],
])('of ten samples, at index %i, in short %s: %s', (shown, short, text) => {
  const ten = { samples: Array.from({ length: 10 }, () => ({})), shown, row: { total: 1204 } };
  expect(sampleText(modelOf('401', {}, ten), short)).toBe(text);
});

// It began between 10:00 and 11:00: what was done in the half hour before may have caused it, and what was done within that hour.
const onset: Onset = { since: Date.parse('2026-01-15T10:00:00Z'), within: hour, until: undefined } as Onset;

test.each([
  ['09:29:59.999', false],
  ['09:30:00.000', true],
  ['10:59:59.999', true],
  ['11:00:00.000', false],
])('a change at %s is near an onset of the hour from ten: %s', (time, near) => {
  const item = auditWith({ at: Date.parse(`2026-01-15T${time}Z`), type: t`Integration Modified` });
  expect(isNear(item, onset)).toBe(near);
  expect(isNear(item, undefined)).toBe(false);
});

test.each<readonly [what: string, asked: string, code: string | undefined, total: number | undefined]>([
  ['the one it is opened for', '503', '503', 3],
  ['the top one where none is named', '', '401', 7],
  ['one that has not failed', '404', '404', undefined],
  ['one whose name is longer than a place keeps', long, long, 5],
])('an error is %s', (_, asked, code, total) => {
  const destination = destinationWith('braze', 'web');
  const world = snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.destinations, [destination])
    .set(resources.failures(period, destination), failuresOf({ 401: hourly(7), 503: hourly(3), [long]: hourly(5) }));
  const picture = overview(world.read, period, now, {});
  const place = { ...placeOf('payload'), params: pages.payload.at('braze', asked).params };
  const model = payloadModel({
    overview: picture,
    read: world.read,
    period,
    now,
    place,
    local: { privacy: noPrivacy },
  } as never);
  expect([model?.code, model?.row?.total]).toEqual([code, total]);
});
