import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import {
  adviceFor,
  countedName,
  countText,
  emptyNotice,
  isUnderWay,
  missingSpan,
  missingText,
  noneSpan,
  noneText,
} from '../../../source/views/kit/need-states.ts';
import { type Snapshot, unread } from '../../../source/workspace/polling/snapshot.ts';
import { readSources } from '../../harness/imports.ts';
import { now, problemWith } from '../../workspace/snapshots.ts';

type Rows = Snapshot<readonly unknown[]>;

const ready = (data: readonly unknown[], ...problems: readonly Problem[]): Rows => ({
  data,
  problems,
  fetchedAt: now,
  status: 'ready',
  version: 1,
});
const failed = (change: Partial<Problem> = {}, data?: readonly unknown[]): Rows => ({
  ...unread,
  status: 'failed',
  version: 1,
  data,
  error: problemWith(change),
});
const lost = problemWith({ kind: 'dropped-rows', status: 200, message: t`3 rows could not be read` });
const oddFields = problemWith({ kind: 'odd-fields', status: 200, message: t`a field is odd` });
const closed = { kind: 'no-access', status: 403 } as const;
const absent = { kind: 'not-in-plan', status: 404 } as const;

const grounds = {
  whole: ready([]),
  'with an odd field': ready([], oddFields),
  'old, not renewed': failed({}, []),
  'under way': unread,
  'one of two under way': [ready([]), unread],
  'rows lost': ready([], lost),
  'failed and under way': [failed(), unread],
  closed: failed(closed),
  'not in the plan': failed(absent),
} as const;
type Ground = keyof typeof grounds;

