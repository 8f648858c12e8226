import { expect, test } from 'vitest';
import { recordOf, sendingOf } from '../../../source/store/alerts/rows.ts';

const record = {
  id: 'delivery:destination/d',
  state: 'raised',
  raisedAt: 1,
  regressed: false,
  members: ['a', 'b'],
  holding: ['a'],
  groups: ['g'],
  tellings: 0,
  told: { severity: 'warning', size: 1, members: 1, edge: 'new', at: 1 },
  finding: {
    key: 'a',
    rule: 'delivery-rate',
    severity: 'critical',
    subject: { type: 'destination', id: 'd', name: 'Braze' },
    facts: 'f',
    verdict: 'LOST',
    numbers: { lost: 7 },
    size: 2,
    groups: [],
  },
};
const sending = {
  channel: 'pager',
  kind: 'edge',
  message: { id: 'a', state: 'new', sentence: 's', severity: 'critical', subject: {}, numbers: {} },
};

type Plain = Readonly<Record<string, unknown>>;

/** Each field of a value for itself, replaced by what cannot be there. */
function spoilt(value: Plain, path: readonly string[], wrong: unknown): Plain {
  const [key = '', ...rest] = path;
  if (rest.length === 0) return { ...value, [key]: wrong };
  return { ...value, [key]: spoilt(value[key] as Plain, rest, wrong) };
}

test('an alert is read as it was kept', () => {
  expect(recordOf(JSON.stringify(record))).toEqual(record);
  const resolved = { ...record, state: 'resolved', finding: { ...record.finding, severity: 'warning' } };
  expect(recordOf(JSON.stringify(resolved))).toEqual(resolved);
});

test('text of an alert is safe to paint, wherever it stands', () => {
  const hostile = spoilt(
    spoilt({ ...record, members: ['a\u001b[2J'] }, ['finding', 'subject', 'name'], 'Bra\u001b]0;x\u0007ze'),
    ['finding', 'facts'],
    'a\u0000\u202eb',
  );
  expect(JSON.stringify(recordOf(JSON.stringify(hostile)))).not.toMatch(/\\u001b|\\u0000|\\u0007|\u202e/);
  expect(recordOf(JSON.stringify(hostile))?.finding.subject.name).toContain('Bra');
});

const texts = ['id', 'finding.key', 'finding.subject.type', 'finding.subject.id', 'finding.subject.name'];
const numbers = ['raisedAt', 'tellings', 'finding.size'];
const lists = ['members', 'holding', 'groups', 'finding.groups'];

test.each<[string, unknown]>([
  ...[...texts, 'finding.facts', 'finding.verdict'].map((path): [string, unknown] => [path, 7]),
  ...numbers.map((path): [string, unknown] => [path, '7']),
  ...lists.flatMap((path): [string, unknown][] => [
    [path, 'a'],
    [path, [1]],
    [path, ['a', null]],
  ]),
  ['state', 'gone'],
  ['finding', null],
  ['finding', []],
  ['finding.rule', 'no-such-rule'],
  ['finding.rule', 7],
  ['finding.severity', 'info'],
  ['finding.subject', 'd'],
  ['finding.subject', null],
  ['finding.numbers', [1]],
  ['finding.numbers', undefined],
])('an alert whose %s is %j is none', (path, wrong) => {
  expect(recordOf(JSON.stringify(spoilt(record, path.split('.'), wrong)))).toBeUndefined();
});

test('what waits to be sent is read as it was kept', () => {
  expect(sendingOf(JSON.stringify(sending))).toEqual(sending);
  const acknowledged = { ...sending, kind: 'acknowledged' };
  expect(sendingOf(JSON.stringify(acknowledged))).toEqual(acknowledged);
});

test.each<[string, unknown]>([
  ...['channel', 'message.id', 'message.state', 'message.sentence', 'message.severity'].map(
    (path): [string, unknown] => [path, 7],
  ),
  ['kind', 'other'],
  ['kind', undefined],
  ['message', 'text'],
  ['message.subject', []],
  ['message.numbers', 7],
])('what waits to be sent whose %s is %j is nothing', (path, wrong) => {
  expect(sendingOf(JSON.stringify(spoilt(sending, path.split('.'), wrong)))).toBeUndefined();
});

test.each(['', '{', 'null', '[]', '7', undefined, null])('a row that holds %j is neither', (text) => {
  expect([recordOf(text), sendingOf(text)]).toEqual([undefined, undefined]);
});
