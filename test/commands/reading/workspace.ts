import { readOnce } from '../../../source/commands/read-once.ts';
import type { OpenWorkspace } from '../../../source/commands/reading/open-workspace.ts';
import type { Settings } from '../../../source/config/settings.ts';
import { noLocal } from '../../../source/domain/local.ts';
import { t } from '../../../source/domain/text.ts';
import { usualAlerts } from '../../../source/domain/watch/alerts/settings.ts';
import { createWorld } from '../../../source/mock/create-world.ts';
import { createMockBackend } from '../../../source/workspace/backends/mock.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';

/** A Saturday afternoon, inside an hour and a minute. */
export const workspaceNow = Date.parse('2026-11-21T14:12:30Z');

/** The mock workspace as commands see it, at a time that stands still while timers run. */
export async function mockWorkspace(
  scenario = 'everything',
  change: (backend: Backend) => Backend = (backend) => backend,
  timeout = 60_000,
): Promise<OpenWorkspace> {
  const clock = {
    now: () => workspaceNow,
    setTimer(run: () => void, ms: number) {
      // Reads that the API gives twice a minute wait no minute here, and nothing else is that far away.
      const timer = setTimeout(run, Math.min(ms, timeout));
      return () => clearTimeout(timer);
    },
  };
  const world = await createWorld({ scenario, clock: clock.now });
  const folder = '/nonexistent/segtop';
  const settings: Settings = {
    mode: 'demo',
    scenario,
    profile: t`demo`,
    profiles: [],
    period: '24h',
    write: false,
    ascii: false,
    log: 'off',
    keys: {},
    refresh: {},
    allowance: {},
    alerts: usualAlerts,
    choose: false,
    problems: [],
  } as unknown as Settings;
  return {
    settings,
    paths: { configDir: folder, stateDir: folder, cacheDir: folder },
    clock,
    backend: change(createMockBackend(world, clock)),
    until: workspaceNow + timeout,
    ascii: false,
    read: readOnce,
    known: [],
    localOf: () => noLocal,
  };
}
