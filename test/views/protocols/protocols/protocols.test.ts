import { describe, expect, it } from 'vitest';
import type { AuditItem } from '../../../../source/domain/entities.ts';
import type { TrackingPlanRule } from '../../../../source/domain/protocols/plans.ts';
import { noViolationRead, type ViolationDetails } from '../../../../source/domain/protocols/violation.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import type { Target } from '../../../../source/state/pages.ts';
import { pages } from '../../../../source/state/pages.ts';
import type { Backend } from '../../../../source/workspace/polling/backend.ts';
import { problemWith } from '../../../workspace/snapshots.ts';
import { answering, refusal } from '../../scenarios.ts';
import { type Act, type ActOptions, actAt, type Stage, stageNow, stageOf } from '../../stage.ts';

const stages = new Map<string, Promise<Stage>>();

function stage(scenario: string): Promise<Stage> {
  const known = stages.get(scenario) ?? stageOf(scenario);
  stages.set(scenario, known);
  return known;
}

const page: Target = pages.protocols.at();
const lost = problemWith({ kind: 'dropped-rows', status: 200, message: t`3 rows lost` });

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

/** The plan of a name, as the page opens it. */
async function planOf(name: string, options: ActOptions = {}, on?: Promise<Stage>): Promise<Act> {
  const act = await opened(page, options, on);
  await press(act, 'l', '/', ...name, 'enter', 'enter');
  return act;
}

describe('the page of Protocols', () => {
  it('opens on violations, and h and l turn its tabs round', async () => {
    const act = await opened();
    expect(act.text()).toMatch(/╭ Violations by source[\s\S]*❯ iOS/);
    expect(await press(act, 'l')).toMatch(/╭ Tracking plans[\s\S]*❯ Acme Mobile/);
    expect(await press(act, 'l')).toMatch(/╭ Transformations/);
    expect(await press(act, 'l')).toMatch(/╭ Violations by source/);
    expect(await press(act, 'h')).toMatch(/╭ Transformations/);
  });

  it('lists plans with what goes against them, whether that loses data, sources, and who changed them', async () => {
    const act = await opened(page, { columns: 200 });
    const text = await press(act, 'l');
    expect(text).toMatch(/❯ Acme Mobile +\d+ +\d+ +events LOST +Live +2 +– +\w+ +\w+@acme\.example/);
    expect(text).toMatch(/Shared properties +Properties/);
    expect(text).toMatch(/Retail template +Template/);
    expect(await press(act, 'z')).toContain('only with problems');
  });

  it('says of a plan whose change is not in the trail why that is so', async () => {
    const why = /By whom is not in|the audit trail: no access \(403\)/;
    const without = async (change: (read: () => unknown) => unknown) => {
      const spoil = answering((name, read) => (name === 'auditEvents' ? change(read) : read()));
      const act = await opened(page, { columns: 200, rows: 70 }, stageOf('everything', spoil));
      return why.exec(await press(act, 'l'))?.[0];
    };
    const emptied = async (read: () => unknown) => {
      const answer = (await read()) as { readonly value: object };
      return { ...answer, value: { items: [] } };
    };
    expect(await without(() => Promise.reject(refusal('no-access', 403)))).toBe('the audit trail: no access (403)');
    expect(await without(emptied)).toBe('By whom is not in');
  });

  it.each<[string, Partial<Extract<ViolationDetails, { kind: 'details' }>> | undefined, RegExp, RegExp]>([
    [
      'nothing',
      undefined,
      /API does not tell field, sentence and samples.*forward them to a source of their own/,
      /Seen besides/,
    ],
    [
      'reports',
      { basis: 'forwarded', since: Date.parse('2026-01-15T10:20:00Z') },
      /Counted from what was blocked\. Seen besides: 7 forwarded since Jan 15 10:20: ⏎ shows field, sentence and sample of each/,
      /API does not tell|source of their own/,
    ],
    [
      'events',
      { basis: 'collected' },
      /Seen besides: 7 collected: ⏎ shows field, sentence and sample of each\. .*forward them to a source of their own/,
      /API does not tell/,
    ],
    ['none in the period', { basis: 'collected', rows: [] }, /API does not tell field/, /Seen besides/],
  ])('tells of a source what this host has seen besides: %s', async (_, seen, tells, not) => {
    const row = { eventName: t`Order Completed`, eventType: t`track`, kind: t`Required`, field: t`total` };
    const times = { firstSeen: 0, lastSeen: 0, appVersion: undefined, samples: [] };
    const rows = [3, 4].map((count) => ({ ...row, ...times, sentence: t`total is required`, count }));
    const value: ViolationDetails = seen
      ? { kind: 'details', basis: 'forwarded', rows, events: [], ...seen }
      : noViolationRead;
    const live = stageOf('tracking-plan-break', (backend: Backend) => ({
      ...backend,
      violationDetails: async () => ({ value, problems: [] }),
    }));
    const text = (await opened(page, { columns: 200 }, live)).text();
    const details = text
      .split('\n')
      .map((each) => each.split('│').at(-2)?.trim() ?? '')
      .join(' ');
    expect(details).toMatch(tells);
    expect(details).not.toMatch(not);
  });

  it('draws the last day, however long the period is', async () => {
    const graph = (act: Act) => act.text().match(/iOS .* (\S{24}) *[│╮]/)?.[1];
    const act = await opened(page, { columns: 200 });
    const day = graph(act);
    expect(day).toMatch(/[▁-█]{24}/);
    await press(act, 't');
    expect(act.text()).toContain('Last 7 Days');
    expect(graph(act)).toBe(day);
  });

  it('says in words what each transformation does, and whether it is on', async () => {
    const act = await opened(page, { columns: 200 });
    const text = await press(act, 'l', 'l');
    expect(text).toMatch(/● +Drop test orders +Orders API +properties\.test = true +drops the event/);
    expect(text).toMatch(/● +Rename total to revenue +Web \(prod\) +Order Completed +renames total to value/);
    expect(text).toMatch(/○ +Hash e-mail addresses +iOS +identify calls +hashes traits\.email with sha256 .*disabled/);
    expect(text).toMatch(/renames the event to Signed In/);
  });

  it('leads to the pages of the web app that it shows', async () => {
    const act = await opened();
    act.press('o');
    await press(act, 'l', 'o');
    await press(act, 'l', 'o');
    expect(act.copied).toEqual([
      'https://app.segment.com/acme-prod/protocols/violations',
      'https://app.segment.com/acme-prod/protocols/tracking-plans/rs_i9uPMBBaUGVUhy55fB9j5w',
      'https://app.segment.com/acme-prod/protocols/transformations',
    ]);
  });

  it.each([
    ['not-in-plan', 'This workspace has no Protocols: not in the plan (403)'],
    ['no-access', 'Protocols is closed to this token: no access (403)'],
  ] as const)('%s: says so with two addresses that can be copied', async (kind, says) => {
    const spoiled = stageOf('healthy', (backend: Backend) => ({
      ...backend,
      trackingPlans: () => Promise.reject(refusal(kind as 'no-access', 403)),
    }));
    for (const columns of [120, 40]) {
      const act = await opened(page, { columns }, spoiled);
      if (columns === 120) expect(act.text()).toContain(says);
      act.press('y', 'j', 'y');
      expect(act.copied).toEqual(['https://segment.com/contact/demo', 'https://segment.com/docs/protocols/']);
      expect(act.text()).toContain('https://segment.com/docs/protocols/');
    }
  });
});

