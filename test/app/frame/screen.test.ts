import { beforeAll, describe, expect, test, vi } from 'vitest';
import { spinnerWidth } from '../../../source/app/frame/shown.ts';
import { dispatch, paste } from '../../../source/app/input/dispatch.ts';
import type { WireState } from '../../../source/domain/queries.ts';
import { type SafeText, t } from '../../../source/domain/text.ts';
import { minute, second } from '../../../source/domain/time.ts';
import { allKeys } from '../../../source/keys/keymap.ts';
import type { ViewId } from '../../../source/state/pages.ts';
import { listPane, paneState, placeOf, withPane } from '../../../source/state/place.ts';
import { place } from '../../../source/state/store.ts';
import { stringWidth } from '../../../source/theme/string-width.ts';
import { presses } from '../../harness/keys.ts';
import { scenarios } from '../../views/scenarios.ts';
import { type Act, actAt, actOn, type Stage, stageNow, stageOf } from '../../views/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  await actAt(stage, { view: 'destinations', params: {} }).settled();
});

const opened = (view: ViewId = 'home', columns = 120, rows = 40): Act =>
  actAt(stage, { view, params: {} }, { columns, rows });

/** The stage with every call of its poller counted. */
function watched(): { readonly stage: Stage; readonly counts: { want: number; snapshot: number } } {
  const counts = { want: 0, snapshot: 0 };
  const { poller } = stage;
  const watching: Stage = {
    ...stage,
    poller: {
      version: poller.version,
      refresh: () => undefined,
      reread: () => undefined,
      pause: () => undefined,
      resume: () => undefined,
      want: (needs) => {
        counts.want += 1;
        poller.want(needs);
      },
      snapshot: (resource) => {
        counts.snapshot += 1;
        return poller.snapshot(resource);
      },
    },
  };
  return { stage: watching, counts };
}

describe('work', () => {
  test.each(['home', 'destinations', 'sources', 'triage'] as const)(
    'moving on %s plans and computes nothing anew',
    (view) => {
      const { stage: watching, counts } = watched();
      const act = actAt(watching, { view, params: {} });
      act.press('j');
      const before = { ...counts };
      const { overview } = act.screen.scene.context;
      act.press('j', 'j', 'k');
      expect(counts.want).toBe(before.want);
      expect(act.screen.scene.context.overview).toBe(overview);
      // The header looks at the age of what is on screen; nothing else reads.
      expect(counts.snapshot - before.snapshot).toBeLessThan(4000);
    },
  );

  test('a frame that looks the same is told to nobody, and a chunk of keys is one frame', () => {
    const act = opened();
    act.screen.get();
    let frames = 0;
    act.screen.subscribe(() => {
      frames += 1;
    });
    act.store.setState({ now: stageNow + 1 });
    act.store.setState({ data: act.store.getState().data + 1 });
    expect(frames).toBe(0);
    dispatch(act.environment, act.screen, presses('j', 'j', 'j', 'tab', 'k'));
    expect(frames).toBe(1);
  });
});

test('what nobody looks at is drawn when it is asked for, and what somebody sees at once', () => {
  const act = opened();
  const draws = vi.spyOn(act.screen.scene.view, 'draw');
  act.screen.get();
  draws.mockClear();
  const again = () => act.store.setState({ data: act.store.getState().data + 1 });
  again();
  again();
  expect(draws).toHaveBeenCalledTimes(0);
  act.screen.get();
  act.screen.get();
  expect(draws).toHaveBeenCalledTimes(1);
  const leave = act.screen.subscribe(() => undefined);
  again();
  again();
  expect(draws).toHaveBeenCalledTimes(3);
  leave();
  again();
  expect(draws).toHaveBeenCalledTimes(3);
  draws.mockRestore();
});

test('after the end no message sets a timer that would hold up the exit', () => {
  const act = opened();
  const timers = vi.spyOn(act.runtime.clock, 'setTimer');
  const say = (text: SafeText) => act.store.setState({ toast: { text, tone: 'warn', until: stageNow + 10_000 } });
  say(t`before`);
  expect(timers).toHaveBeenCalledTimes(1);
  act.screen.stop();
  say(t`favorites.json could not be saved`);
  expect(timers).toHaveBeenCalledTimes(1);
});

describe('keys that arrive together', () => {
  test.each([
    ['jjj', ['j', 'j', 'j'], 3],
    ['jkj', ['j', 'k', 'j'], 1],
    ['Gggj', ['G', 'g', 'g', 'j'], 1],
  ])('%s', (_, strokes, index) => {
    const act = opened('destinations');
    dispatch(act.environment, act.screen, presses(...strokes));
    expect(paneState(place(act.store.getState()), listPane).index).toBe(index);
    expect(act.screen.scene.view.id).toBe('destinations');
  });

  test('a page, a filter and a row in one chunk', () => {
    const act = opened();
    dispatch(act.environment, act.screen, presses('4', '/', 'b', 'r', 'a', 'enter', 'j', 'enter'));
    expect(act.store.getState().stack.map(({ view }) => view)).toEqual(['home', 'destinations', 'destination']);
  });
});

