import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import type { Target } from '../../../../source/state/pages.ts';
import { pages } from '../../../../source/state/pages.ts';
import { listPane, placeOf, withPane } from '../../../../source/state/place.ts';
import { columns } from '../../../../source/views/engage/engage/columns.ts';
import { engage } from '../../../../source/views/engage/engage/index.ts';
import type { Backend } from '../../../../source/workspace/polling/backend.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import * as read from '../../../../source/workspace/resources/pages.ts';
import { auditWith, now, period, problemWith, type Snapshots, snapshots } from '../../../workspace/snapshots.ts';
import { cutLike, drawnRows, markedOf, textsOf } from '../../drawn.ts';
import { answering, refusal } from '../../scenarios.ts';
import { type Act, type ActOptions, actAt, type Stage, stageOf } from '../../stage.ts';

const stages = new Map<string, Promise<Stage>>();

function stage(scenario: string): Promise<Stage> {
  const known = stages.get(scenario) ?? stageOf(scenario);
  stages.set(scenario, known);
  return known;
}

const page: Target = pages.engage.at();

async function opened(target = page, options: ActOptions = {}, on: Promise<Stage> = stage('everything')): Promise<Act> {
  const act = actAt(await on, target, options);
  await act.settled();
  return act;
}

async function press(act: Act, ...keys: readonly string[]): Promise<string> {
  for (const key of keys) {
    act.press(key);
    await act.settled();
  }
  return act.text();
}

describe('the list of Engage', () => {
  it('shows failing ones first, then each space, with status, size, runs and where they are sent', async () => {
    const text = (await opened(page, { columns: 200 })).text();
    expect(text).toMatch(
      /Failing {2}2[\s\S]*❯ ◆ +Newsletter readers +Failed +0 +failed 2×, last good 05:20 {2}33m ago/,
    );
    expect(text).toMatch(
      /Acme Users audiences {2}8[\s\S]*Acme Users computed traits {2}4[\s\S]*Acme Accounts audiences/,
    );
    expect(text).toMatch(/● +Cart abandoners +Live +18\.4k .*realtime .*2: Iterable audiences/);
    expect(text).toMatch(/△ +VIP win-back +Not Computing +1\.21k .*every 8h +in 1h 4[78]m +none/);
    expect(text).toMatch(/○ +Old campaign +Disabled/);
    expect(text).toMatch(/● +Lifetime value +Live .*unknown +unknown/);
    expect(text).toContain('Members as read just now');
    expect(text).toContain('The API has no allowances: plans usually have 100 audiences (Engage)');
  });

  it('asks where audiences are sent only of those on screen', async () => {
    const asked: string[] = [];
    const counting = stageOf('everything', (backend: Backend) =>
      answering((name, read) => {
        if (name === 'audienceDestinations') asked.push(name);
        return read();
      })(backend),
    );
    await opened(page, {}, counting);
    expect(asked).toHaveLength(11);
    asked.length = 0;
    const act = await opened(page, {}, counting);
    await press(act, '/', ...'Cart', 'enter');
    expect(asked).toEqual([]);
  });

  it('narrows to what fails, and finds by status', async () => {
    const act = await opened();
    expect(await press(act, 'z')).toMatch(/1\/2/);
    await press(act, 'z', '/', ...'preparing', 'enter');
    expect(act.text()).toMatch(/❯ ● +Holiday 2026/);
  });

  it('says what could not be read, and shows the rest', async () => {
    const spoiled = stageOf('everything', (backend: Backend) => ({
      ...backend,
      computedTraits: () => Promise.reject(refusal('no-access', 403)),
      audienceDestinations: () => Promise.reject(refusal('no-access', 403)),
    }));
    const text = (await opened(page, { columns: 160 }, spoiled)).text();
    expect(text).toContain('computed traits of Acme Users: no access (403)');
    expect(text).toMatch(/Cart abandoners .*no access/);
  });

  it.each([
    ['not-in-plan', 'This workspace has no Engage: not in the plan (403)'],
    ['no-access', 'Engage is closed to this token: no access (403)'],
  ])('%s: says so with the two addresses', async (kind, says) => {
    const spoiled = stageOf('healthy', (backend: Backend) => ({
      ...backend,
      spaces: () => Promise.reject(refusal(kind as 'no-access', 403)),
    }));
    const act = await opened(page, {}, spoiled);
    expect(act.text()).toContain(says);
    act.press('y', 'j', 'y');
    expect(act.copied).toEqual(['https://segment.com/contact/demo', 'https://segment.com/docs/engage/']);
  });
});