describe('a tracking plan', () => {
  it('shows broken rules first, then the others by the call they are for', async () => {
    const act = await planOf('Mobile', { columns: 200 });
    const text = act.text();
    expect(text).toMatch(/Live +checks iOS, Android +changed by \w+@acme\.example/);
    expect(text).toContain('iOS: Blocked events are LOST');
    expect(text).toMatch(/Broken in the last 24 hours, collected +\d[\s\S]*❯ ◆ +Order Completed +Track +\d+/);
    expect(text).toMatch(/◆ +Every event +Common +\d+[\s\S]*Identify {2}1[\s\S]*Identify calls[\s\S]*Screen {2}1/);
    expect(text).toMatch(/properties\.total +required number, from 0/);
  });

  it('says when it was changed where the trail does not tell by whom', async () => {
    const shut = (backend: Backend): Backend => ({
      ...backend,
      auditEvents: () => Promise.reject(refusal('no-access', 403)),
    });
    const act = await planOf('Mobile', { columns: 200 }, stageOf('everything', shut));
    expect(act.text()).toMatch(/checks iOS, Android {2}changed \d+[a-z]+ ago/);
  });

  it('counts no rule as broken of which nothing is known', async () => {
    const silent = (backend: Backend): Backend => ({
      ...backend,
      violationDetails: () => new Promise(() => undefined),
      deliveryStep: () => new Promise(() => undefined),
    });
    const act = await planOf('Mobile', { columns: 200 }, stageOf('everything', silent));
    expect(act.text()).toContain('Every event');
    expect(await press(act, 'z')).not.toContain('Every event');
  });

  it('finds a rule by the name of one of its fields', async () => {
    const act = await planOf('Ecommerce');
    const text = await press(act, '/', ...'created_at', 'enter');
    expect(text).toMatch(/❯ +Identify calls/);
    expect(text).toContain('1/1 of');
  });

  it('tells the controls of each source in words, and leads to the source', async () => {
    const act = await planOf('Payments', { columns: 200 });
    const text = await press(act, 'l');
    expect(text).toMatch(/❯ Billing server +\d+ +fields LOST +\w+ +\w+ +\w+ +\w+/);
    expect(text).toMatch(/Unplanned events +(?:allow|block)/);
    expect(await press(act, 'enter')).toMatch(/› Acme Payments › Billing server/);
  });

  it('has its changelog with authors from the audit trail', async () => {
    const act = await planOf('Mobile');
    const text = await press(act, 'l', 'l');
    expect(text).toContain('Authors, newest first: ');
    expect(text).toMatch(/Tracking Plan Modified +\w+@acme\.example/);
    expect(await press(act, 'enter')).toMatch(/› Acme Mobile › (?:Tracking Plan|Source)/);
  });

  it.each([
    [5, [], /Authors, newest first: a0@x, a1@x, a2@x, a3@x, a4@x {2}the trail keeps 90 days/],
    [7, [], /Authors, newest first: a0@x, a1@x, a2@x, a3@x, a4@x and 2 more {2}the trail keeps 90 days/],
    [1, [lost], /Authors, newest first: a0@x {2}back to \d\d:\d\d; not all of it: 3 rows lost/],
  ])('names up to five of %i people who changed it, newest first', async (people, problems, text) => {
    const changes = (resourceId: string): readonly AuditItem[] =>
      Array.from({ length: 2 * people }, (_, at) => ({
        id: `e${at}`,
        at: stageNow - at * 60_000,
        type: t`Tracking Plan Modified`,
        actor: t`users/u`,
        actorEmail: sanitise(`a${Math.floor(at / 2)}@x`),
        resourceId,
        resourceType: t`tracking_plan`,
        resourceName: t`Acme Mobile`,
      }));
    const trail = (backend: Backend): Backend => ({
      ...backend,
      auditEvents: async ({ resourceId }) => ({
        value: { items: resourceId === undefined ? [] : changes(resourceId) },
        problems,
      }),
    });
    const act = await planOf('Mobile', { columns: 200 }, stageOf('everything', trail));
    expect(await press(act, 'l', 'l')).toMatch(text);
  });

  it('says of a library that it checks no source', async () => {
    const act = await planOf('Shared');
    expect(act.text()).toContain('checks no source itself');
    expect(await press(act, 'l')).toContain('A library checks no source');
  });

  it('says that a plan is gone', async () => {
    const act = await opened({ view: 'tracking-plan', params: { id: 'tp_none' } });
    expect(act.text()).toMatch(/rules: not found|This plan has no rules/);
  });

  it('counts what was blocked where nothing else is told, and says so', async () => {
    const live = stageOf('tracking-plan-break', (backend: Backend) => ({
      ...backend,
      violationDetails: async () => ({ value: noViolationRead, problems: [] }),
    }));
    const act = await planOf('Mobile', {}, live);
    expect(act.text()).toContain(
      'Broken is what was blocked: the API does not tell of events that the controls let pass.',
    );
    expect(act.text()).toMatch(/Broken in the last 24 hours, blocked[\s\S]*❯ ◆ +Order Completed/);
    const rule = await press(act, 'enter');
    expect(rule).toMatch(/properties\.total +required +number, from 0\s/);
  });
});

