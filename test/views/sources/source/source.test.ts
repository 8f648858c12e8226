import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../../source/domain/problem.ts';
import { t } from '../../../../source/domain/text.ts';
import { day } from '../../../../source/domain/time.ts';
import type { Backend } from '../../../../source/workspace/polling/backend.ts';
import { type Act, actOn, type Stage, stageNow, stageOf } from '../../stage.ts';

const stages = new Map<string, Promise<Stage>>();

function stage(scenario: string): Promise<Stage> {
  const known = stages.get(scenario) ?? stageOf(scenario);
  stages.set(scenario, known);
  return known;
}

/** The page of a source by its name. */
async function pageOf(name: string, of: Promise<Stage>, options = {}): Promise<Act> {
  const act = actOn(await of, options);
  await act.settled();
  act.press('3');
  await act.settled();
  const { panes } = act.screen.scene;
  const row = panes[0]!.rows.find(({ subject }) => subject?.name === name);
  expect(row, `${name} in the list of sources`).toBeDefined();
  act.store.setState({
    stack: [...act.store.getState().stack, { view: 'source', params: { id: row!.key }, pane: 0, panes: {} }],
  });
  await act.settled();
  return act;
}

const tall = { columns: 120, rows: 90 };
const refusal = (status: number) =>
  new ReadError({ kind: 'no-access', message: t`no access`, status, operation: t`GET /x` });