/** Answers of these operations come without their rows, which could not be read. */
const losing = (...operations: readonly string[]) =>
  stageOf(
    'everything',
    answering(async (name, read) => {
      if (!operations.includes(name)) return read();
      const message = t`3 rows could not be read`;
      return { value: [], problems: [problemWith({ kind: 'dropped-rows', status: 200, message })] };
    }),
  );

it('does not say that there is no audience and no trait where their rows were lost', async () => {
  const text = (await opened(page, {}, losing('audiences', 'computedTraits'))).text();
  expect(text).toContain('Not all of audiences and computed traits could be read');
  expect(text).not.toContain('No audience');
});

it.each([pages.audience.at('gone'), pages.trait.at('gone')])(
  'does not say that it is gone where the rows of its list were lost: %o',
  async (target) => {
    const text = (await opened(target, {}, losing('audiences', 'computedTraits'))).text();
    expect(text).toMatch(/Not all of (?:audience|computed trait) could be read/);
    expect((await opened(target)).text()).toMatch(/No space has this (?:audience|computed trait) any more/);
  },
);

it('counts one list that is being read as one', async () => {
  let held = false;
  const slow = answering((name, read) => {
    if (name !== 'computedTraits' || held) return read();
    held = true;
    return new Promise(() => undefined);
  });
  expect((await opened(page, {}, stageOf('everything', slow))).text()).toContain('reading 1 list…');
});

it('does not say that nothing is in triage where older events of the period are not read', async () => {
  const busy = answering(async (name, read) => {
    const answer = (await read()) as { readonly value: object };
    return name === 'auditEvents' ? { ...answer, value: { ...answer.value, next: 'older' } } : answer;
  });
  const of = async (on?: Promise<Stage>) => {
    const act = await opened(page, { rows: 50 }, on);
    await press(act, '/', ...'VIP', 'enter', 'enter');
    return act.text();
  };
  expect(await of()).toContain('Nothing in triage');
  expect(await of(stageOf('everything', busy))).toMatch(
    /audit trail: none in what was read; events before the newest \d+/,
  );
});

