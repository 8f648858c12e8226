import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { build, type Dashboard, type Setup } from '../../source/app/build.ts';
import type { OwnTerminal } from '../../source/app/input/own-terminal.ts';
import { start } from '../../source/app/start.tsx';
import { resolveSettings } from '../../source/config/settings.ts';
import { second } from '../../source/domain/time.ts';
import { keymap } from '../../source/keys/keymap.ts';
import type { Backend } from '../../source/workspace/polling/backend.ts';
import { emulator } from '../harness/terminal/emulator.ts';
import { fakeStdin, fakeStdout } from '../harness/terminal/fake-tty.ts';
import { settle } from '../harness/world-clock.ts';

const begun = Date.parse('2026-11-21T14:12:30Z');
let now = begun;

beforeEach(() => {
  now = begun;
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A dashboard on a terminal in memory that reads nothing; what it asks of its parts is noted in order. */
function dashboardOf({ choose = false, at }: { readonly choose?: boolean; readonly at?: Setup['at'] } = {}) {
  const calls: string[] = [];
  const note = (name: string) => (): undefined => void calls.push(name);
  const screen = emulator({ cols: 80, rows: 24 });
  const never = () => () => undefined;
  /** What was put off to a turn of its own; longer timers never ring. */
  const turns: (() => void)[] = [];
  const later = (run: () => void, ms: number) => {
    if (ms === 0) turns.push(run);
    return () => undefined;
  };
  const terminal = {
    keyboard: { subscribe: never, listen: never, onEvent: never },
    modes: { write: note('write'), enable: note('enable') },
    handover: { isLent: false },
    stdin: fakeStdin(screen),
    stdout: fakeStdout(screen),
    rows: { show: note('rows'), release: note('release') },
    ready: note('ready'),
    leave: note('leave'),
    end: async () => note('terminal.end')(),
    askGround: note('askGround'),
    bind: note('bind'),
  } as unknown as OwnTerminal;
  const demo = resolveSettings({}, { demo: true, period: '24h' }, { config: {}, problems: [] });
  const setup: Setup = {
    settings: { ...demo, choose },
    paths: { configDir: '/nowhere', stateDir: '/nowhere', cacheDir: '/nowhere' },
    preferences: { get: () => ({ sorts: {} }), set: async () => undefined },
    ...{ problems: [], colors: 'none', allowance: {}, at },
  };
  const backend = { wire: () => ({ requests: 0, requestsPerMinute: 0, queued: 0, limitOf: () => undefined }) };
  const dashboard = build(setup, {
    clock: { now: () => now, setTimer: later },
    backend: backend as unknown as Backend,
    ...{ terminal, keymap, ascii: false, size: { columns: 80, rows: 24 } },
  });
  Object.assign(dashboard, {
    documents: { ...dashboard.documents, open: async () => undefined, load: () => ({}), remember: note('remember') },
    memory: {
      last: async () => note('memory.last')(),
      ready: async () => undefined,
      follow: () => undefined,
      current: () => ({ store: { watched: () => 42 } }),
      end: note('memory.end'),
    },
    logs: { begin: note('logs.begin'), end: note('logs.end'), told: () => undefined },
    alerts: { look: note('alerts.look'), end: note('alerts.end'), act: () => undefined },
    problems: { ...dashboard.problems, end: note('problems.end') },
    programs: { ...dashboard.programs, end: note('programs.end') },
  } satisfies Partial<Record<keyof Dashboard, object>>);
  vi.spyOn(dashboard.poller, 'resume').mockImplementation(note('resume'));
  vi.spyOn(dashboard.poller, 'stop').mockImplementation(note('poller.stop'));
  return { calls, dashboard, turns, begin: () => start(dashboard, terminal, setup) };
}

/** Waits without the help of vitest, which would pass time on the dashboard's clock meanwhile. */
async function until(calls: readonly string[], name: string): Promise<void> {
  while (!calls.includes(name)) await settle();
}

/** A dashboard that has begun all it begins. */
async function running(options: Parameters<typeof dashboardOf>[0] = {}) {
  const made = dashboardOf(options);
  const ending = made.begin();
  await until(made.calls, options.choose ? 'ready' : 'logs.begin');
  return { ...made, ending };
}

const atTheEnd = [
  'poller.stop',
  'logs.end',
  'alerts.end',
  'memory.end',
  'programs.end',
  'terminal.end',
  'problems.end',
];

describe('a dashboard', () => {
  test.each([
    ['by a quit', undefined],
    ['for another workspace', 'eu'],
  ])('that is ended %s says so once everything of it has ended, the terminal before the problems', async (_, next) => {
    const { calls, dashboard, ending } = await running();
    dashboard.store.setState({ overlay: { kind: 'quit', focused: 0, unsaved: [] } as never });
    calls.length = 0;
    if (next === undefined) dashboard.environment.exit();
    else dashboard.environment.switchTo(next);
    expect(await ending).toEqual({ code: 0, next });
    expect(calls.filter((name) => name === 'leave' || atTheEnd.includes(name))).toEqual(['leave', ...atTheEnd]);
    expect(dashboard.store.getState().overlay).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('that fails tells why on the terminal of before, without secrets, and ends in 1', async () => {
    const printed: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
    const { calls, dashboard, begin } = dashboardOf();
    Object.assign(dashboard.screen, {
      get: () => {
        throw new RangeError('no room for sgp_hidden4711');
      },
    });
    expect(await begin()).toEqual({ code: 1 });
    expect(printed.join('')).toMatch(/^segtop ended by a fault:\nRangeError: no room for \(hidden\)\n/);
    expect(calls.filter((name) => atTheEnd.includes(name))).toEqual(atTheEnd);
  });

  test.each([
    [false, true],
    [true, false],
  ])(
    'asks first for the workspace where one is to be chosen (%s), else begins with what is kept: %s',
    async (choose, last) => {
      const { calls, dashboard, ending } = await running({ choose });
      await settle();
      expect([calls.includes('memory.last'), calls.includes('resume')]).toEqual([last, last]);
      dashboard.environment.exit();
      await ending;
    },
  );

  test('that is paused from the start reads nothing', async () => {
    const made = dashboardOf();
    made.dashboard.store.setState({ paused: true });
    const ending = made.begin();
    await until(made.calls, 'logs.begin');
    expect(made.calls).not.toContain('resume');
    made.dashboard.environment.exit();
    await ending;
  });

  test('begins at the page that is named', async () => {
    const { dashboard, ending } = await running({ at: { view: 'usage', params: {} } });
    expect(dashboard.store.getState().stack.map(({ view }) => view)).toEqual(['home', 'usage']);
    dashboard.environment.exit();
    await ending;
  });

  test.each([
    [undefined, begun + 7, 1],
    [begun - 5000, begun, 0],
  ])(
    'as of %s: each ten seconds the time goes on to %i, and alerts are looked at %i times',
    async (past, time, looks) => {
      const { calls, dashboard, turns, ending } = await running();
      dashboard.store.setState({ past, now: begun, watchedSince: undefined });
      calls.length = 0;
      now = begun + 7;
      vi.advanceTimersByTime(10 * second - 1);
      expect(dashboard.store.getState().now).toBe(begun);
      vi.advanceTimersByTime(1);
      for (const run of turns) run();
      const state = dashboard.store.getState();
      expect([state.now, state.watchedSince, calls.filter((name) => name === 'alerts.look').length]).toEqual([
        time,
        42,
        looks,
      ]);
      dashboard.environment.exit();
      await ending;
    },
  );

  test.each([
    [undefined, begun + 7, ['remember', 'remember', 'alerts.look']],
    [begun - 5000, begun - 5000, []],
  ])('as of %s: what was read is of %i, and is news: %j', async (past, time, news) => {
    const { calls, dashboard, turns, ending } = await running();
    dashboard.store.setState({ past });
    calls.length = 0;
    now = begun + 7;
    dashboard.onData();
    dashboard.onData();
    expect(dashboard.store.getState().now).toBe(time);
    // Keys that came meanwhile are heard before.
    expect(calls.includes('alerts.look')).toBe(false);
    for (const run of turns) run();
    expect(calls.filter((name) => name === 'remember' || name === 'alerts.look')).toEqual(news);
    dashboard.environment.exit();
    await ending;
  });
});