describe('that there is nothing', () => {
  it.each<readonly [ground: Ground, notice: string, row: string, cell: string]>([
    ['whole', 'empty: No rows', 'none', '–'],
    ['with an odd field', 'empty: No rows', 'none', '–'],
    ['old, not renewed', 'empty: No rows', 'none', '–'],
    ['under way', 'loading: Reading rows…', 'Reading rows…', 'reading…'],
    ['one of two under way', 'loading: Reading rows: 1 of 2 so far', 'Reading rows: 1 of 2 so far', 'reading…'],
    [
      'rows lost',
      'stale: Not all of rows could be read. 3 rows could not be read. What was read has none.',
      'rows: none in what was read; 3 rows could not be read',
      'rows left out (200)',
    ],
    ['failed and under way', 'error: rows: server error (500). boom', 'rows: server error (500)', 'server error (500)'],
    ['closed', 'no-access: rows: no access (403). boom', 'rows: no access (403)', 'no access (403)'],
    [
      'not in the plan',
      'no-access: rows: not in the plan (404). boom',
      'rows: not in the plan (404)',
      'not in the plan (404)',
    ],
  ])('of what is %s is said only with proof', (of, page, row, cell) => {
    const ground = grounds[of] as Parameters<typeof noneText>[0];
    const { kind, title, text } = emptyNotice(ground, t`rows`, { title: t`No rows` });
    expect([
      text === undefined ? `${kind}: ${title}` : `${kind}: ${title}. ${text}`,
      noneText(ground, t`rows`, t`none`),
      missingText(ground),
    ]).toEqual([page, row, cell]);
  });

  it.each([
    ['whole', 'good'],
    ['with an odd field', 'good'],
    ['old, not renewed', 'good'],
    ['under way', 'dim'],
    ['rows lost', 'warn'],
    ['failed and under way', 'warn'],
    ['closed', 'warn'],
    ['not in the plan', 'warn'],
  ] as const)('of what is %s reads %s', (of, tone) => {
    const ground = grounds[of] as Parameters<typeof noneText>[0];
    expect(noneSpan(ground, t`rows`, t`none`, 'good')).toEqual({ text: noneText(ground, t`rows`, t`none`), tone });
    if (tone === 'good') expect(noneSpan(ground, t`rows`, t`none`).tone).toBe('dim');
  });

  it('is good news only where the page says so, and keeps its own help where rows were lost', () => {
    const words = { title: t`All well`, help: t`r reads again` };
    const kinds = [grounds.whole, grounds['rows lost'], grounds.closed].map((ground) => {
      const { kind, help } = emptyNotice(ground, t`rows`, words, 'good', t`an Owner`);
      return [kind, help];
    });
    expect(kinds).toEqual([
      ['good', 'r reads again'],
      ['stale', 'r reads again'],
      ['no-access', 'needs a token of an Owner'],
    ]);
  });

  it('is awaited only while nothing has failed', () => {
    expect(Object.values(grounds).map((ground) => isUnderWay(ground as Parameters<typeof isUnderWay>[0]))).toEqual([
      false,
      false,
      false,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

it.each<readonly [of: Ground, tone: string]>([
  ['whole', 'dim'],
  ['under way', 'dim'],
  ['rows lost', 'warn'],
  ['closed', 'warn'],
  ['failed and under way', 'warn'],
])('what stands in place of a value of what is %s is %s', (of, tone) => {
  const ground = grounds[of] as Parameters<typeof missingText>[0];
  expect(missingSpan(ground)).toEqual({ text: missingText(ground), tone });
});

it.each<readonly [of: string, rows: Rows, count: string, tab: string]>([
  ['not read', unread, '–', 'Rules'],
  ['failed', failed(), '–', 'Rules'],
  ['none', ready([]), '0', 'Rules 0'],
  ['one', ready([1]), '1', 'Rules 1'],
  ['one with an odd field', ready([1], oddFields), '1', 'Rules 1'],
  ['none left of those that were lost', ready([], lost), '–', 'Rules'],
  ['one and others lost', ready([1], lost), '1+', 'Rules 1+'],
])('how many rows a list has: %s', (_, rows, count, tab) => {
  expect([countText(rows), countedName(t`Rules`, rows)]).toEqual([count, tab]);
});

it.each<readonly [of: Partial<Problem>, advice: string]>([
  [absent, 'it takes a plan or feature that this workspace may lack'],
  [{ ...closed, operation: t`GET /` }, 'unknown, expired or of another region: segtop login takes another token'],
  [{ kind: 'no-access', status: 401 }, 'the token or its role does not cover this: segtop login takes another one'],
  [closed, 'the role of the token does not cover this'],
  [{ kind: 'not-found', status: 404 }, 'deleted meanwhile, or of another workspace or region'],
  [{ kind: 'server', status: 500, operation: t`GET /` }, 'it is tried again by itself · :refresh reads at once'],
])('%o: what to do about it', (of, advice) => {
  expect(adviceFor(problemWith(of))).toBe(advice);
});

/** Calls and brackets in a piece of code, two deep. */
const inner = String.raw`(?:[^()]|\((?:[^()]|\([^()]*\))*\))*`;

/** Code that gives words of what is missing another tone than theirs: around them, by a name for a tone, or none at all. */
const ownTones = [
  /\b(?:span|dim)\(\s*(?:noneText|missingText)\(/,
  new RegExp(String.raw`\bspan\(${inner}?\b(?:problemText|noneText|missingText)\(${inner}\)[^()]*, '(?:dim|text)'`),
  /, problemText\([^()]*\),/,
];

it('no page gives what is missing a tone of its own', () => {
  const sources = readSources('source/views').filter(({ path }) => !path.endsWith('/need-states.ts'));
  expect(sources.length).toBeGreaterThan(100);
  const own = sources.filter(({ text }) => ownTones.some((pattern) => pattern.test(text)));
  expect(own.map(({ path }) => path)).toEqual([]);
});

it.each<readonly [code: string, isOwn: boolean]>([
  ["span(noneText(rows, t`rows`, t`none`), 'warn')", true],
  ['dim(noneText(rows, t`rows`, t`none`))', true],
  ["span(t`rows: {problemText(error)}`, 'dim')", true],
  ["span(error ? problemText(error) : t`–`, 'dim')", true],
  ["span(t`  {row?.type ?? noneText(rows, t`rows`, t`none`)}`, 'text')", true],
  ["line(span(t`  `), problemText(error), span(t` `, 'dim'))", true],
  ["span(problemText(error), 'warn'), span(t`Reading…`, 'dim')", false],
  ["span(t`rows: {problemText(error)}`, 'warn')", false],
  ["span(error ? problemText(error) : t`reading…`, error ? 'warn' : 'dim')", false],
])('a tone of its own: %s', (code, isOwn) => {
  expect(ownTones.some((pattern) => pattern.test(code))).toBe(isOwn);
});
