import { describe, expect, test } from 'vitest';
import type { Step } from '../../../../source/domain/delivery/counts.ts';
import { ReadError } from '../../../../source/domain/problem.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { place } from '../../../../source/state/store.ts';
import { stringWidth } from '../../../../source/theme/string-width.ts';
import type { Backend } from '../../../../source/workspace/polling/backend.ts';
import { type Act, type ActOptions, actOn, type Stage, stageOf } from '../../stage.ts';

type Row = Act['screen']['scene']['context']['overview']['fleet']['connections'][number];

/** A dashboard with the page of the first connection that is asked for. */
async function pageOf(stage: Stage, which: (row: Row) => boolean, options: ActOptions = {}): Promise<Act> {
  const act = actOn(stage, options);
  await act.settled();
  const found = act.screen.scene.context.overview.fleet.connections.find(which);
  expect(found).toBeDefined();
  const { stack } = act.store.getState();
  act.store.setState({
    stack: [...stack, { view: 'destination', params: { id: found!.id }, pane: 0, panes: {} }],
  });
  await act.settled();
  return act;
}

const named =
  (name: string, source?: string) =>
  ({ destination, source: from }: Row): boolean =>
    destination.name === name && (source === undefined || from?.name === source);

/** Reads are kept: one workspace does for all screens of it. */
const losing = await stageOf('destination-401');

const braze = named('Braze', 'Web (prod)');

/** One entry a read of a pipeline step: `failed-delivery by eventName`. */
function counting(log: string[]): (backend: Backend) => Backend {
  return (backend) => ({
    ...spread(backend),
    deliveryStep: (query, options) => {
      log.push(query.groupBy ? `${query.step} by ${query.groupBy.join()}` : query.step);
      return backend.deliveryStep(query, options);
    },
  });
}

