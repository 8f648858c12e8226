import { expect, test } from 'vitest';
import { sanitise, t } from '../../../source/domain/text.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { lineText } from '../../../source/theme/line.ts';
import {
  noTrail,
  sentence,
  settingRows,
  trailRows,
  wideText,
  wrappedFact,
} from '../../../source/views/kit/page-rows.ts';
import type { PageRow } from '../../../source/views/kit/page-view.ts';
import type { ViewContext } from '../../../source/views/kit/view.ts';
import { unread } from '../../../source/workspace/polling/snapshot.ts';
import { auditWith, now, problemWith } from '../../workspace/snapshots.ts';

const context = {
  overview: { fleet: { listed: [], connections: [], byId: new Map() } },
  glyphs: glyphs(false),
  now,
  keyOf: (id: string) => sanitise(`<${id}>`),
} as unknown as ViewContext;
const texts = (rows: readonly PageRow[]) => rows.map(({ line }) => lineText(line).trimEnd());

const lost = problemWith({ kind: 'dropped-rows', status: 200, message: t`a row was lost` });
const read = { ...unread, data: { items: [] }, status: 'ready' } as const;
const refused = { ...unread, status: 'failed', error: problemWith({ kind: 'no-access', status: 403 }) } as const;
const changes = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    auditWith({ at: now - (index + 1) * 60_000, type: t`Destination Modified`, id: `e${index}` }),
  );
const first = '12:29        Destination Modified  Braze  u1';

test.each<readonly [what: string, count: number, trail: object, first: string, last: string, rows: number]>([
  ['twelve', 12, { last: read, complete: true }, first, '12:18        Destination Modified  Braze  u1', 12],
  ['more than twelve', 13, { last: read, complete: true }, first, '<page.audit> shows all of it', 13],
  [
    'one before a page that is refused',
    1,
    { last: refused, error: refused.error },
    first,
    'audit trail: no access (403)',
    2,
  ],
  [
    'none before a page that is refused',
    0,
    { last: refused, error: refused.error },
    'audit trail: no access (403)',
    'audit trail: no access (403)',
    1,
  ],
  [
    'none at all',
    0,
    { last: read, complete: true },
    'Nothing in the 90 days that are kept',
    'Nothing in the 90 days that are kept',
    1,
  ],
  [
    'none in the newest part',
    0,
    { last: unread, pages: [{}, {}] },
    'Nothing in the newest part of the trail',
    'Nothing in the newest part of the trail',
    1,
  ],
  [
    'none that is read yet',
    0,
    { last: unread, complete: false },
    'Reading the audit trail…',
    'Reading the audit trail…',
    1,
  ],
  [
    'none in what was read',
    0,
    { last: { ...read, problems: [lost] }, complete: false, lost },
    'the audit trail: none in what was read; a row was lost',
    'the audit trail: none in what was read; a row was lost',
    1,
  ],
  [
    'none, where what happened since it was read is refused',
    0,
    { last: read, complete: false, error: refused.error },
    'audit trail: no access (403)',
    'audit trail: no access (403)',
    1,
  ],
])('of a trail: %s', (_, count, trail, top, end, length) => {
  const rows = texts(trailRows({ pages: [{}], items: changes(count), ...trail } as never, context));
  expect([rows[0], rows.at(-1), rows.length]).toEqual([top, end, length]);
});

test.each<readonly [string, object, string]>([
  ['older pages are left', {}, 'Nothing in the newest part of the trail'],
  [
    'older pages are left, and what happened last is refused',
    { error: refused.error },
    'the audit trail: no access (403)',
  ],
  ['older pages are left, and rows were lost', { lost }, 'the audit trail: none in what was read; a row was lost'],
  ['all of it was read', { last: read, pages: [{}] }, 'Nothing in the 90 days that are kept'],
])('nothing in a trail: %s', (_, trail, says) => {
  expect(noTrail({ items: [], pages: [{}, {}], last: unread, ...trail } as never)).toBe(says);
});

test('more than twelve changes before a page that is refused are neither cut nor taken for all without saying so', () => {
  const rows = texts(trailRows({ items: changes(13), last: refused, error: refused.error } as never, context));
  expect(rows.slice(12)).toEqual(['<page.audit> shows all of it', 'audit trail: no access (403)']);
});

test.each<readonly [settings: Readonly<Record<string, unknown>>, width: number, rows: readonly string[]]>([
  [{}, 80, ['nothing that the API gives']],
  [{ region: 'eu' }, 80, ['region      eu']],
  [
    { apiKey: 'abcdef', region: 'eu' },
    120,
    ['apiKey      ••••••', 'region      eu', 'One secret is masked: segtop never shows, copies or writes one back.'],
  ],
  [
    { apiKey: 'abcdef', secretToken: 'ghi', aNameThatGoesOnAndOnAndOnAndOnAndOn: 1 },
    120,
    [
      'apiKey                              ••••••',
      'secretToken                         ••••••',
      'aNameThatGoesOnAndOnAndOnAndOnAnd…  1',
      '2 secrets are masked: segtop never shows, copies or writes one back.',
    ],
  ],
  [{ aNameThatGoesOnAndOn: 1 }, 24, ['aNameThatGo…  1']],
])('the settings %j at %i columns', (settings, width, rows) => {
  expect(texts(settingRows(settings, width))).toEqual(rows);
});

test('a text is as wide as the page or as is read with ease', () => {
  const text = sanitise('x'.repeat(400));
  const widest = (rows: readonly PageRow[]) => Math.max(...texts(rows).map(({ length }) => length));
  expect([
    widest(wideText(text, 200)),
    widest(wideText(text, 0)),
    widest(sentence(text, 200)),
    widest(sentence(text, 50)),
  ]).toEqual([200, 1, 110, 50]);
});

test.each<readonly [name: string, width: number, first: string, second: string]>([
  ['Fact', 60, `Fact${' '.repeat(15)}${'x'.repeat(41)}`, `${' '.repeat(19)}${'x'.repeat(41)}`],
  ['Fact', 10, `Fact${' '.repeat(15)}${'x'.repeat(12)}`, `${' '.repeat(19)}${'x'.repeat(12)}`],
  ['Fact', 300, `Fact${' '.repeat(15)}${'x'.repeat(110)}`, `${' '.repeat(19)}${'x'.repeat(90)}`],
  ['A name beyond its room', 60, `A name beyond its room ${'x'.repeat(37)}`, `${' '.repeat(19)}${'x'.repeat(37)}`],
])('a fact continues under its value: %s at %i columns', (name, width, first, second) => {
  expect(texts(wrappedFact(sanitise(name), sanitise('x'.repeat(200)), width)).slice(0, 2)).toEqual([first, second]);
});