describe('a paste', () => {
  test('outside a text field does nothing', () => {
    const act = opened();
    const before = act.store.getState();
    paste(act.environment, act.screen, 'jjq\ry');
    expect(act.store.getState()).toBe(before);
  });

  test('in a filter filters at once, without line breaks and sequences', () => {
    const act = opened('destinations');
    act.press('/');
    paste(act.environment, act.screen, '\u001b[31mbra\u001b[0mze\r\n');
    expect(paneState(place(act.store.getState()), listPane).filter).toBe('braze');
  });

  test('in the picker goes into its filter', () => {
    const act = opened();
    act.press('a');
    paste(act.environment, act.screen, 'zendesk');
    expect(act.text()).toContain('/ zendesk');
  });
});

describe('the header', () => {
  const top = (act: Act): string => act.text().split('\n')[0] ?? '';

  test.each([
    [200, /^ segtop {2}Acme Production ▾ us +DEMO +♪ \d+ new +Updated just now +Last 24 Hours {2}UTC +\d+ req\/min$/],
    [120, /^ segtop {2}Acme Production ▾ us +DEMO +♪ \d+ new +Updated just now +Last 24 Hours {2}UTC +\d+ req\/min$/],
    [80, /^ segtop {2}Acme Production ▾ us +DEMO +♪ \d+ +Updated just now +Last 24 Hours {2}UTC$/],
    [60, /^ (segtop {2})?Acme Production ▾ us +DEMO +♪ \d+ +Updated just now +24h$/],
    [40, /^ Acme Production +DEMO( +♪ \d+)? +just now +24h$/],
  ])('%i columns: the name of the workspace is the last to go', (columns, wanted) => {
    expect(top(opened('home', columns, 24))).toMatch(wanted);
  });

  test('tells the age of the data in steps, that it is paused, and what is being read anew', () => {
    const act = opened();
    act.store.setState({ now: stageNow + 3 * minute });
    expect(top(act)).toContain('Updated 3m ago');
    act.press('P');
    expect(top(act)).toContain('PAUSED');
    act.press('P');
    expect(top(act)).not.toContain('PAUSED');
  });

  test.each<[string, Partial<WireState>, number, string]>([
    ['the token is', { pausedUntil: 90, limitedUntil: 90 }, 120, 'API limit until 14:14'],
    ['the token is, for longer', { pausedUntil: 300, limitedUntil: 300 }, 80, 'API limit until 14:18'],
    ['the token is, on little room', { pausedUntil: 90, limitedUntil: 90 }, 40, 'limit 14:14'],
    ['an operation is', { limitedUntil: 90 }, 120, 'some held until 14:14'],
    [
      'an operation is, and how many wait for it',
      { limitedUntil: 90, queued: 12 },
      120,
      'req/min, 12 held until 14:14',
    ],
    ['nothing is for long', { pausedUntil: 5, limitedUntil: 9 }, 120, 'Updated just now'],
  ])('says until when it is held back: %s', (_, waits, columns, wanted) => {
    const inSeconds = (seconds: number | undefined) =>
      seconds === undefined ? undefined : stageNow + seconds * second;
    const limited: Stage = {
      ...stage,
      backend: new Proxy(stage.backend, {
        get: (target, name) =>
          name === 'wire'
            ? () => ({
                ...target.wire(),
                queued: waits.queued ?? 0,
                pausedUntil: inSeconds(waits.pausedUntil),
                limitedUntil: inSeconds(waits.limitedUntil),
              })
            : Reflect.get(target, name),
      }),
    };
    expect(top(actAt(limited, { view: 'home', params: {} }, { columns, rows: 24 }))).toContain(wanted);
  });

  test('says since when data is stale, and that what may not be read at all makes nothing stale', () => {
    const { poller } = stage;
    const failing = (stale: boolean): Stage => ({
      ...stage,
      poller: {
        ...watched().stage.poller,
        snapshot: (resource) => {
          const snapshot = poller.snapshot(resource);
          if (!resource.key.startsWith('recent-audit') && !(stale && resource.key.startsWith('volume')))
            return snapshot;
          const error = {
            kind: 'server',
            status: 500,
            message: 'no',
            operation: 'GET',
          } as unknown as typeof snapshot.error;
          const data = resource.key.startsWith('volume') ? snapshot.data : undefined;
          return { ...snapshot, data, error, fetchedAt: data && stageNow - 12 * minute, status: 'failed' };
        },
      },
    });
    expect(top(actOn(failing(false)))).toContain('Updated just now');
    expect(top(actOn(failing(true)))).toContain('Stale since 14:00');
  });
});

