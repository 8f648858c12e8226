import { describe, expect, it } from 'vitest';
import { gapsOf, noAnswerLine, statusReport, triageWords } from '../../source/commands/status-report.ts';
import { t } from '../../source/domain/text.ts';
import { hour, minute } from '../../source/domain/time.ts';
import { unread } from '../../source/workspace/polling/snapshot.ts';
import * as resources from '../../source/workspace/resources/common.ts';
import { overview } from '../../source/workspace/watch/overview.ts';
import { statusOf } from '../../source/workspace/watch/status.ts';
import type { Status } from '../../source/workspace/watch/status-shape.ts';
import type { TriageItem } from '../../source/workspace/watch/triage.ts';
import {
  auditWith,
  destinationWith,
  now,
  period,
  readingWith,
  type Snapshots,
  snapshots,
  sourceWith,
  syncWith,
  warehouseWith,
} from '../workspace/snapshots.ts';

function reportOf({ read }: Snapshots, problems: Status['problems'] = [], ascii = false): string {
  const picture = overview(read, period, now, {});
  return statusReport(
    picture,
    statusOf(picture, gapsOf(picture, problems), 1, (item) => triageWords(item, now)),
    ascii,
  );
}

const problem = { resource: 'recent-audit:24h', status: 403, message: 'not in your plan' };
const calm = () =>
  snapshots()
    .set(resources.workspace, { id: 'w', slug: t`acme`, name: t`Acme` })
    .set(resources.sources, [])
    .set(resources.volume(period), [])
    .set(resources.destinations, []);