/** A backend may keep its reads on a prototype: all of them, bound. */
function spread(backend: Backend): Backend {
  return new Proxy(backend, {
    ownKeys: () => Object.keys(backend),
    get: (target, name) => {
      const value = Reflect.get(target, name) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

describe('a connection that loses data', () => {
  test('says what is lost, since when, who changed what, and why, before anything else', async () => {
    const act = await pageOf(losing, braze);
    const [verdict = '', since = '', reason = '', meaning = ''] = act.text().split('\n').slice(4);
    expect(verdict).toMatch(
      /◆ LOST {2}94% failing {2}[\d.]+k? of [\d.]+k? since it began {2}last 24 h [\d.]+k? of [\d.]+k?, 8\d%/,
    );
    expect(since).toMatch(/since 11:02 \(3h 10m\) {2}Integration Modified by ana@acme\.example 11:01/);
    expect(reason).toMatch(/❯ 401 {2}[\d.]+k? lost {2}Credentials refused {2}⏎ response/);
    expect(meaning).toContain('does not accept the credentials');
  });

  test('enter on its first row leads to the response', async () => {
    const act = await pageOf(losing, braze);
    const { id } = place(act.store.getState()).params;
    act.press('enter');
    expect(place(act.store.getState())).toMatchObject({ view: 'payload', params: { id, code: '401' } });
  });

  test('shows every step with its count and change, the failing one selected', async () => {
    const act = await pageOf(losing, braze);
    const text = act.text();
    for (const step of ['Received', 'Failed on ingest', 'Filtered at source', 'Waiting for retry', 'Delivered'])
      expect(text).toMatch(new RegExp(`${step} +[\\d.]+[kM]? +(?:[+-]?[\\d.]+k?%|new)`));
    expect(text).toMatch(/❯ ◆ +Failed delivery +[\d.]+k? +new/);
    expect(text).toContain('p95');
    expect(text).toContain('unit not documented');
  });

  test('percentages instead of counts, changes in points', async () => {
    const act = await pageOf(losing, braze);
    act.press('%');
    await act.settled();
    expect(act.text()).toMatch(/Failed delivery +[\d.]+% +\+[\d.]+pp/);
    expect(act.text()).toMatch(/of [\d.]+k? attempted/);
    act.press('%');
    expect(act.text()).not.toMatch(/\dpp /);
  });

  test('a period of its own, while the dashboard keeps its', async () => {
    const act = await pageOf(losing, braze);
    const seen: string[] = [];
    for (let each = 0; each < 5; each += 1) {
      act.press('t');
      await act.settled();
      seen.push(/Pipeline · last ([\w ]+?) ─/.exec(act.text())?.[1] ?? '');
    }
    expect(seen).toEqual(['7 d', '2 w', '10 min', '1 h', '24 h']);
    expect(act.store.getState().period).toBe('24h');
  });

  test('tab leads from the verdict to the steps, the breakdown and the facts', async () => {
    const act = await pageOf(losing, braze);
    const focused = () => act.screen.scene.panes[place(act.store.getState()).pane]?.id;
    const walk = [focused()];
    for (let each = 0; each < 4; each += 1) {
      act.press('tab');
      walk.push(focused());
    }
    expect(walk).toEqual(['verdict', 'steps', 'breakdown', 'facts', 'verdict']);
  });

  test('enter on a step moves on to its breakdown, and l turns the breakdown', async () => {
    const act = await pageOf(losing, braze);
    act.press('tab', 'j', 'enter');
    await act.settled();
    expect(act.text()).toMatch(/╭ Delivered by ─/);
    expect(act.text()).toMatch(/First try +[\d.]+k? +[\d.]+%/);
    act.press('l', 'l');
    await act.settled();
    expect(act.text()).toMatch(/Event name +Events/);
    expect(act.text()).toMatch(/Order Completed +\d+/);
  });
});

const steps: readonly Step[] = [
  'successfully-received',
  'failed-on-ingest',
  'filtered-at-source',
  'filtered-at-destination',
  'failed-delivery',
  'successful-delivery',
];

describe('requests', () => {
  test('are those of the steps and of the one breakdown on screen', async () => {
    const log: string[] = [];
    const stage = await stageOf('destination-401', counting(log));
    const act = actOn(stage);
    await act.settled();
    log.length = 0;
    act.press('!', 'esc');
    const id = act.screen.scene.context.overview.fleet.failing[0]!.id;
    act.store.setState({ stack: [{ view: 'destination', params: { id }, pane: 0, panes: {} }] });
    await act.settled();
    expect(log.toSorted()).toEqual([...steps, 'failed-delivery by discardReason'].toSorted());
    log.length = 0;
    act.press('tab', 'tab', 'l');
    await act.settled();
    expect(log).toEqual(['failed-delivery by eventType']);
    log.length = 0;
    act.press('%', 'h');
    await act.settled();
    expect(log).toEqual([]);
  });

  test('end when the page is left', async () => {
    const aborted: string[] = [];
    let hangs = false;
    const stage = await stageOf('destination-401', (backend) => ({
      ...spread(backend),
      deliveryStep: (query, options) => {
        if (!hangs) return backend.deliveryStep(query, options);
        return new Promise((_, reject) => {
          options?.signal?.addEventListener('abort', () => {
            aborted.push(query.step);
            reject(new DOMException('left', 'AbortError'));
          });
        });
      },
    }));
    const act = actOn(stage);
    await act.settled();
    const id = act.screen.scene.context.overview.fleet.failing[0]!.id;
    hangs = true;
    const { stack } = act.store.getState();
    act.store.setState({ stack: [...stack, { view: 'destination', params: { id }, pane: 0, panes: {} }] });
    await stage.settled();
    expect(aborted).toEqual([]);
    act.press('esc');
    await stage.settled();
    expect(aborted).toHaveLength(steps.length + 1);
  });
});

test('a disabled connection: since when, by whom, and what it missed', async () => {
  const act = await pageOf(await stageOf('disabled-by-mistake'), named('Amplitude', 'iOS'));
  const text = act.text();
  expect(text).toMatch(/❯ ○ DISABLED since 09:24 \(4h 40m\) {2}by ci-deploy-7Qm2/);
  expect(text).toMatch(/iOS sent [\d.]+k events since {2}track [\d.]+k/);
  expect(text).toContain('nothing was queued');
  expect(text).toMatch(/❯ ● Delivered/);
  act.press('enter');
  expect(place(act.store.getState()).view).toBe('audit-item');
});

test.each([
  ['device', 'Browsers and phones send straight to it'],
  ['storage', 'It is fed by syncs'],
])('%s mode is said not to be observable, and nothing is asked about it', async (mode, why) => {
  const log: string[] = [];
  const stage = await stageOf('healthy', counting(log));
  const act = actOn(stage);
  await act.settled();
  log.length = 0;
  const found = act.screen.scene.context.overview.fleet.connections.find(
    ({ destination }) => destination.mode === mode,
  );
  act.store.setState({ stack: [{ view: 'destination', params: { id: found!.id }, pane: 0, panes: {} }] });
  await act.settled();
  expect(act.text()).toContain(`${mode} mode: not observable`);
  expect(act.text()).toContain(why);
  expect(act.text()).not.toContain('Pipeline');
  expect(log).toEqual([]);
});

test.each([
  [0, ''],
  [1, 'and 1 more reason'],
  [2, 'and 2 more reasons'],
])('with %i other reasons beside the one that fails most: "%s"', async (others, words) => {
  const more = ['500', '400'].slice(0, others);
  const stage = await stageOf('destination-401', (backend) => ({
    ...spread(backend),
    deliveryStep: async (query, options) => {
      const answer = await backend.deliveryStep(query, options);
      const [top] = answer.value.rows.filter(({ by }) => by.discardReason === '401');
      if (query.step !== 'failed-delivery' || !top) return answer;
      const rows = more.map((code) => ({ ...top, by: { ...top.by, discardReason: sanitise(code) }, total: 5 }));
      return { ...answer, value: { ...answer.value, rows: [top, ...rows, { ...top, by: {}, total: 0 }] } };
    },
  }));
  const act = await pageOf(stage, braze, { columns: 160 });
  expect(/401 {2}[\d.k]+ lost {2}Credentials refused {2}(.*?) *⏎ response/.exec(act.text())?.[1]).toBe(words);
});

test('Delivery Overview that is not in the plan takes away the pipeline alone', async () => {
  const stage = await stageOf('destination-401', (backend) => ({
    ...spread(backend),
    deliveryStep: () =>
      Promise.reject(
        new ReadError({
          kind: 'not-in-plan',
          message: t`Business plan only`,
          status: 403,
          operation: t`GET /delivery-overview`,
        }),
      ),
  }));
  const act = await pageOf(stage, braze);
  expect(act.text()).toMatch(/◆ LOST {2}\d+% failing/);
  expect(act.text()).toContain('Delivery Overview: not in the plan (403)');
  expect(act.text()).toMatch(/Source +Web \(prod\)/);
});

test('an id that is not there any more', async () => {
  const act = actOn(await stageOf('healthy'));
  act.store.setState({ stack: [{ view: 'destination', params: { id: 'gone' }, pane: 0, panes: {} }] });
  await act.settled();
  expect(act.text()).toContain('no longer in the workspace');
});

describe.each(['everything', 'hostile'])('in the scenario %s', (scenario) => {
  test('the page fits every screen, whichever part is looked at', async () => {
    const stage = await stageOf(scenario);
    const act = actOn(stage);
    await act.settled();
    const { connections } = act.screen.scene.context.overview.fleet;
    const kinds = new Map(connections.map((row) => [`${row.state} ${row.verdict} ${row.destination.mode}`, row.id]));
    for (const id of kinds.values()) {
      act.store.setState({ stack: [{ view: 'destination', params: { id }, pane: 0, panes: {} }] });
      await act.settled();
      for (const [columns, rows] of [
        [120, 40],
        [80, 24],
        [40, 12],
        [20, 6],
        [1, 1],
      ] as const) {
        act.resize(columns, rows);
        for (let pane = 0; pane < 4; pane += 1) {
          const { lines } = act.screen.get();
          expect(lines).toHaveLength(rows);
          for (const line of lines) {
            expect(line.replace(/\u001b\[[\d;]*m/g, '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
            expect(stringWidth(line.replace(/\u001b\[[\d;]*m/g, ''))).toBe(columns);
          }
          act.press('tab');
        }
      }
    }
  });
});

test('under a filter the facts say of how many they are', async () => {
  const act = await pageOf(losing, braze, { columns: 140, rows: 60 });
  act.press('tab', 'tab', 'tab');
  const all = Number(/Connection ─+ 1\/(\d+) ─/.exec(act.text())?.[1]);
  expect(all).toBeGreaterThan(5);
  act.press('/', ...'Settings', 'enter');
  expect(/Connection \/Settings ─+ ([^─]+) ─/.exec(act.text())?.[1]).toBe(`1/2 of ${all}`);
});

test('on 40×12 the verdict and its reason stand first, whichever part is looked at', async () => {
  const act = await pageOf(losing, braze, { columns: 40, rows: 12 });
  for (let pane = 0; pane < 4; pane += 1) {
    const top = act.text().split('\n').slice(1, 6).join('\n');
    expect(top).toContain('◆ LOST');
    expect(top).toMatch(/401 +[\d.]+k? lost/);
    act.press('tab');
  }
});