describe('the footer', () => {
  const bottom = (act: Act): string => act.text().split('\n').at(-1) ?? '';

  test.each([
    [120, 40],
    [80, 24],
    [60, 20],
    [40, 12],
  ])('%i columns: help and the way out are always there, and no hint is cut', (columns, rows) => {
    for (const view of ['home', 'destinations', 'triage'] as const) {
      const text = bottom(opened(view, columns, rows));
      expect(text).toMatch(view === 'home' ? /\? help {2}q quit/ : /\? help {2}q back/);
      expect(text).not.toContain('…');
    }
  });

  test('while nothing is read yet, its keys end before the spinner', async () => {
    const reading = await scenarios.loading!([]);
    const act = actAt(reading, { view: 'home', params: {} }, { columns: 80, rows: 24 });
    await act.settled();
    expect(act.screen.get().loading).toBe(true);
    expect(bottom(act)).toMatch(/\? help {2}q quit$/);
    expect(stringWidth(bottom(act))).toBeLessThan(80 - spinnerWidth);
  });

  test('names the keys that move as the user has them, and none where there are none', async () => {
    const act = opened('home', 160);
    await act.settled();
    const { panes } = act.screen.scene;
    const pane = panes.findIndex(({ rows }) => rows.length > 1 && rows.some(({ points }) => points));
    const graph = panes[pane]!.rows.find(({ points }) => points);
    const top = withPane({ ...placeOf('home'), pane }, panes[pane]!.id, { selected: graph!.key });
    act.store.setState({ touched: true, stack: [top] });
    const named = (own: Readonly<Record<string, readonly string[]>>) => {
      act.store.setState({ keymap: allKeys.map((command) => ({ ...command, keys: own[command.id] ?? command.keys })) });
      return ['time', 'move'].map((does) => new RegExp(`(?<= {2})\\S+(?= ${does} )`).exec(bottom(act))?.[0]);
    };
    const others = { 'move.down': ['n'], 'move.up': ['e'], 'tab.next': ['i'], 'tab.previous': ['m'] };
    const none = { 'move.down': [], 'move.up': [], 'tab.next': [], 'tab.previous': [] };
    expect([{}, others, none].map(named)).toEqual([
      ['←→', '↑↓'],
      ['m/i', 'n/e'],
      [undefined, undefined],
    ]);
  });

  test('shows the keys of what is open over the page', () => {
    const act = opened();
    act.press('q');
    expect(bottom(act)).toContain('y quit');
    act.press('esc', 'a');
    expect(bottom(act)).toContain('mark');
  });
});

describe('chrome folds before data', () => {
  test.each([
    ['the page bar below sixteen rows', 'sources', 15, /1 Home {2}2 Overview/, false],
    ['the page bar from sixteen rows on', 'sources', 16, /1 Home +2 Overview/, true],
    ['crumbs right under Home on a low screen', 'sources', 24, /Home › Sources/, false],
    ['crumbs right under Home on a high one', 'sources', 40, /Home › Sources/, true],
  ] as const)('%s', (_, view, rows, wanted, shown) => {
    expect(wanted.test(opened(view, 120, rows).text())).toBe(shown);
  });

  test('deeper, the crumbs tell the way and its filters', () => {
    const act = opened('destinations', 120, 24);
    act.press('/', ...'braze', 'enter', 'enter');
    expect(act.text()).toMatch(/Home › Destinations \/braze › Braze ← /);
  });
});

test('what a key types comes with it: Alt and control keys type nothing into a line', () => {
  const act = opened();
  act.press('/', 'alt+x', 'a', 'ctrl+t', '+', 'f12');
  expect(act.store.getState().prompt).toMatchObject({ text: 'a+', cursor: 2 });
});

test('keys of the terminal itself work over whatever is open', () => {
  const done: string[] = [];
  const act = opened();
  const environment = {
    ...act.environment,
    redraw: () => void done.push('redraw'),
    suspend: () => void done.push('suspend'),
  };
  for (const key of ['/', '?', ':', 'm']) {
    dispatch(environment, act.screen, presses('esc', key, 'ctrl+l', 'ctrl+z'));
    expect([key, done.splice(0)]).toEqual([key, ['redraw', 'suspend']]);
  }
});

test('keys behind the one that gave the terminal away are not for the dashboard', () => {
  const act = opened();
  let isLent = false;
  const environment = {
    ...act.environment,
    isLent: () => isLent,
    suspend: () => {
      isLent = true;
    },
  };
  dispatch(environment, act.screen, presses('ctrl+z', '4', 'j', 'q'));
  expect(place(act.store.getState()).view).toBe('home');
  expect(act.store.getState().overlay).toBeUndefined();
});

test('the header says since when the workspace is watched without a screen, where there is room', () => {
  const top = (columns: number, watchedSince?: number): string => {
    const act = actAt(stage, { view: 'home', params: {} }, { columns, rows: 40, state: { watchedSince } });
    return act.text().split('\n')[0] ?? '';
  };
  expect(top(120, stageNow - 5 * minute)).toContain('   watched since 14:07   Updated');
  expect(top(120)).not.toContain('watched');
  expect(top(60, stageNow - 5 * minute)).toBe(top(60));
});
