import { mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as elapsed } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pty from '@lydell/node-pty';
import { bytesOf } from '../keys.ts';
import { withoutFavorites } from '../without-favorites.ts';
import { compiledByAll } from './compiled.ts';
import { type Emulator, emulator } from './emulator.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The bin that users get. */
export const bin = join(root, 'dist/segtop.mjs');

/** The Node that the checkout pins. */
export const pinnedNode = () => realpathSync(join(root, 'node_modules/.bin/node'));

export interface SpawnOptions {
  readonly args?: readonly string[];
  readonly cols?: number;
  readonly rows?: number;
  /** Added to the clean environment; undefined removes a name. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The Node to run on; the pinned one unless given. */
  readonly node?: string;
  /** The script to run; the built bin unless given. */
  readonly program?: string;
  /** As on a machine on which nothing was ever kept: the demo has favorites of its own. */
  readonly firstRun?: boolean;
}

/** How a program ended: a signal is 0 when it left by itself. */
interface Exit {
  readonly code: number;
  readonly signal: number;
}

/** A program on a real pseudo-terminal, seen through an emulator. Dispose it: `await using terminal = spawnTerminal()`. */
export interface PtyTerminal extends Emulator, AsyncDisposable {
  readonly pid: number;
  /** A folder of its own for everything it keeps; removed with it. */
  readonly home: string;
  readonly exit: Promise<Exit>;
  /** Sends keys (names as in `bytesOf`), each as a write of its own. */
  press(...keys: readonly string[]): void;
  /** Sends text as one write. */
  send(text: string): void;
  kill(signal?: NodeJS.Signals): void;
}

/** What is left of a program in a shell after it ended. */
export interface ShellTerminal extends PtyTerminal {
  /** Sends a signal to the program, not to the shell. */
  kill(signal?: NodeJS.Signals): void;
  /** Resolves when the program has ended: its exit code as the shell saw it, and whether the line edits again (cooked mode). */
  ended(): Promise<{ readonly code: number; readonly cooked: boolean; readonly echo: boolean }>;
}

/**
 * The environment of a program under test: the caller's without what would change its mind about colours, tests and
 * configuration, and with a home of its own.
 */
export function cleanEnvironment(home: string, added: SpawnOptions['env'] = {}): Record<string, string> {
  const dropped =
    /^(CI|CONTINUOUS_INTEGRATION|GITHUB_ACTIONS|NO_COLOR|FORCE_COLOR|VITEST.*|NODE_ENV|NODE_OPTIONS|SEGTOP_.*|XDG_.*|TMUX|STY|TERM_PROGRAM.*|LANG|LC_.*)$/;
  const env: Record<string, string | undefined> = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !dropped.test(name))),
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_STATE_HOME: join(home, 'state'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_DATA_HOME: join(home, 'data'),
    SEGTOP_CONFIG_DIR: join(home, 'config', 'segtop'),
    SEGTOP_STATE_DIR: join(home, 'state', 'segtop'),
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    BROWSER: 'none',
    ...underTest(),
    ...added,
  };
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/**
 * What gives a program the clock of the test that starts it, and what others before it have compiled, which a home of its own does not
 * have; nothing outside of tests, such as for a bench.
 */
function underTest(): Record<string, string> {
  const { SEGTOP_TEST_SHIFT: shift } = process.env;
  if (shift === undefined) return {};
  return {
    SEGTOP_TEST_SHIFT: shift,
    NODE_OPTIONS: `--import=${new URL('test-clock.mjs', import.meta.url)}`,
    NODE_COMPILE_CACHE: join(root, compiledByAll),
  };
}

/** A folder for all that a program keeps; unless it is the first run, one of a user who has no favorites. */
export function homeOf({ firstRun, env }: SpawnOptions): string {
  const home = mkdtempSync(join(tmpdir(), 'segtop-test-'));
  if (!firstRun && env?.SEGTOP_STATE_DIR === undefined) withoutFavorites(join(home, 'state', 'segtop'));
  return home;
}

/** Starts a program on a pseudo-terminal; the emulator answers what it asks the terminal. */
export function spawnTerminal(options: SpawnOptions = {}): PtyTerminal {
  const { args = [], node = pinnedNode(), program = bin } = options;
  return spawnFile(node, () => [resolve(program), ...args], options);
}

/** Starts any program on a pseudo-terminal, as `spawnTerminal` does segtop. */
export function spawnFile(file: string, argsFor: (home: string) => string[], options: SpawnOptions): PtyTerminal {
  const { cols = 80, rows = 24, env } = options;
  const home = homeOf(options);
  const screen = emulator({ cols, rows });
  const child = pty.spawn(file, argsFor(home), {
    // It is put into the environment as TERM.
    name: env?.TERM ?? 'xterm-256color',
    cols,
    rows,
    cwd: root,
    env: cleanEnvironment(home, env),
  });
  let running = true;
  const exit = new Promise<Exit>((resolveExit) => {
    child.onExit(({ exitCode, signal = 0 }) => {
      running = false;
      screen.events.emit('end', `before the program ended with ${signal === 0 ? exitCode : `signal ${signal}`}`);
      resolveExit({ code: exitCode, signal });
    });
  });
  const send = (text: string) => {
    if (running) child.write(text);
  };
  const kill = (signal: NodeJS.Signals = 'SIGTERM') => {
    if (running) child.kill(signal);
  };
  child.onData((data) => screen.write(data));
  screen.events.on('reply', send);
  screen.events.on('resize', () => {
    if (running) child.resize(screen.cols, screen.rows);
  });
  return Object.assign(Object.create(screen) as Emulator, {
    pid: child.pid,
    home,
    exit,
    send,
    press(...keys: readonly string[]) {
      for (const key of keys) send(bytesOf(key));
    },
    kill,
    async [Symbol.asyncDispose]() {
      kill('SIGKILL');
      await exit;
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  });
}

/** Runs a program in a shell that outlives it and reports: the exit code, and what the terminal was left in. */
export function spawnInShell(options: SpawnOptions = {}): ShellTerminal {
  const { args = [], node = pinnedNode(), program = bin } = options;
  const script = [
    // The program keeps the process id that its own small shell wrote down.
    'sh -c \'echo $$ >"$HOME/pid"; exec "$@"\' sh "$@"',
    'code=$?; printf "\\nEXIT:%s %s END\\n" $code "$(stty -a | grep -oE -- "-?(icanon|echo)\\b" | tr "\\n" " ")"',
    'read -r _',
  ].join('\n');
  // Not bash: it sets the terminal right by itself after a child that a signal ended, and would hide that we did not.
  const shell = spawnFile('sh', () => ['-c', script, 'sh', node, resolve(program), ...args], options);
  const report = /EXIT:(\d+) (.*) END/;
  return Object.assign(shell, {
    kill(signal: NodeJS.Signals = 'SIGTERM') {
      process.kill(Number(readFileSync(join(shell.home, 'pid'), 'utf8')), signal);
    },
    async ended() {
      const [, code, modes = ''] = report.exec(await shell.waitFor(report)) ?? [];
      const on = modes.split(' ');
      return { code: Number(code), cooked: on.includes('icanon'), echo: on.includes('echo') };
    },
  });
}

/** Waits until a program has written nothing for `ms`: for measuring, where no text tells the end. */
export async function quiet(terminal: Emulator, ms: number): Promise<void> {
  for (let seen = -1; seen !== terminal.raw().length; ) {
    seen = terminal.raw().length;
    await elapsed(ms);
  }
}
