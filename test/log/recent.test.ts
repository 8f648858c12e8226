import { expect, test } from 'vitest';
import { isLogProblem } from '../../source/domain/log-line.ts';
import { silentLog } from '../../source/log/log.ts';
import { recentLog } from '../../source/log/recent.ts';
import { createRedactor } from '../../source/log/redact.ts';

function heard() {
  const redactor = createRedactor();
  redactor.register('tok-123456');
  let now = 1_000;
  const recent = recentLog(() => now, redactor);
  const written: unknown[] = [];
  const log = recent.heard({ ...silentLog, debug: (...given) => void written.push(given) });
  return { recent, log, written, wait: (ms: number) => (now += ms) };
}

test('what is logged is remembered, newest first, and still written', () => {
  const { recent, log, written, wait } = heard();
  log.info('started', { version: '1.2.3', mode: 'api' });
  wait(500);
  log.debug('answered', { method: 'GET', path: '/sources', status: 429, ms: 12 });
  expect(recent.lines()).toEqual([
    { id: 1, at: 1500, level: 'debug', what: 'answered', about: 'GET /sources', answer: '429', took: 12 },
    {
      id: 0,
      at: 1000,
      level: 'info',
      what: 'started',
      about: 'version 1.2.3, mode api',
      answer: undefined,
      took: undefined,
    },
  ]);
  expect(written).toEqual([['answered', { method: 'GET', path: '/sources', status: 429, ms: 12 }]]);
  expect(recent.lines()).toBe(recent.lines());
});

test('no secret is remembered, by its value or by its name, and no control character', () => {
  const { recent, log } = heard();
  log.warn('token not got again', { reason: 'tok-123456 \u001b[2J Bearer abcdefgh', token: 'other', nested: { a: 1 } });
  expect(recent.lines()[0]?.about).toBe('reason (hidden)  Bearer (hidden), token (hidden), nested {"a":1}');
});

test('a value is hidden by each name that a secret has', () => {
  const { recent, log } = heard();
  const names = ['token', 'authorization', 'Authorization', 'writeKeys', 'writeKey', 'password', 'secret', 'apiKey'];
  log.warn('by name', { ...Object.fromEntries(names.map((name) => [name, 'open sesame'])), tokens: 3 });
  expect(recent.lines()[0]?.about).toBe([...names.map((name) => `${name} (hidden)`), 'tokens 3'].join(', '));
});

test('what stands deeper in a value is remembered without its secrets, and a value that cannot be written changes nothing', () => {
  const { recent, log } = heard();
  log.warn('read', { source: { row: { writeKeys: ['k1', 'k2'], name: 'Web' } } });
  const round: Record<string, unknown> = {};
  round.self = round;
  log.warn('round', { round, count: 10n, at: undefined, none: null });
  expect(recent.lines().map(({ about }) => about)).toEqual([
    'round [object Object], count 10, none null',
    'source {"row":{"writeKeys":"(hidden)","name":"Web"}}',
  ]);
});

test.each<[string, Record<string, unknown>]>([
  [
    'a getter that throws',
    {
      get method(): string {
        throw new Error('gone');
      },
    },
  ],
  ['a value that is no text', { path: '/sources', status: Object.create(null) }],
  ['a symbol among the rest', { method: Symbol('get') }],
])('%s stops nothing: the message is remembered without its fields', (_, fields) => {
  const { recent, log } = heard();
  log.warn('before');
  log.warn('odd tok-123456', fields);
  log.warn('after');
  expect(recent.lines().map(({ id, what, about, answer }) => [id, what, about, answer])).toEqual([
    [2, 'after', '', undefined],
    [1, 'odd (hidden)', '', undefined],
    [0, 'before', '', undefined],
  ]);
});

test('what has no status is answered by its kind; what is long is cut, and what is no number took no time', () => {
  const { recent, log } = heard();
  log.error('x'.repeat(400), { path: '/sources', kind: 'timeout', ms: '12', note: 'y'.repeat(400) });
  log.warn('both', { method: 'GET', status: 0, kind: 'aborted' });
  expect(recent.lines()).toEqual([
    { id: 1, at: 1000, level: 'warn', what: 'both', about: 'GET', answer: '0', took: undefined },
    {
      ...{ id: 0, at: 1000, level: 'error', what: 'x'.repeat(300) },
      ...{ about: `/sources, note ${'y'.repeat(285)}`, answer: 'timeout', took: undefined },
    },
  ]);
});

test('five hundred lines are kept whenever they are looked at', () => {
  const { recent, log } = heard();
  const lengths = [300, 300, 1].map((count) => {
    for (let at = 0; at < count; at += 1) log.trace('line');
    return recent.lines().length;
  });
  expect([lengths, recent.lines().at(-1)?.id]).toEqual([[300, 500, 500], 101]);
});

test('only the last five hundred lines are', () => {
  const { recent, log } = heard();
  for (let at = 0; at < 700; at += 1) log.trace(`line ${at}`);
  log.trace('last');
  expect([recent.lines().length, recent.lines()[0]?.what, recent.lines().at(-1)?.what]).toEqual([
    500,
    'last',
    'line 201',
  ]);
});

test('refusals, failures and warnings are problems', () => {
  const { recent, log } = heard();
  for (const status of [200, 304, 403, 429, 500]) log.debug('answered', { status });
  log.warn('not answered', { kind: 'timeout' });
  log.trace('no longer needed', { kind: 'aborted' });
  expect(recent.lines().map(isLogProblem).toReversed()).toEqual([false, false, true, true, true, true, false]);
});
