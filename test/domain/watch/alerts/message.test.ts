import { expect, test } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import type { AlertRecord, Edge } from '../../../../source/domain/watch/alerts/alert.ts';
import { alertText, messageOf, openCommand } from '../../../../source/domain/watch/alerts/message.ts';

const at = Date.parse('2026-03-29T01:30:00Z');

const record = (finding: Partial<AlertRecord['finding']> = {}, more: Partial<AlertRecord> = {}): AlertRecord => ({
  id: 'delivery:destination/d',
  state: 'raised',
  raisedAt: at,
  regressed: false,
  members: ['a'],
  holding: ['a'],
  groups: [],
  tellings: 1,
  finding: {
    key: 'a',
    rule: 'delivery-rate',
    severity: 'critical',
    subject: { type: 'destination', id: 'd1', name: t`Braze` },
    facts: t`LOST, 50% failing`,
    verdict: t`LOST`,
    since: at,
    numbers: { lost: 7 },
    size: 1,
    groups: [],
    ...finding,
  },
  ...more,
});
const ground = { workspace: 'acme', urlOf: () => undefined };

const cause = { id: 'c', type: t`Destination Modified`, actor: t`ben@acme.example`, resource: t`Braze`, at };
const three = { members: ['a', 'b', 'c'], holding: ['a', 'c'] };

test('what is told of an alert is all of it, and no more', () => {
  expect(
    messageOf('new', record({ cause }), { ...ground, urlOf: ({ type, id }) => `https://x/${type}/${id}` }),
  ).toEqual({
    id: 'delivery:destination/d',
    rule: 'delivery-rate',
    state: 'new',
    severity: 'critical',
    workspace: 'acme',
    subject: { type: 'destination', id: 'd1', name: 'Braze' },
    sentence: 'Braze: LOST, 50% failing; segtop open destination/d1',
    since: '2026-03-29T01:30:00.000Z',
    numbers: { lost: 7 },
    cause: {
      type: 'Destination Modified',
      actor: 'ben@acme.example',
      resource: 'Braze',
      at: '2026-03-29T01:30:00.000Z',
    },
    open: 'segtop open destination/d1',
    url: 'https://x/destination/d1',
  });
  expect(Object.keys(messageOf('new', record(), ground))).not.toContain('cause');
  expect(Object.keys(messageOf('new', record(), ground))).not.toContain('url');
});

test.each<[string, Edge, AlertRecord, Readonly<Record<string, unknown>>]>([
  ['its beginning is not known', 'new', record({ since: undefined }), { since: null }],
  ['its beginning is no time', 'new', record({ since: 1e300 }), { since: null }],
  ['it has one member', 'new', record(), { numbers: { lost: 7 } }],
  ['it has two', 'new', record({}, { members: ['a', 'b'] }), { numbers: { lost: 7, affected: 2 } }],
  [
    'others hold too',
    'escalating',
    record({}, three),
    {
      state: 'escalating',
      numbers: { lost: 7, affected: 3 },
      sentence: 'Braze: LOST, 50% failing, and 1 more of the same cause; segtop open destination/d1',
    },
  ],
  [
    'it is over',
    'resolved',
    record({}, { ...three, holding: [] }),
    { sentence: 'Braze: resolved, was LOST, 50% failing; segtop open destination/d1' },
  ],
])('what is told where %s', (_, edge, of, expected) => {
  expect(messageOf(edge, of, ground)).toMatchObject(expected);
});

test('when its cause happened is not told where that is no time', () => {
  expect(messageOf('new', record({ cause: { ...cause, at: Number.NaN } }), ground).cause?.at).toBeNull();
});

test.each([
  ['d1', 'segtop open destination/d1'],
  ['a.b:c-d_e', 'segtop open destination/a.b:c-d_e'],
  ['x; rm -rf ~', 'segtop open destination/xrm-rf'],
  ['$(id)`id`', 'segtop open destination/idid'],
  ['a\nb', 'segtop open destination/ab'],
])('the command that opens %j can be copied into a shell', (id, expected) => {
  expect(openCommand({ type: 'destination', id: sanitise(id), name: t`x` })).toBe(expected);
});

test('how many more there are counts those that hold now', () => {
  const holding = (...keys: string[]) => alertText(record({}, { members: ['a', 'b', 'c'], holding: keys }));
  expect([holding(), holding('a'), holding('a', 'b'), holding('a', 'b', 'c')]).toEqual([
    'LOST, 50% failing',
    'LOST, 50% failing',
    'LOST, 50% failing, and 1 more of the same cause',
    'LOST, 50% failing, and 2 more of the same cause',
  ]);
});