describe('the page of an audience', () => {
  it('tells state, members with their age, schedule, people, triage, runs, destinations and definition', async () => {
    const act = await opened(page, { rows: 50 });
    const text = await press(act, 'enter');
    expect(text).toMatch(/❯ ◆ Failed {2}failed 2×, last good 05:20/);
    expect(text).toMatch(/Members +0 users {2}as read just now/);
    expect(text).toMatch(/Computed +every 8h {2}next run in 1h \d+m, 16:00/);
    expect(text).toMatch(/Created +.* by greta@acme\.example/);
    expect(text).toMatch(/RETRYING {2}run: attempt 2 of up to 6 failed/);
    expect(text).toMatch(/Audience Run Failed[\s\S]*Audience Run Complete/);
    expect(text).toMatch(/[●◆▲] Iterable audiences/);
    expect(text).toContain("event('Article Read').within(30 days).count() >= 3");
    act.press('o');
    expect(act.copied).toEqual([
      'https://app.segment.com/acme-prod/unify/spaces/acme-users/audiences/aud_7vx95b8oy5KOucIHYFHhHg',
    ]);
  });

  it.each([
    [120, true],
    [66, true],
    [58, false],
  ])('says on %i columns how long ago it was made, where that has room: %s', async (columns, says) => {
    const act = await opened(page, { columns, rows: 60 });
    const text = await press(act, 'enter');
    expect(/Created +\S.* ago +by/.test(text)).toBe(says);
    expect(text).toMatch(/Created +.* by greta@acme/);
  });

  it('breaks a long definition at its clauses', async () => {
    const act = await opened(page, { columns: 80, rows: 60 });
    await press(act, '/', ...'VIP', 'enter', 'enter');
    const text = act.text();
    expect(text).toMatch(/│ +AND event\('Product Viewed'\)/);
    expect(text).toMatch(/│ +AND NOT trait\('country'\)/);
    expect(text).toContain('To no destination: a batch audience without one is not computed.');
  });

  it('is what triage opens, in the same keys, without knowing the space', async () => {
    const act = await opened({ view: 'triage', params: {} });
    await press(act, '/', ...'Newsletter', 'enter', 'enter');
    expect(act.text()).toMatch(/Home › Triage .*› Newsletter readers/);
    expect(act.text()).toMatch(/Space +Acme Users/);
  });

  it('shows what the trail has where Engage cannot be read', async () => {
    const closed = stageOf('everything', (backend: Backend) => ({
      ...backend,
      spaces: () => Promise.reject(refusal('no-access', 403)),
    }));
    const act = await opened({ view: 'audience', params: { id: 'aud_7vx95b8oy5KOucIHYFHhHg' } }, {}, closed);
    expect(act.text()).toContain('Known from the audit trail only: spaces: no access (403)');
    expect(act.text()).toMatch(/failed 2×/);
    expect(act.text()).toMatch(/Definition *│\n│ +spaces: no access \(403\)/);
    expect(act.text()).not.toContain('The API does not tell its definition');
  });

  it('says that it is gone', async () => {
    const act = await opened({ view: 'audience', params: { id: 'aud_none' } });
    expect(act.text()).toContain('No space has this audience any more');
  });
});

describe('the page of a computed trait', () => {
  it('says what is not told of traits', async () => {
    const act = await opened(page, {}, stage('runs-failing'));
    await press(act, '/', ...'Average', 'enter', 'enter');
    const text = act.text();
    expect(text).toMatch(/◆ Failed {2}sync failed {2}1h 50m ago/);
    expect(text).toContain('The API does not tell where a computed trait is sent.');
    expect(text).toContain('Only failures are logged of computed traits');
    expect(text).toContain("event('Order Completed').average(property('total'))");
    act.press('m');
    const { overlay } = act.store.getState();
    expect(overlay?.kind === 'menu' && overlay.items.map(({ label }) => label)).toContain('Audit trail');
  });
});

it('an audit item leads to the audience that it is about', async () => {
  const act = await opened({ view: 'audit', params: {} }, {}, stage('runs-failing'));
  await press(act, '/', ...'Newsletter', 'enter', 'enter');
  expect(await press(act, 'enter')).toMatch(/› Newsletter readers/);
  expect(act.screen.scene.view.id).toBe('audience');
});

