import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Dashboard, Setup } from '../../source/app/build.ts';
import { followConfig } from '../../source/app/reload.ts';
import type { Reread } from '../../source/app/reread.ts';
import { resolveSettings } from '../../source/config/settings.ts';
import type { ConfigContent } from '../../source/config/shape.ts';
import { createAppStore } from '../../source/state/store.ts';
import { glyphs } from '../../source/theme/glyphs.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const settingsOf = (config: ConfigContent) => resolveSettings({}, { demo: true }, { config, problems: [] });

/** A dashboard whose configuration becomes another one, and another one. */
async function reread(before: ConfigContent, ...changes: readonly ConfigContent[]) {
  const file = join(await temporaryFolder(), 'config.yaml');
  const settings = settingsOf(before);
  const clock = {
    now: () => 0,
    setTimer: (work: () => void) => {
      const timer = setTimeout(work, 1);
      return () => clearTimeout(timer);
    },
  };
  const configure = vi.fn();
  const setMouse = vi.fn();
  const dashboard = {
    runtime: { session: {}, glyphs: glyphs(false), clock },
    store: createAppStore({}),
    problems: { reread: () => undefined },
    intervals: { ...settings.refresh },
    logs: { configure },
    relook: vi.fn(),
  };
  let after = before;
  const read = (): Promise<Reread> =>
    Promise.resolve({ kind: 'read', settings: settingsOf(after), allowance: {}, problems: [] });
  const end = followConfig(dashboard as unknown as Dashboard, { bind: () => undefined, setMouse }, {
    settings,
    colors: 'none',
    reload: { files: [file], read },
  } as unknown as Setup);
  const { store } = dashboard;
  const toasts: unknown[] = [];
  for (after of changes) {
    store.setState({ toast: undefined });
    await vi.waitFor(async () => {
      await writeFile(file, String(Math.random()));
      expect(store.getState().toast).toBeDefined();
    });
    toasts.push(store.getState().toast?.text);
  }
  end();
  return { ...dashboard, configure, setMouse, toast: toasts.at(-1), toasts };
}

test('intervals and collections of failure logs are those of the changed file', async () => {
  const { intervals, configure, toast } = await reread(
    { refresh: { volume: 90_000, sources: 60_000 }, failureLogs: { one: 'a', two: 'b' } },
    { refresh: { volume: 30_000 }, failureLogs: { two: 'c' } },
  );
  expect(intervals).toEqual({ volume: 30_000 });
  expect(configure).toHaveBeenCalledWith({ two: 'c' });
  expect(toast).toBe('Configuration read again');
});

test('logs are left alone where their collections stay', async () => {
  const { configure } = await reread({ failureLogs: { one: 'a' } }, { failureLogs: { one: 'a' }, theme: 'dark' });
  expect(configure).not.toHaveBeenCalled();
});

test('the mouse is what the changed file says, and stays as it is where that says the same', async () => {
  const on = await reread({}, { mouse: true });
  expect([on.setMouse.mock.calls, on.store.getState().mouse]).toEqual([[[true]], true]);
  const off = await reread({ mouse: true }, {});
  expect([off.setMouse.mock.calls, off.store.getState().mouse]).toEqual([[[false]], false]);
  expect((await reread({ mouse: true }, { mouse: true })).setMouse).not.toHaveBeenCalled();
});

test('that ASCII counts when the workspace is opened again is said', async () => {
  const { toast } = await reread({}, { glyphs: 'ascii' });
  expect(toast).toBe('Configuration read again; glyphs counts when the workspace is opened again');
  expect((await reread({}, { glyphs: 'nerd' })).toast).toBe('Configuration read again');
});

test('what waits for the workspace to be opened again is told each time, and no longer once it is as it was', async () => {
  const counts = (what: string) => `Configuration read again; ${what} counts when the workspace is opened again`;
  const told = { alerts: { terminal: ['osc9'] } } as ConfigContent;
  const { toasts } = await reread({}, { glyphs: 'ascii' }, { glyphs: 'ascii', ...told }, told, {});
  expect(toasts).toEqual([counts('glyphs'), counts('alerts, glyphs'), counts('alerts'), 'Configuration read again']);
});
