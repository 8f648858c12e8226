import { afterEach, beforeAll, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { day, hour, minute } from '../../../../source/domain/time.ts';
import { placeOf } from '../../../../source/state/place.ts';
import { auditItem } from '../../../../source/views/audit/item/index.ts';
import { notifications } from '../../../../source/views/audit/notifications/index.ts';
import { audit } from '../../../../source/views/audit/trail/index.ts';
import { auditTrail } from '../../../../source/workspace/audit/trail.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { auditWith, now, period, problemWith, snapshots } from '../../../workspace/snapshots.ts';
import { drawnRows, markedOf } from '../../drawn.ts';
import { type Act, actOn, type Stage, stageOf } from '../../stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('disabled-by-mistake');
});

async function pressed(...keys: readonly string[]): Promise<Act> {
  const act = actOn(stage);
  await act.settled();
  for (const key of keys) {
    act.press(key);
    await act.settled();
  }
  return act;
}

const rows = (act: Act) =>
  act
    .text()
    .split('\n')
    .filter((row) => /@acme\.example|ci-deploy|Segment/.test(row));

describe('the audit trail', () => {
  it('of everything is one key from Home, of a resource once a row was chosen', async () => {
    expect((await pressed('A')).text()).toMatch(/╭ Audit trail ─/);
    expect((await pressed('j', 'A')).text()).toMatch(/Audit trail of /);
    expect((await pressed('tab', 'tab', 'tab', 'j', 'A')).text()).toMatch(/╭ Audit trail ─/);
    expect((await pressed('3', 'A', 'A')).text()).toMatch(/╭ Audit trail ─/);
  });

  it('takes a filter over actors, types, resources and the one name of all eras', async () => {
    const byActor = await pressed(':', ...'audit ana', 'enter');
    expect(byActor.text()).toMatch(/Audit trail {2}\/ana/);
    expect(rows(byActor).length).toBeGreaterThan(0);
    expect(rows(byActor).every((row) => /ana/i.test(row))).toBe(true);
    const byMeaning = await pressed('A', '/', ...'destination', 'space', ...'disabled', 'enter');
    expect(byMeaning.text()).toMatch(/Integration Disabled +Amplitude .*ci-deploy-7Qm2/);
  });

  it('leads to the item, what it means, what else the actor did, and on to the resource', async () => {
    const act = await pressed('A', '/', ...'Integration', 'space', ...'Disabled', 'enter', 'enter');
    expect(act.text()).toMatch(/Event +Integration Disabled/);
    expect(act.text()).toMatch(/Means +destination disabled/);
    expect(act.text()).toMatch(/By the same actor within ten minutes[^╰]*Integration Modified +Amplitude/);
    act.press('enter');
    await act.settled();
    expect(act.text()).toMatch(/› Integration Disabled › Amplitude ← iOS/);
  });

  it('leads from a failed sync to the warehouse, and from one of reverse ETL to its runs (R-03, R-04)', async () => {
    for (const [scenario, event, title] of [
      ['warehouse-failure', 'Storage', /Audit trail .*› Redshift/],
      ['runs-failing', 'Reverse', /Audit trail .*› Reverse ETL/],
    ] as const) {
      const act = actOn(await stageOf(scenario));
      await act.settled();
      for (const key of ['A', '/', ...event, 'enter', 'enter']) {
        act.press(key);
        await act.settled();
      }
      expect(act.text()).toMatch(title);
    }
  });

  it('says how far back it reaches', async () => {
    expect((await pressed('A')).text()).toMatch(
      /\dk? events back to .*: (all that Segment keeps|older ones)|; older ones/,
    );
  });
});

