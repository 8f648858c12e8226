import { afterEach, expect, test, vi } from 'vitest';
import { build, type Ground, type Setup } from '../../source/app/build.ts';
import type { OwnTerminal } from '../../source/app/input/own-terminal.ts';
import { resolveSettings } from '../../source/config/settings.ts';
import { t } from '../../source/domain/text.ts';
import { keymap } from '../../source/keys/keymap.ts';
import type { Backend } from '../../source/workspace/polling/backend.ts';

afterEach(() => {
  vi.useRealTimers();
});

const now = Date.parse('2026-03-01T00:00:30Z');

/** Something whose every call is counted by name, and does nothing. */
function counting<T extends object>(calls: string[], own: Partial<T> = {}): T {
  return new Proxy(own as T, {
    get: (target, name) =>
      Reflect.get(target, name) ??
      (() => {
        calls.push(String(name));
        return {};
      }),
  });
}

function built(problems: Setup['problems'] = []) {
  vi.useFakeTimers({ now });
  const calls: string[] = [];
  const setup: Setup = {
    settings: resolveSettings({}, { demo: true, period: '7d' }, { config: {}, problems: [] }),
    paths: { configDir: '/nowhere', stateDir: '/nowhere', cacheDir: '/nowhere' },
    preferences: { get: () => ({ sorts: {} }), set: () => Promise.reject(new Error('nothing is kept yet')) },
    problems,
    colors: 'none',
    allowance: {},
  };
  const ground: Ground = {
    clock: {
      now: () => now,
      setTimer: () => {
        calls.push('setTimer');
        return () => undefined;
      },
    },
    backend: counting<Backend>(calls, {
      wire: () => ({ requests: 0, requestsPerMinute: 0, queued: 0, limitOf: () => undefined }),
    }),
    terminal: counting<OwnTerminal>(calls, {
      modes: counting(calls),
      handover: { isLent: false } as OwnTerminal['handover'],
    }),
    size: { columns: 100, rows: 30 },
    keymap,
    ascii: false,
  };
  return { calls, ...build(setup, ground) };
}

test('a dashboard that is built and not started reads nothing, draws nothing, sets no timer and leaves the terminal alone', () => {
  const { calls, screen, store, poller } = built();
  expect(calls).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
  expect([screen.get().lines, poller.version]).toEqual([[], 0]);
  const { columns, rows, period } = store.getState();
  expect([columns, rows, period, store.getState().now]).toEqual([100, 30, '7d', now]);
});

test('what was wrong with the files at the start is on screen, and the rest is printed at the end', () => {
  const printed: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  const { store, problems } = built([t`keys: one`, t`keys: two`]);
  expect(store.getState().toast?.text).toBe('keys: one (and 1 more, printed at the end)');
  problems.reportOwn({ file: '/state/favorites.json', message: t`favorites: full`, unsaved: true });
  expect([store.getState().toast?.text, [...(store.getState().unsaved ?? [])]]).toEqual([
    'favorites: full',
    ['favorites.json'],
  ]);
  expect(printed).toEqual([]);
  problems.end();
  problems.report({ file: '/state/local.json', message: t`late` });
  vi.restoreAllMocks();
  expect(printed).toEqual([
    'segtop: keys: one\n',
    'segtop: keys: two\n',
    'segtop: favorites: full\n',
    'segtop: late\n',
  ]);
});

test.each([
  ['exit ends it', (act: ReturnType<typeof built>) => act.environment.exit(), undefined],
  ['another workspace is named', (act: ReturnType<typeof built>) => act.environment.switchTo('staging'), 'staging'],
])('%s', async (_, end, next) => {
  const act = built();
  end(act);
  expect(await act.ended).toBe(next);
});

test('keys that came together with the one that ended it are not for it', () => {
  const left = built().environment;
  expect(left.isLent()).toBe(false);
  left.exit();
  expect(left.isLent()).toBe(true);
  const switched = built().environment;
  switched.switchTo('other');
  expect(switched.isLent()).toBe(true);
});
