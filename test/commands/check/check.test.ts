import { describe, expect, test } from 'vitest';
import { answerOf, findings, outcomeOf, unknownLine } from '../../../source/commands/check/check.ts';
import { countOf, durationOf, percentOf, shareOf } from '../../../source/commands/check/command.ts';
import { readView } from '../../../source/commands/reading/read-view.ts';
import { ReadError } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import { day, hour, minute, second } from '../../../source/domain/time.ts';
import { placeOf } from '../../../source/state/place.ts';
import { triage } from '../../../source/views/watch/triage/index.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import type { Thresholds } from '../../../source/workspace/watch/thresholds.ts';
import { mockWorkspace } from '../reading/workspace.ts';

async function pictureOf(scenario: string, change?: (backend: Backend) => Backend) {
  const workspace = await mockWorkspace(scenario, change);
  return (await readView(workspace, { view: triage, place: placeOf('triage'), patient: true })).context.overview;
}

const everything = await pictureOf('everything');
const names = (given: Thresholds) => findings(everything, given).broken.map(({ name }) => name);

describe('what is beyond a threshold, worst first', () => {
  test.each<[string, Thresholds, string[]]>([
    ['failed', { maxFailed: 20 }, ['Braze ← Web (prod)', 'Zendesk ← Web (prod)']],
    ['failed, all allowed', { maxFailed: 100 }, []],
    ['silent', { maxSilent: 2 * hour }, ['Billing server']],
    ['silent, long allowed', { maxSilent: 30 * day }, []],
    ['last good sync', { maxSyncAge: 8 * hour }, ['Redshift']],
    ['lost', { maxLost: 10 }, ['the workspace']],
    ['lost, all allowed', { maxLost: 1_000_000_000 }, []],
    ['usage', { maxUsage: 50 }, ['API calls']],
    ['usage, all allowed', { maxUsage: 999 }, []],
  ])('%s', (_, given, expected) => expect(names(given)).toEqual(expected));

  test('with its value and what is allowed', () => {
    const [silent] = findings(everything, { maxSilent: 2 * hour }).broken;
    expect(silent).toMatchObject({
      check: 'max-silent',
      allowed: 7200,
      sentence: 'Billing server: silent for 4h 51m, allowed 2h',
    });
    expect(silent?.ref).toMatch(/^source\//);
    expect(Math.round(silent!.value! / 600)).toBe(29);
  });

  test('says more than what is allowed where both round to the same', () => {
    const { connections } = everything.fleet;
    const sentenceOf = (failedPercent: number, maxFailed: number) => {
      const [first, ...others] = connections.map((each) => ({ ...each, failedPercent: 0 }));
      const fleet = { ...everything.fleet, connections: [{ ...first!, state: 'failing', failedPercent }, ...others] };
      const picture = { ...everything, fleet } as unknown as typeof everything;
      return findings(picture, { maxFailed }).broken.map(({ sentence }) => sentence.replace(/^.*: /, ''));
    };
    expect(sentenceOf(5.004, 5)).toEqual(['more than 5% of deliveries failed in 24h, allowed 5%']);
    expect(sentenceOf(5.01, 5)).toEqual(['5.01% of deliveries failed in 24h, allowed 5%']);
    expect(sentenceOf(5, 5)).toEqual([]);
  });

  test.each<[string, Thresholds, object]>([
    [
      'a share in percent, to four digits',
      { maxFailed: 5.12344 },
      { check: 'max-failed', ref: 'destination/d', value: 5.1235, allowed: 5.1234 },
    ],
    ['lost events, of nothing that has a page', { maxLost: 10 }, { check: 'max-lost', ref: null, allowed: 10 }],
    ['usage, of nothing that has a page', { maxUsage: 50 }, { check: 'max-usage', ref: null, allowed: 50 }],
    ['seconds since a sync', { maxSyncAge: 8 * hour }, { check: 'max-sync-age', allowed: 28_800 }],
  ])('in the unit of its option: %s', (_, given, expected) => {
    const [first] = everything.fleet.connections;
    const one = { ...first!, id: 'd', state: 'failing', failedPercent: 5.123456 };
    const ofOne = { ...everything.fleet, connections: [one], byId: new Map([['d', one]]) };
    const picture = given.maxFailed === undefined ? everything : { ...everything, fleet: ofOne };
    expect(findings(picture as never, given).broken).toEqual([expect.objectContaining(expected)]);
  });

  test.each<[Thresholds, RegExp]>([
    [{ maxLost: 10 }, /^[\d.]+k? events lost in 24h, allowed 10$/],
    [{ maxSyncAge: 8 * hour }, /^Redshift: last good sync \d+h( \d+m)? ago, allowed 8h$/],
    [{ maxUsage: 50 }, /^API calls: \d+(\.\d+)?% used, allowed 50%$/],
  ])('in a sentence: %j', (given, sentence) => {
    expect(findings(everything, given).broken.map((each) => each.sentence)).toEqual([expect.stringMatching(sentence)]);
  });

  test('exactly as much as is allowed is allowed', () => {
    const [worst] = findings(everything, { maxFailed: 0 }).broken;
    const exact = everything.fleet.byId.get(worst!.ref!.replace('destination/', ''))!.failedPercent!;
    expect(names({ maxFailed: exact })).not.toContain(worst!.name);
  });
});

test('without a threshold it is what is wrong now', async () => {
  const [worst] = findings(everything, {}).broken;
  expect(worst).toMatchObject({ check: 'triage' });
  expect(worst?.sentence).toContain('Braze ← Web (prod)');
  // What is over, or has yet to come, is no trouble.
  const [first] = everything.triage;
  const over = { ...everything, triage: [{ ...first!, id: 'over', trouble: false }] };
  expect(findings(over, {}).broken).toEqual([]);
  expect(findings(await pictureOf('healthy'), {})).toEqual({ isThreshold: false, broken: [], unknown: [] });
});

test('what could not be read is not known, and not well', async () => {
  const refuse = () =>
    Promise.reject(new ReadError({ kind: 'no-access', message: t`forbidden`, status: 403, operation: t`GET` }));
  const blind = await pictureOf('healthy', (backend) => ({
    ...backend,
    destinations: refuse,
    warehouseSyncs: refuse,
    apiCalls: refuse,
    mtu: refuse,
  }));
  const of = (given: Thresholds) => findings(blind, given);
  expect(of({ maxFailed: 5 })).toMatchObject({ broken: [], unknown: [{ check: 'max-failed', name: 'the workspace' }] });
  expect(of({ maxLost: 5 }).unknown).toEqual([{ check: 'max-lost', name: 'the workspace' }]);
  expect(of({ maxSyncAge: day }).unknown.length).toBeGreaterThan(0);
  expect(of({ maxUsage: 90 }).unknown).toEqual([{ check: 'max-usage', name: 'API calls' }]);
  expect(of({ maxSilent: day }).unknown).toEqual([]);
});

test('without the list of warehouses the age of their syncs is not known', async () => {
  const refuse = () =>
    Promise.reject(new ReadError({ kind: 'no-access', message: t`forbidden`, status: 403, operation: t`GET` }));
  const blind = await pictureOf('healthy', (backend) => ({ ...backend, warehouses: refuse }));
  expect(findings(blind, { maxSyncAge: day }).unknown).toEqual([{ check: 'max-sync-age', name: 'the workspace' }]);
  expect(findings(await pictureOf('healthy'), { maxSyncAge: 30 * day }).unknown).toEqual([]);
});

test.each([
  ['5%', 5],
  ['0.25', 0.25],
  ['100%', 100],
])('%s is a percentage', (text, percent) =>
  expect([percentOf('--x')(text), shareOf('--x')(text)]).toEqual([percent, percent]),
);

test.each([
  [percentOf, '999.9999', 999.9999],
  [percentOf, '1000%', 'a percentage such as 5% or 0.5%, below 1000%'],
  [percentOf, '5.12345%', 'a percentage such as 5% or 0.5%, below 1000%'],
  [percentOf, '', 'a percentage such as 5% or 0.5%, below 1000%'],
  [shareOf, '100.1%', 'a percentage up to 100%, such as 5%'],
  [countOf, '999999999999999', 999_999_999_999_999],
  [countOf, '1000000000000000', 'a count such as 1000, in up to 15 digits'],
  [countOf, '-1', 'a count such as 1000, in up to 15 digits'],
  [durationOf, '99999d', 99_999 * day],
  [durationOf, '100000s', 'a time such as 90s, 30m, 2h or 1d, in up to 5 digits'],
])('the ends of what a threshold may be: %o of %s', (parse, text, expected) => {
  const read = () => parse('--max')(text);
  if (typeof expected === 'number') return expect(read()).toBe(expected);
  expect(read).toThrow(expect.objectContaining({ message: `--max: "${text}" is not allowed; use ${expected}` }));
});

test.each([
  ['90s', 90 * second],
  ['30m', 30 * minute],
  ['2h', 2 * hour],
  ['1d', day],
])('%s is a time', (text, time) => expect(durationOf('--x')(text)).toBe(time));

test.each(['', '5', 'h', '-2h', '2w', '1e3s'])('%j is no time', (text) =>
  expect(() => durationOf('--max-silent')(text)).toThrow('is not allowed; use a time such as 90s, 30m, 2h or 1d'),
);

describe('a check ends as a status does', () => {
  const none = { isThreshold: true, broken: [], unknown: [] };
  const broken = { ...none, broken: findings(everything, { maxSilent: 2 * hour }).broken };
  const unknown = { ...none, unknown: [{ check: 'max-silent', name: 'Web' }] };
  const whole = { isAnswered: true, isSound: true, problems: [] };
  const lacking = { ...whole, problems: [{ resource: 'labels', status: 500, message: 'no' }] };

  test.each([
    ['all within', none, whole, { code: 0, ok: true, isPart: false }],
    ['something beyond', broken, whole, { code: 1, ok: false, isPart: false }],
    [
      'something beyond, something else not known',
      { ...broken, unknown: unknown.unknown },
      whole,
      { code: 1, ok: false, isPart: true },
    ],
    ['something not known', unknown, whole, { code: 4, ok: null, isPart: true }],
    ['thresholds need not what was not read', none, lacking, { code: 0, ok: true, isPart: false }],
    ['without thresholds all counts', { ...none, isThreshold: false }, lacking, { code: 4, ok: null, isPart: true }],
    ['a broken answer clears nothing', none, { ...whole, isSound: false }, { code: 4, ok: null, isPart: true }],
    ['and accuses of nothing', broken, { ...whole, isSound: false }, { code: 4, ok: null, isPart: true }],
  ])('%s', (_, found, read, expected) => expect(outcomeOf(found, read)).toEqual(expected));
});

describe('a trail that was cut', async () => {
  const cut = (backend: Backend): Backend => ({
    ...backend,
    auditEvents: async (query, options) => {
      const answer = await backend.auditEvents(query, options);
      return { ...answer, value: { items: answer.value.items.slice(0, 3), next: 'more' } };
    },
  });
  const answered = async (scenario: string, given: Thresholds) =>
    answerOf(
      await readView(await mockWorkspace(scenario, cut), { view: triage, place: placeOf('triage'), patient: true }),
      given,
    );

  test('leaves it open whether anything is wrong', async () => {
    expect(await answered('healthy', {})).toMatchObject({
      found: { broken: [] },
      problems: [{ resource: 'recent-audit:24h', status: 200, message: 'events before the newest 3' }],
      outcome: { code: 4, ok: null, isPart: true },
    });
  });

  test('matters to no threshold', async () => {
    expect((await answered('healthy', { maxFailed: 50 })).outcome).toEqual({ code: 0, ok: true, isPart: false });
  });

  test('takes nothing from what is known to be wrong', async () => {
    expect((await answered('destination-401', {})).outcome).toEqual({ code: 1, ok: false, isPart: false });
  });
});

test.each([
  [1, 'answered in part: not known of n1 (max-lost)'],
  [5, 'answered in part: not known of n1 (max-lost), n2 (max-lost), n3 (max-lost), n4 (max-lost), n5 (max-lost)'],
  [
    7,
    'answered in part: not known of n1 (max-lost), n2 (max-lost), n3 (max-lost), n4 (max-lost), n5 (max-lost), and 2 more',
  ],
])('what is not known of %d things is said in one line', (count, line) => {
  expect(unknownLine(Array.from({ length: count }, (_, at) => ({ check: 'max-lost', name: `n${at + 1}` })))).toBe(line);
});