describe('without a workspace', () => {
  beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
  afterEach(() => void vi.unstubAllEnvs());

  const of = (id: string, resourceId: string, name: string, kind: string) => ({
    ...{ id, resourceId, resourceName: t`${name as never}`, resourceType: t`${kind as never}` },
  });
  const items = [
    auditWith({
      ...of('1', 'd', 'Braze', 'destination'),
      ...{ at: now - minute, type: t`Destination Modified`, actor: t`users/ana` },
    }),
    auditWith({
      ...of('2', 'aud', 'VIP', 'audience'),
      ...{ at: now - hour, type: t`Audience Run Failed`, actor: t`public-api-token/x` },
    }),
    auditWith({
      ...of('3', 'w', 'Lake', 'warehouse'),
      ...{ at: now - 2 * day, type: t`Storage Destination Sync Skipped`, actor: t`Segment` },
    }),
    auditWith({
      ...of('4', 's', 'Web', 'source'),
      ...{ at: now - 3 * day, type: t`Source Run Failed`, actor: t`Segment` },
    }),
  ];
  const overview = {
    ...{
      fleet: { byId: new Map(), listed: [], connections: [] },
      flow: { bySource: new Map() },
      storage: [],
      triage: [],
    },
    activity: { data: { items }, problems: [] },
  };
  const trail = (next?: string, lost: readonly ReturnType<typeof problemWith>[] = []) =>
    snapshots().set(resources.recentAudit(period), { items, next } as never, lost);
  const drawn = (view: object, id: string, params: object, world = trail(), local: object = {}) =>
    markedOf(
      drawnRows(
        view as never,
        { place: placeOf(id as never, params as never), read: world.read, overview, local: { notifications: local } },
        { width: 180, height: 30 },
      ),
    );

  test('a row of the trail: when, what, on what, what that means, and who; what is no change stands out', () => {
    expect(drawn(audit, 'audit', {}).slice(1)).toEqual([
      'strong{Audit trail}  dim{1/4 so far}',
      'dim{Age}  dim{Time}  dim{Event}  dim{Resource}  dim{Kind}  dim{Means}  dim{Actor}',
      'dim{1m}  dim{12:29}  text{Destination Modified}  Braze  dim{destination}  dim{destination modified}  info{ana}',
      'dim{1h}  dim{11:30}  bad{Audience Run Failed}  VIP  dim{audience}  dim{audience failed}  info{x}',
      'dim{2d}  dim{Jan 13 12:30}  bad{Storage Destination Sync Skipped}  Lake  dim{warehouse}  dim{warehouse skipped}  info{Segment}',
      'dim{3d}  dim{Jan 12 12:30}  bad{Source Run Failed}  Web  dim{source}  dim{source failed}  info{Segment}',
    ]);
  });

  test.each<readonly [of: string, world: () => ReturnType<typeof snapshots>, head: string]>([
    ['the newest part', () => trail(), 'dim{4 events back to Jan 12 12:30}dim{; older ones are read as you go down}'],
    [
      'a part, of which rows were lost',
      () => trail('older', [problemWith({ kind: 'dropped-rows', message: t`a row was lost` })]),
      'dim{4 events back to Jan 12 12:30}warn{; not all of it: a row was lost}dim{; older ones are read as you go down}',
    ],
    [
      'all that there is',
      () => {
        const world = trail();
        return world.set(auditTrail(world.read, period).pages[0]!, { items });
      },
      'dim{4 events back to Jan 12 12:30: all that Segment keeps (90 days)}',
    ],
    [
      'what was read before a page failed',
      () => {
        const world = trail();
        return world.fail(auditTrail(world.read, period).pages[0]!);
      },
      'dim{4 events back to Jan 12 12:30}warn{; older ones: server error (500)}',
    ],
    [
      'what was read before the newest failed',
      () => {
        const world = snapshots();
        world.set(auditTrail(world.read, period).pages[0]!, { items });
        return world.fail(resources.recentAudit(period));
      },
      'dim{4 events back to Jan 12 12:30}warn{; newest ones: server error (500)}',
    ],
    [
      'all that there was when the newest were read last',
      () => {
        const world = trail();
        world.set(auditTrail(world.read, period).pages[0]!, { items });
        return world.fail(resources.recentAudit(period));
      },
      'dim{4 events back to Jan 12 12:30: all that Segment keeps (90 days)}warn{; newest ones: server error (500)}',
    ],
    [
      'what was read before two parts failed',
      () => {
        const world = trail();
        world.fail(resources.recentAudit(period));
        return world.fail(auditTrail(world.read, period).pages[0]!, { kind: 'no-access', status: 403 });
      },
      'dim{4 events back to Jan 12 12:30}warn{; newest ones: server error (500); older ones: no access (403)}',
    ],
    [
      'a whole of which rows were lost, and that could not be renewed',
      () => {
        const world = trail(undefined, [problemWith({ kind: 'dropped-rows', message: t`a row was lost` })]);
        world.set(auditTrail(world.read, period).pages[0]!, { items });
        return world.fail(auditTrail(world.read, period).pages[0]!);
      },
      'dim{4 events back to Jan 12 12:30}warn{; not all of it: a row was lost}',
    ],
  ])('the head of the trail of %s', (_, world, head) => {
    expect(drawn(audit, 'audit', {}, world())[0]).toBe(head);
  });

  test.each<readonly [width: number, head: readonly string[]]>([
    [
      100,
      [
        'dim{4 events back to Jan 12 12:30}warn{; not all of it: 1,234 rows of the list could not be read}',
        'strong{Audit trail}',
      ],
    ],
    [
      80,
      [
        'dim{4 events back to Jan 12 12:30}dim{; older ones are read as you go down}',
        'warn{not all of it: 1,234 rows of the list could not be read}',
        'strong{Audit trail}',
      ],
    ],
    [
      40,
      [
        'dim{4 events back to Jan 12 12:30}dim{; older o}dim{…}',
        'warn{not all of it: 1,234 rows of the list}',
        'warn{could not be read}',
        'strong{Audit trail}',
      ],
    ],
  ])('on %i columns the trail says in full what is missing of it', (width, head) => {
    const message = t`1,234 rows of the list could not be read`;
    const world = trail('older', [problemWith({ kind: 'dropped-rows', message })]);
    if (width === 100) world.set(auditTrail(world.read, period).pages[0]!, { items });
    const given = { place: placeOf('audit'), read: world.read, overview };
    const shown = markedOf(drawnRows(audit as never, given, { width, height: 20 }));
    expect(shown.slice(0, head.length).map((row, index) => row.slice(0, head[index]!.length))).toEqual(head);
  });

  test.each<readonly [id: string, facts: readonly string[]]>([
    [
      '1',
      [
        'strong{Destination Modified}',
        'dim{When}  12:29  dim{1m}',
        'dim{Event}  strong{Destination Modified}',
        'dim{Means}  destination modified',
        'dim{Resource}  accent{Braze}  dim{destination  d}',
        'dim{Actor}  info{ana}  dim{users/ana}',
      ],
    ],
    [
      '3',
      [
        'strong{Storage Destination Sync Skipped}',
        'dim{When}  Jan 13 12:30  dim{2d}',
        'dim{Event}  bad{Storage Destination Sync Skipped}',
        'dim{Means}  warehouse skipped  dim{a sign of trouble, not a change}',
        'dim{Resource}  accent{Lake}  dim{warehouse  w}',
        'dim{Actor}  info{Segment}  dim{Segment}',
      ],
    ],
    [
      '4',
      [
        'strong{Source Run Failed}',
        'dim{When}  Jan 12 12:30  dim{3d}',
        'dim{Event}  bad{Source Run Failed}',
        'dim{Means}  source failed  dim{a failure, not a change}',
      ],
    ],
  ])('the page of event %s', (id, facts) => {
    expect(drawn(auditItem, 'audit-item', { id }).slice(0, facts.length)).toEqual(facts);
  });

  test('a notification: unread ones are marked and bold, and failures are red whether read or not', () => {
    expect(drawn(notifications, 'notifications', {}, trail(), { off: [], seenAt: now - 2 * hour }).slice(1)).toEqual([
      'strong{Notifications}  dim{1/4}',
      'dim{Age}  dim{Time}  dim{Activity}  dim{Resource}  dim{Kind}  dim{Actor}',
      'accent{•}  dim{1m}  dim{12:29}  strong{Destination Modified}  Braze  dim{destination}  info{ana}',
      'accent{•}  dim{1h}  dim{11:30}  bad{Audience Run Failed}  VIP  dim{audience}  info{x}',
      'dim{2d}  dim{Jan 13 12:30}  bad{Storage Destination Sync Skipped}  Lake  dim{warehouse}  info{Segment}',
      'dim{3d}  dim{Jan 12 12:30}  bad{Source Run Failed}  Web  dim{source}  info{Segment}',
    ]);
  });
});