describe('the report for people', () => {
  it('has a dash for what is not known', () => {
    expect(reportOf(snapshots(), [problem])).toBe(
      [
        '–  24h',
        'sources       – active, – silent, – events',
        'destinations  – enabled, – failed (– of –), – with failures',
        '  nothing is wrong in what could be read',
        '  not read: recent audit: not in your plan',
        '',
      ].join('\n'),
    );
  });

  it('says that nothing is wrong only when everything was read', () => {
    expect(reportOf(calm())).toMatch(/\n {2}nothing is wrong\n$/);
  });

  it('does not say it of a trail that is more than its longest page', () => {
    const trail = (next?: string) =>
      reportOf(
        calm().set(resources.recentAudit(period), {
          items: [1, 2].map((ago) => auditWith({ at: now - ago * hour, type: 'Source Modified' as never })),
          next,
        }),
      );
    expect(trail('more').split('\n').slice(-3, -1)).toEqual([
      '  nothing is wrong in what could be read',
      '  not read: recent audit: events before the newest 2',
    ]);
    expect(trail()).toMatch(/\n {2}nothing is wrong\n$/);
  });

  it('lists what is wrong', () => {
    const d = destinationWith('d', 'web', { name: t`Braze` });
    const world = calm()
      .set(resources.destinations, [d])
      .set(resources.metrics(period, d), readingWith({ discarded: 9 }));
    expect(reportOf(world).split('\n').slice(2)).toEqual([
      'destinations  1 enabled, 100% failed (9 of 9), 1 with failures',
      expect.stringMatching(/^ {2}Braze ← web {2}100% failing {2}LOST {2}9 of 9/),
      '',
    ]);
  });

  it('puts the same sentences into JSON, each with its verdict', () => {
    const d = destinationWith('d', 'web', { name: t`Braze` });
    const world = calm()
      .set(resources.destinations, [d])
      .set(resources.metrics(period, d), readingWith({ discarded: 9 }));
    const [lost] = overview(world.read, period, now, {}).triage;
    const meter = { kind: 'mtu', percent: 102, countedUntil: now };
    const usage = { kind: 'usage', period, id: 'usage', severity: 900, trouble: true, meter } as unknown as TriageItem;
    expect(
      [lost!, { ...lost!, verdict: undefined } as TriageItem, usage].map((item) => triageWords(item, now)),
    ).toEqual([
      { verdict: 'LOST', sentence: 'Braze ← web  100% failing  LOST  9 of 9 in 24 h' },
      { verdict: '', sentence: expect.stringMatching(/^Braze ← web {2}100% failing/) },
      { verdict: 'OVER', sentence: 'MTU  102%' },
    ]);
  });

  it('counts what was not read of one kind for one reason', () => {
    const late = (resource: string) => ({ resource, status: 0, message: 'not read in time' });
    const others = [late('blocked:24h:a'), late('blocked:24h:b'), { ...late('metrics:24h:z'), message: 'boom' }];
    const problems = [...['a', 'b', 'c', 'd'].map((id) => late(`metrics:24h:${id}`)), ...others];
    expect(reportOf(calm(), problems).split('\n').slice(-5, -1)).toEqual([
      '  not read: 4 of metrics: not read in time',
      '  not read: blocked of a: not read in time',
      '  not read: blocked of b: not read in time',
      '  not read: metrics of z: boom',
    ]);
  });

  it('names what it could not read of a thing by the name of the thing, and says once that it was not read', () => {
    const slow = 'not read: the API allows two of these reads a minute';
    const world = calm()
      .set(resources.warehouses, [warehouseWith('w1', { name: t`Redshift` })])
      .set(resources.sources, [sourceWith('web', { name: t`Web (prod)` })])
      .set(resources.destinations, [destinationWith('d', 'web', { name: t`Braze` })]);
    const of = (resource: string, message = 'boom') => ({ resource, status: 0, message });
    const problems = [
      of('warehouse-syncs:w1', slow),
      of('metrics:24h:d'),
      of('blocked:7d:web'),
      of('warehouse-syncs:gone\u001b[2J', 'no'),
      of('sources', '1 row could not be read'),
    ];
    expect(reportOf(world, problems).split('\n').slice(-6, -1)).toEqual([
      '  not read: warehouse syncs of Redshift: the API allows two of these reads a minute',
      '  not read: metrics of Braze ← Web (prod): boom',
      '  not read: blocked of Web (prod): boom',
      expect.stringMatching(/^ {2}not read: warehouse syncs of gone[^\u001b]*: no$/),
      '  not read: sources: 1 row could not be read',
    ]);
    expect(
      reportOf(
        world,
        ['a', 'b', 'c', 'd'].map((id) => of(`warehouse-syncs:${id}`, slow)),
      ),
    ).toContain('  not read: 4 of warehouse syncs: the API allows two of these reads a minute\n');
  });

  it('counts what was not read for reasons that differ in their numbers alone, with one of them', () => {
    const problems = Array.from({ length: 40 }, (_, index) => ({
      resource: `blocked:24h:${index}`,
      status: 200,
      message: `${index + 2} rows could not be read`,
    }));
    expect(reportOf(calm(), problems).split('\n').slice(-2, -1)).toEqual([
      '  not read: 40 of blocked: such as 2 rows could not be read',
    ]);
  });

  it.each([
    [0, undefined],
    [59_999, undefined],
    [minute, '  read 1m ago: syncs of Redshift'],
    [12 * minute, '  read 12m ago: syncs of Redshift'],
    [26 * hour, '  read 26h ago: syncs of Redshift'],
  ])('tells the age of the syncs that an earlier run has read: %d ms', (age, right) => {
    const world = calm()
      .set(resources.warehouses, [warehouseWith('w', { name: t`Redshift` })])
      .set(resources.warehouseSyncs('w'), [syncWith(hour, 'success')]);
    const read: Snapshots['read'] = (resource) =>
      resource.key === 'warehouse-syncs:w' ? { ...world.read(resource), fetchedAt: now - age } : world.read(resource);
    expect(
      reportOf({ ...world, read })
        .split('\n')
        .find((line) => line.includes('ago: syncs')),
    ).toBe(right);
  });

  it.each([
    ['was not read', () => unread],
    ['was asked for and refused', () => ({ ...unread, fetchedAt: now - hour, status: 'failed' as const, version: 2 })],
  ])('tells no age of syncs of which nothing is there: %s', (_, none) => {
    const world = calm().set(resources.warehouses, [warehouseWith('w')]);
    const read = ((resource) =>
      resource.key === 'warehouse-syncs:w' ? none() : world.read(resource)) as Snapshots['read'];
    expect(reportOf({ ...world, read })).not.toMatch(/ago: syncs/);
  });

  it('names three of a kind, and counts four', () => {
    const late = (id: string) => ({ resource: `metrics:24h:${id}`, status: 0, message: 'not read in time' });
    const linesOf = (...ids: readonly string[]) =>
      reportOf(calm(), ids.map(late))
        .split('\n')
        .filter((line) => line.includes('not read'));
    expect(linesOf('a', 'b', 'c')).toEqual(
      ['a', 'b', 'c'].map((id) => `  not read: metrics of ${id}: not read in time`),
    );
    expect(linesOf('a', 'b', 'c', 'd')).toEqual(['  not read: 4 of metrics: not read in time']);
  });

  it('says of how many connections it speaks where not all were read', () => {
    const two = [destinationWith('d', 'web', { name: t`Braze` }), destinationWith('e', 'web', { name: t`Zendesk` })];
    const world = calm()
      .set(resources.destinations, two)
      .set(resources.metrics(period, two[0]!), readingWith({ firstTry: 9 }));
    expect(reportOf(world, [{ resource: 'metrics:24h:e', status: 0, message: 'not read in time' }])).toContain(
      '\n  worst of 1 of 2 connections read\n  nothing is wrong in what could be read\n',
    );
  });

  it('keeps to ASCII where asked', () => {
    expect(reportOf(snapshots(), [], true)).toMatch(/^[\n -~]+$/);
  });
});

describe('why there is no answer', () => {
  const line = (...problems: Status['problems']) => noAnswerLine({ problems } as unknown as Status);
  it.each([
    [
      'the token',
      [{ resource: 'workspace', status: 401, message: 'Unauthorized' }],
      'the token was refused (401): Unauthorized',
    ],
    ['the network', [{ resource: 'workspace', status: 0, message: 'host unknown: x' }], 'no answer: host unknown: x'],
    ['the server', [{ resource: 'workspace', status: 502, message: 'Bad Gateway' }], 'no answer: Bad Gateway (502)'],
    ['the workspace speaks first', [problem, { resource: 'workspace', status: 0, message: 'gone' }], 'no answer: gone'],
    ['anything else', [problem], 'the token was refused (403): not in your plan'],
    ['nothing is known', [], 'no answer'],
  ])('%s', (_, problems, words) => {
    expect(line(...problems)).toBe(words);
  });
});