describe('without a workspace', () => {
  beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
  afterEach(() => void vi.unstubAllEnvs());

  const computation = (id: string, change: object = {}) => ({
    ...{ id, spaceId: 's', name: sanitise(id), key: sanitise(`k_${id}`), description: t``, enabled: true },
    ...{ status: t`Live`, definition: t``, schedules: [], cadence: t`REALTIME`, type: t`USERS`, ...change },
  });
  const run = (id: string, type: string, ago: number, of: string) =>
    auditWith({
      id,
      at: now - ago,
      type: sanitise(type),
      actor: t`Segment`,
      resourceId: of,
      resourceName: sanitise(of),
    });
  const sent = (id: string, name: string) => ({ id, name: sanitise(name), type: t`Braze`, enabled: true });
  const vip = {
    ...{ cadence: t`BATCH`, size: { of: t`USERS`, count: 1210 }, nextRunAt: now + 90 * minute },
    schedules: [{ interval: t`8h`, days: [], hours: [], timezone: t`` }],
    ...{ description: t`good ones`, definition: t`event('x')` },
  };
  const world = () =>
    snapshots()
      .set(read.spaces, [{ id: 's', slug: t`users`, name: t`Users` }])
      .set(read.audiences('s'), [
        computation('vip', vip),
        computation('old', { enabled: false }),
        computation('bad', { status: t`Failed` }),
      ] as never)
      .set(read.computedTraits('s'), [computation('ltv')] as never)
      .set(read.audienceDestinations('s', 'vip'), [sent('x', 'Iterable')] as never)
      .set(read.audienceDestinations('s', 'bad'), [])
      .set(read.audienceDestinations('s', 'old'), [sent('x', 'A'), sent('y', 'B')] as never)
      .set(resources.recentAudit(period), {
        items: [
          run('1', 'Audience Run Failed', 20 * minute, 'bad'),
          run('2', 'Audience Run Failed', 40 * minute, 'bad'),
          run('3', 'Audience Run Complete', 3 * hour, 'bad'),
          run('4', 'Audience Run Complete', hour, 'vip'),
        ],
      });
  const overview = {
    ...{
      fleet: { listed: [], connections: [], byId: new Map() },
      flow: { bySource: new Map() },
      triage: [],
      storage: [],
    },
  };
  const drawn = (of: Snapshots, index: number, width: number) => {
    const place = withPane(placeOf('engage'), listPane, { index });
    return drawnRows(engage as never, { place, read: of.read, overview }, { width, height: 24 });
  };
  const age = 'dim{Members as read just now; Segment counts about every 10 minutes}';
  const allowances =
    'dim{The API has no allowances: plans usually have 100 audiences (Engage) and 50 computed traits (Unify Plus)}';

  test.each<readonly [spaces: number, width: number, head: readonly string[]]>([
    [1, 160, ['warn{audiences of S0: no access (403)  computed traits of S0: server error (500)}']],
    [1, 60, ['warn{audiences of S0: no access (403); computed traits of S0:}', 'warn{server error (500)}']],
    [1, 40, ['warn{audiences of S0: no access (403) and 1}', 'warn{more}']],
    [
      3,
      100,
      [
        'warn{audiences of S0: no access (403); computed traits of S0: server error (500); audiences of S1: no}',
        'warn{access (403); computed traits of S1: server error (500) and 2 more}',
      ],
    ],
    [3, 24, ['warn{6 lists could not be}', 'warn{read}']],
  ])('of %i spaces that cannot be read %i columns say how many lists more', (count, width, head) => {
    const of = snapshots().set(
      read.spaces,
      Array.from({ length: count }, (_, at) => ({ id: `s${at}`, slug: t`s`, name: t`S${at}` })),
    );
    for (let at = 0; at < count; at += 1) {
      of.fail(read.audiences(`s${at}`), { kind: 'no-access', status: 403 });
      of.fail(read.computedTraits(`s${at}`));
    }
    expect(markedOf(drawn(of, 0, width)).slice(0, head.length)).toEqual(head);
  });

  test('the age of members of several spaces is that of the oldest', () => {
    const of = world();
    of.set(read.spaces, [
      { id: 's', slug: t`users`, name: t`Users` },
      { id: 'b', slug: t`b`, name: t`B` },
    ]);
    of.set(read.audiences('b'), []);
    const aged: Snapshots = {
      ...of,
      read: ((resource: { key: string }) => {
        const snapshot = of.read(resource as never);
        return resource.key === read.audiences('b').key ? { ...snapshot, fetchedAt: now - hour } : snapshot;
      }) as never,
    };
    expect(markedOf(drawn(aged, 0, 200))[0]).toContain('Members as read 1h ago; Segment');
  });

  test('what is computed at a time that is not known stands last in order', () => {
    const cadence = columns.find(({ id }) => id === 'cadence')!;
    const of = (change: object) => cadence.sort?.({ audience: computation('a', change) } as never);
    expect([of({}), of({ cadence: t`` }), of({ cadence: t``, schedules: vip.schedules })]).toEqual([
      'realtime',
      undefined,
      'every 8h',
    ]);
  });

  test('the age of members is that of the audiences', () => {
    const of = world();
    const old = (resource: object) => ({ ...of.read(resource as never), fetchedAt: now - hour });
    const traitsOld: Snapshots = {
      ...of,
      read: ((resource: { key: string }) =>
        resource.key === read.computedTraits('s').key ? old(resource) : of.read(resource as never)) as never,
    };
    expect(markedOf(drawn(traitsOld, 0, 200))[0]).toBe(age);
  });

  test('the list: what fails first, then each space', () => {
    const rows = [
      age,
      allowances,
      'strong{Audiences and computed traits}  dim{1/4}',
      'dim{Name}  dim{Kind}  dim{Status}  dim{Members}  dim{Last run}  dim{Computed}  dim{Next run}  dim{Sent to}  dim{Space}  ',
      'accent{Failing}  dim{1}',
      'bad{◆}  text{bad}  dim{audience}  bad{Failed}  dim{–}  bad{failed 2×}, last good 09:30  dim{20m ago}  realtime  warn{none}  dim{Users}',
      'accent{Users audiences}  dim{2}',
      'good{●}  text{vip}  dim{audience}  good{Live}  1.21k  good 1h ago  every 8h  in 1h 30m  Iterable  dim{Users}',
      'dim{○}  dim{old}  dim{audience}  dim{Disabled}  dim{–}  dim{–}  realtime  2: A, B  dim{Users}',
      'accent{Users computed traits}  dim{1}',
      'good{●}  text{ltv}  dim{computed trait}  good{Live}  dim{–}  realtime  dim{unknown}  dim{Users}',
    ];
    expect(cutLike(markedOf(drawn(world(), 0, 200)), rows)).toEqual(rows);
  });

  test.each<readonly [index: number, of: string, rows: readonly string[]]>([
    [
      0,
      'bad',
      [
        'bad{◆} strong{bad}',
        'dim{audience} dim{of Users}',
        'dim{Status}  bad{Failed}',
        'dim{Members}  dim{unknown}',
        'dim{Computed}  realtime',
        'dim{Runs}  bad{failed 2×}, last good 09:30  dim{20m ago}',
        'dim{Sent to}  warn{none}',
        'dim{Triage}  warn{RETRYING}',
        'warn{run: attempt 2 of up to 6 failed, tried again by itself}',
        'dim{last 20m ago}',
        'dim{The API does not tell its definition}',
      ],
    ],
    [
      1,
      'vip',
      [
        'good{●} strong{vip}',
        'dim{audience} dim{of Users}',
        'dim{Status}  good{Live}',
        'dim{Members}  1,210 users',
        'dim{Computed}  every 8h',
        'dim{Next run}  in 1h 30m  dim{14:00}',
        'dim{Runs}  good 1h ago',
        'dim{Sent to}  Iterable',
        'text{good ones}',
        "accent{event('x')}",
      ],
    ],
    [
      3,
      'ltv, a trait',
      [
        'good{●} strong{ltv}',
        'dim{computed trait} dim{of Users}',
        'dim{Status}  good{Live}',
        'dim{Runs}  dim{–}',
        'dim{Sent to}  dim{unknown}',
        'dim{The API does not tell its definition}',
      ],
    ],
  ])('beside the list, number %i: %s', (index, _, rows) => {
    const all = markedOf(drawn(world(), index, 200)).join('\n');
    const at = rows.map((row) => all.lastIndexOf(row));
    expect([at.includes(-1), at]).toEqual([false, at.toSorted((a, b) => a - b)]);
  });

  const refused = () => world().fail(read.computedTraits('s'), { kind: 'no-access', status: 403 });
  test.each<readonly [of: string, world: () => Snapshots, width: number, head: readonly string[]]>([
    ['with room for all', world, allowances.length - 4, [age.slice(4, -1), allowances.slice(4, -1)]],
    ['without', world, allowances.length - 5, [age.slice(4, -1)]],
    [
      'with room for what could not be read',
      refused,
      120,
      [`${age.slice(4, -1)}  computed traits of Users: no access (403)`, allowances.slice(4, -1)],
    ],
    ['without, on a row of its own', refused, 99, [age.slice(4, -1), 'computed traits of Users: no access (403)']],
  ])('the head, %s', (_, of, width, head) => {
    expect(textsOf(drawn(of(), 0, width)).slice(0, head.length + 1)).toEqual([
      ...head,
      expect.stringMatching(/^Audiences and computed traits/),
    ]);
  });
});