describe('a rule', () => {
  it('shows its fields as a table, which of them are broken, and leads to the violations', async () => {
    const act = await planOf('Mobile');
    const text = await press(act, 'enter');
    expect(text).toMatch(/Broken by +\d+ events/);
    expect(text).toMatch(/◆ properties\.total +required +number, from 0 +\d+ broken/);
    expect(text).toMatch(/properties\.currency +required +string, one of USD, EUR, GBP/);
    expect(text).toMatch(/properties\.products\[\]\.quantity +required +integer, from 1/);
    expect(text).toContain('What the customer pays, with tax.');
    expect(await press(act, 'enter')).toMatch(/› Order Completed from iOS[\s\S]*❯ properties\.total/);
  });

  it('folds its JSON schema, and a search opens it', async () => {
    const act = await planOf('Mobile', { rows: 90 });
    await press(act, 'enter');
    expect(act.text()).toContain('"$schema"');
    const down = act.screen.scene.panes[0]!.rows.findIndex(({ fold }) => fold === '');
    const at = act.screen.scene.panes[0]!.rows.findIndex(({ key }) => key.startsWith('by:'));
    await press(act, ...Array<string>(down - at).fill('j'), 'enter');
    expect(act.text()).toMatch(/▸ \{ … \d keys \}/);
    expect(act.text()).not.toContain('"$schema"');
    expect(await press(act, '/', ...'schema"', 'enter')).toContain('"$schema"');
  });
});

it('a plan with thousands of rules moves its selection without going through them all', async () => {
  const rules = Array.from(
    { length: 5000 },
    (_, at): TrackingPlanRule => ({
      type: t`TRACK`,
      key: sanitise(`Event ${String(at).padStart(4, '0')}`),
      version: 1,
      schema: { properties: { properties: { properties: { id: { type: 'string' } }, required: ['id'] } } },
      updatedAt: stageNow,
    }),
  );
  const many = stageOf('everything', (backend: Backend) => ({
    ...backend,
    trackingPlanRules: async () => ({ value: rules, problems: [] }),
  }));
  const act = await planOf('Mobile', {}, many);
  expect(act.text()).toMatch(/1\/5000/);
  const before = act.screen.scene.model;
  act.press('G');
  expect(act.text()).toMatch(/❯ +Event 4999/);
  expect((act.screen.scene.model as { inner: unknown }).inner).toBe((before as { inner: unknown }).inner);
});
