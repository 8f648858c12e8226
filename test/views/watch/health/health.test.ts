import { describe, expect, it } from 'vitest';
import { health } from '../../../../source/workspace/watch/health.ts';
import { answering, refusal } from '../../scenarios.ts';
import { type Act, actAt, actOn, stageOf } from '../../stage.ts';

const stages = new Map<string, ReturnType<typeof stageOf>>();

async function dashboard(scenario: string, size = {}): Promise<Act> {
  const stage = stages.get(scenario) ?? stageOf(scenario);
  stages.set(scenario, stage);
  const act = actOn(await stage, size);
  await act.settled();
  return act;
}

async function press(act: Act, ...strokes: string[]): Promise<string> {
  for (const stroke of strokes) {
    act.press(stroke);
    await act.settled();
  }
  return act.text();
}

describe('health', () => {
  it('puts what fails altogether first, then by section (X-01, X-02)', async () => {
    const act = await dashboard('everything');
    const rows = health(act.screen.scene.context.overview, act.screen.scene.context.read).map(
      ({ group, section, integration }) => [group, section, integration],
    );
    expect(rows).toEqual([
      ['failing', 'warehouses', 'Redshift'],
      ['degraded', 'destinations', 'Braze'],
      ['degraded', 'destinations', 'Fulfilment webhook'],
      ['degraded', 'destinations', 'Zendesk'],
    ]);
  });

  it('shows error type, last seen and count of each, and the sections with theirs (X-02, X-03)', async () => {
    const text = await press(await dashboard('everything'), '5');
    expect(text).toMatch(/SOURCES \(OBJECTS\) 0 .*DESTINATIONS \(SERVER-SIDE\) 3 /);
    expect(text).toMatch(/Error Type +Source +Last Seen +Errors/);
    expect(text).toMatch(/Degraded {2}DESTINATIONS[\s\S]*Braze +401/);
  });

  it('has a rule for each section, and none that its rows do not obey', async () => {
    const text = await press(await dashboard('everything'), '5');
    expect(text).toMatch(/Failing {2}WAREHOUSES {2}the last sync of every source failed {2}1/);
    expect(text).toMatch(/Degraded {2}DESTINATIONS \(SERVER-SIDE\) {2}more fail than usual {2}3/);
    expect(text).not.toContain('only failures');
  });

  it('opens the response of the erroring payload in two keys (X-04)', async () => {
    const text = await press(await dashboard('destination-401'), '5', 'enter');
    expect(text).toContain('401 · Braze ← Web (prod)');
    expect(text).toContain('sample 1 of 10');
    expect(text).toMatch(/Response/);
  });

  it('opens the notice of a warehouse in two keys, since it has no payload', async () => {
    const text = await press(await dashboard('warehouse-failure'), '5', 'enter');
    expect(text).toContain('Home › Health › Redshift');
    expect(text).toContain('permission denied for relation tracks (SQLSTATE 42501)');
  });

  it('has a line of its own for reverse ETL, which leads to the runs of the model (R-03)', async () => {
    const act = await dashboard('runs-failing');
    await press(act, '5');
    const row = act.screen.scene.panes[0]!.rows.find(({ open }) => open?.view === 'reverse-etl');
    expect(row).toBeDefined();
    act.press('/', ...'Reverse', 'enter');
    expect(await press(act, 'enter')).toMatch(/Home › Health .*› Reverse ETL[\s\S]*Latest run/);
  });

  it('says that nothing repeats in a healthy workspace', async () => {
    expect(await press(await dashboard('healthy'), '5')).toContain('No repeated error');
  });

  it('keeps its counts on a small screen', async () => {
    const text = await press(await dashboard('everything', { columns: 40, rows: 12 }), '5');
    expect(text).toMatch(/destinations 3 .* warehouses 1/);
    expect(text).toContain('Braze');
  });

  it.each([
    [
      'deliveryMetrics',
      500,
      /Health .*delivery of \d+ connections: server error \(500\)/s,
      /DESTINATIONS \(SERVER-SIDE\) not read/,
    ],
    [
      'auditEvents',
      403,
      /No repeated error in what could be read[^.]*Not read: the audit trail: no access \(403\)\./,
      /SOURCES \(OBJECTS\) not read/,
    ],
    [
      'warehouseSyncs',
      403,
      /No repeated error in what could be read[^.]*Not read: storage syncs: no access \(403\)\./,
      /WAREHOUSES not read/,
    ],
  ] as const)('calls no section clean whose %s was refused', async (refused, status, page, section) => {
    const kind = status === 500 ? 'server' : 'no-access';
    const spoil = answering((name, read) => (name === refused ? Promise.reject(refusal(kind, status)) : read()));
    const act = actAt(await stageOf('healthy', spoil), { view: 'health', params: {} }, { columns: 160 });
    await act.settled();
    expect(act.text()).toMatch(page);
    expect(act.text()).toMatch(section);
  });
});

it('calls the runs of sources clean only where all of the period was read of the trail', async () => {
  const busy = answering(async (name, read) => {
    const answer = (await read()) as { readonly value: object };
    return name === 'auditEvents' ? { ...answer, value: { ...answer.value, next: 'older' } } : answer;
  });
  const act = actAt(await stageOf('healthy', busy), { view: 'health', params: {} }, { columns: 160 });
  await act.settled();
  expect(act.text()).toContain('SOURCES (OBJECTS) not read');
  expect(act.text()).toMatch(
    /No repeated error in what could be read[^.]*Not read: the audit trail: events before the newest \d+\./,
  );
});

it('counts errors as so many at least where not all of a section was read', async () => {
  let first = true;
  const part = answering((name, read) => {
    if (name !== 'warehouseSyncs') return read();
    const known = first;
    first = false;
    return known ? read() : Promise.reject(refusal('server', 500));
  });
  const act = actAt(await stageOf('warehouse-failure', part), { view: 'health', params: {} }, { columns: 160 });
  await act.settled();
  expect(act.text()).toMatch(/WAREHOUSES 1\+ errors/);
});

describe('the sections above the list give way as it gets narrower', () => {
  it.each([
    [
      130,
      '● SOURCES (OBJECTS) 0 errors ○ SOURCES (FUNCTIONS) not observable ◆ DESTINATIONS (SERVER-SIDE) 3 errors ◆ WAREHOUSES 1 error',
    ],
    [129, '● SOURCES (OBJECTS) 0 ○ SOURCES (FUNCTIONS) – ◆ DESTINATIONS (SERVER-SIDE) 3 ◆ WAREHOUSES 1'],
    [96, '● SOURCES (OBJECTS) 0 ○ SOURCES (FUNCTIONS) – ◆ DESTINATIONS (SERVER-SIDE) 3 ◆ WAREHOUSES 1'],
    [95, '● sources 0 ◆ destinations 3 ◆ warehouses 1'],
  ])('at %d columns: %s', async (columns, expected) => {
    const act = actAt(await stageOf('everything'), { view: 'health', params: {} }, { columns, rows: 24 });
    await act.settled();
    const row = act
      .text()
      .split('\n')
      .find((each) => /sources/i.test(each) && /warehouses/i.test(each));
    expect(row?.trim().replace(/ +/g, ' ')).toBe(expected);
  });
});
