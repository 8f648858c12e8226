import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { allowanceOf } from '../../../source/commands/allowance.ts';
import { mockWorkspace } from '../../../source/commands/backends.ts';
import { hostClocks } from '../../../source/commands/connect.ts';
import type { CheckedConfig } from '../../../source/config/check.ts';
import { resolveSettings } from '../../../source/config/settings.ts';
import { pathsOf } from '../../../source/storage/paths.ts';
import { openPreferences } from '../../../source/storage/preferences.ts';
import { colorLevel } from '../../../source/theme/color-level.ts';
import { lazyBackend } from '../../../source/workspace/backends/lazy.ts';
import { bytesOf } from '../keys.ts';
import { type Emulator, emulator } from './emulator.ts';
import { fakeStdin, fakeStdout } from './fake-tty.ts';
import { cleanEnvironment, homeOf, type SpawnOptions } from './pty.ts';

/** A dashboard of this process on a terminal in memory. Dispose it: `await using terminal = demoTerminal()`. */
export interface DemoTerminal extends Emulator, AsyncDisposable {
  /** How it ended: the exit code that the program would have ended with. */
  readonly exit: Promise<{ readonly code: number }>;
  /** Sends keys (names as in `bytesOf`), each as a read of its own. */
  press(...keys: readonly string[]): void;
  /** Sends text as one read. */
  send(text: string): void;
}

// Ink's components ask chalk, which looks here once, when it is loaded.
process.env.FORCE_COLOR = '3';
const { openDashboard } = await import('../../../source/app/open.ts');

/**
 * Opens the demo as the program does, all of it but the process: for tests of what pages show and where keys lead, of which
 * there are many. What a process is needed for (signals, exit codes, other programs, the network, what is bundled) is tested
 * with `spawnTerminal`, which takes the same options.
 */
export function demoTerminal(
  options: Pick<SpawnOptions, 'args' | 'cols' | 'rows' | 'env' | 'firstRun'> & {
    /** What a configuration says. */
    readonly config?: CheckedConfig['config'];
  } = {},
): DemoTerminal {
  const { cols = 80, rows = 24, args = [], config = {} } = options;
  const home = homeOf(options);
  const env = cleanEnvironment(home, options.env);
  const screen = emulator({ cols, rows });
  const stdin = fakeStdin(screen);
  const onSize = () => void process.emit('SIGWINCH', 'SIGWINCH');
  screen.events.on('resize', onSize);
  const line = { stdin, stdout: fakeStdout(screen), env, write: (text: string) => screen.write(text) };
  const opening = opened({ args, config }, env, line);
  const exit = opening.finally(() => {
    screen.events.off('resize', onSize);
    screen.events.emit('end', 'before the dashboard ended');
  });
  // Awaited by those who look at it, and at the end by all.
  exit.catch(() => undefined);
  const send = (text: string) => void stdin.write(text);
  return Object.assign(Object.create(screen) as Emulator, {
    exit,
    send,
    press(...keys: readonly string[]) {
      for (const key of keys) send(bytesOf(key));
    },
    async [Symbol.asyncDispose]() {
      send('\u0003\u0003');
      await exit;
      // What was still being kept when it ended may come while the folder is emptied.
      await rm(home, { recursive: true, force: true, maxRetries: 20 });
    },
  });
}

type Line = NonNullable<Parameters<typeof openDashboard>[1]>;

async function opened(
  { args, config }: { readonly args: readonly string[]; readonly config: CheckedConfig['config'] },
  env: Record<string, string>,
  line: Line,
) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      demo: { type: 'boolean' },
      scenario: { type: 'string' },
      period: { type: 'string' },
      write: { type: 'boolean' },
      ascii: { type: 'boolean' },
      'no-color': { type: 'boolean' },
    },
  });
  const { 'no-color': noColor = false, ...flags } = values;
  const paths = pathsOf(env);
  mkdirSync(paths.stateDir, { recursive: true });
  const preferences = await openPreferences(paths.stateDir, () => undefined);
  const color = !noColor;
  const settings = resolveSettings(env, { ...flags, color }, { config, problems: [] }, preferences.get());
  return openDashboard(
    {
      ...{ settings, paths, preferences, problems: [], allowance: allowanceOf(settings) },
      colors: colorLevel(env, true, { noColor }),
      clock: hostClocks()(settings),
      listen: () => undefined,
      connect: async (_, clock) => ({ backend: lazyBackend(() => mockWorkspace(settings, clock)) }),
    },
    line,
  );
}