describe('the page of a source', () => {
  it('tells the pipeline of four, whose parts add up, with reasons and remedies', async () => {
    const text = (await pageOf('iOS', stage('everything'), tall)).text();
    const count = (name: string) => Number(new RegExp(`${name} +([\\d,]+)`).exec(text)?.[1]?.replaceAll(',', ''));
    expect(count('Received') - count('Failed on ingest') - count('Filtered at source')).toBe(count('Eligible'));
    expect(text).toMatch(/schema_violation +Breaks its schema/);
    expect(text).toMatch(/sending code, or change the rule of this event/);
  });

  it('tells its plan, what the controls do and whether data is lost', async () => {
    const text = (await pageOf('iOS', stage('everything'), tall)).text();
    for (const fact of [
      /Tracking plan +Acme Mobile/,
      /Violations +\d+ violating, \d+ unplanned/,
      /Schema violations +block/,
      /Blocked events are LOST/,
    ])
      expect(text).toMatch(fact);
  });

  it('compares its volume with the same hours before, and draws it over those of last week', async () => {
    const text = (await pageOf('iOS', stage('everything'), tall)).text();
    expect(text).toMatch(/Volume +50,349 +-16% against 60,117 in the same hours a day before/);
    expect(text).toMatch(/by the hour {2}▁ same hours last week/);
    expect(text).toMatch(/Last full hour +2,232 +\+7\.8% against 2,071 in the same hour last week/);
  });

  it('opens a destination of its own, and the violations of the source from any row', async () => {
    const act = await pageOf('iOS', stage('everything'), tall);
    expect(act.text()).toMatch(/Amplitude +disabled +DISABLED/);
    act.press('v');
    await act.settled();
    expect(act.text()).toContain('iOS violations');
    act.press('esc', 'G', 'v');
    await act.settled();
    expect(act.text()).toContain('iOS violations');
  });

  it('says since when a silent source is silent, what its habit was and that the loss is upstream', async () => {
    const text = (await pageOf('Billing server', stage('silent-source'), tall)).text();
    expect(text).toMatch(/◆ SILENT +last seen .* usually sends every hour/);
    expect(text).toMatch(/Usually ~[\d.k]+ an hour at this hour, on 7 of 7 days: about [\d.k]+ are missing/);
    expect(text).toMatch(/Only this source is silent, \d+ others send/);
    expect(text).toContain('cannot be replayed');
    expect(text).not.toContain('turned away at ingest: it does send');
  });

  it('masks write keys but for their end, and shows none without the role', async () => {
    const text = (await pageOf('iOS', stage('everything'), tall)).text();
    expect(text).toMatch(/Write key +••••••••\w{4}\n|Write key +••••••••\w{4} /);
    expect(text).not.toContain('fake-write-key');
    const member = (backend: Backend): Backend => ({
      ...backend,
      sources: async (options) => {
        const { value, problems } = await backend.sources(options);
        return { value: value.map((each) => ({ ...each, writeKeys: [] })), problems };
      },
    });
    expect((await pageOf('iOS', stageOf('everything', member), tall)).text()).toContain('not visible to this token');
  });

  it('says that a source is under no plan instead of showing controls that mean nothing', async () => {
    const text = (await pageOf('Marketing site', stage('everything'), tall)).text();
    expect(text).toContain('Under no tracking plan');
    expect(text).not.toContain('Schema violations');
  });

  it('says of a disabled source who did it, or that the trail does not tell', async () => {
    expect((await pageOf('Legacy API', stage('everything'), tall)).text()).toMatch(
      /○ Disabled[\s\S]*(by .* \(|By whom is not in the audit trail)/,
    );
  });

  it('counts down to the day on which Segment disables a source whose destinations are all off', async () => {
    const off = (backend: Backend): Backend => ({
      ...backend,
      destinations: async (options) => {
        const { value, problems } = await backend.destinations(options);
        return { value: value.map((each) => ({ ...each, enabled: false })), problems };
      },
      auditEvents: async (query, options) => {
        const { value, problems } = await backend.auditEvents(query, options);
        const item = {
          id: `off/${query.resourceId}`,
          at: stageNow - 3 * day,
          type: t`Integration Disabled`,
          actor: t`users/u`,
          resourceId: query.resourceId ?? '',
          resourceType: t`destination`,
          resourceName: t`it`,
        };
        return { value: query.resourceId === undefined ? value : { items: [item] }, problems };
      },
    });
    const text = (await pageOf('Stripe', stageOf('healthy', off), tall)).text();
    expect(text).toMatch(/Its only destination is disabled since .*: Segment disables this source in 11d, on Dec 2/);
  });

  it('names each part that may not be read, and keeps the others', async () => {
    const closed = (backend: Backend): Backend => ({
      ...backend,
      auditEvents: () => Promise.reject(refusal(403)),
      sourceSettings: () => Promise.reject(refusal(403)),
      deliveryStep: (query, options) =>
        query.step === 'failed-on-ingest' ? Promise.reject(refusal(401)) : backend.deliveryStep(query, options),
    });
    const text = (await pageOf('iOS', stageOf('everything', closed), tall)).text();
    expect(text).toMatch(/audit trail: no access \(403\)/);
    expect(text).toMatch(/Controls +no access \(403\)/);
    expect(text).toMatch(/Failed on ingest +no access \(401\)/);
    expect(text).toMatch(/Eligible +–/);
    expect(text).toMatch(/Received +[\d,]+/);
  });

  it('says so when the source is gone', async () => {
    const act = actOn(await stage('everything'));
    await act.settled();
    act.store.setState({ stack: [{ view: 'source', params: { id: 'gone' }, pane: 0, panes: {} }] });
    await act.settled();
    expect(act.text()).toContain('This source is no longer in the workspace');
  });
});

describe.each([
  [40, 12],
  [80, 24],
  [120, 40],
  [200, 60],
])('at %i×%i', (columns, rows) => {
  it.each(['everything', 'hostile'])('%s begins at the top, with its state', async (scenario) => {
    const act = actOn(await stage(scenario), { columns, rows });
    await act.settled();
    act.press('3', 'enter');
    await act.settled();
    const text = act.text();
    expect(text.split('\n').length).toBeLessThanOrEqual(rows);
    expect(text).toMatch(/❯ [◆●○]/);
  });
});

describe('what the page of a source leads to', () => {
  it('opens its tracking plan, its warehouses and its last events', async () => {
    const act = await pageOf('Web (prod)', stage('everything'), tall);
    const targets = act.screen.scene.panes[0]!.rows.flatMap(({ open }) => open?.view ?? []);
    expect(targets).toEqual(expect.arrayContaining(['tracking-plan', 'warehouse', 'debugger', 'destination']));
    expect(act.text()).toMatch(/Redshift \(warehouse\) +enabled/);
  });

  it('compares the last full hour with the same hour a week ago', async () => {
    const text = (await pageOf('Web (prod)', stage('everything'), tall)).text();
    expect(text).toMatch(/Last full hour +[\d,]+ +[-+][\d.]+% against [\d,]+ in the same hour last week/);
  });
});
