import type { Settings } from '../config/settings.ts';
import type { LogLine } from '../domain/log-line.ts';
import { boundKeymap } from '../keys/own.ts';
import type { ReportProblem } from '../storage/document.ts';
import { terminalSize } from '../terminal/capabilities.ts';
import { noAutowrap, wheelAsArrows } from '../terminal/modes.ts';
import { asciiOnly } from '../theme/color-level.ts';
import type { Backend } from '../workspace/polling/backend.ts';
import type { Clock } from '../workspace/polling/clock.ts';
import { build, type Setup } from './build.ts';
import type { Ending } from './ending.ts';
import { type Line, ownLine } from './input/line.ts';
import { ownTerminal } from './input/own-terminal.ts';
import type { Download, FindCollected } from './kept/failure-logs.ts';
import type { StoreDoor } from './kept/store.ts';
import { start } from './start.tsx';

export interface OpenOptions extends Setup {
  readonly listen: (report: ReportProblem) => void;
  readonly clock: Clock;
  readonly connect: (settings: Settings, clock: Clock) => Promise<Connected>;
}

/** What a dashboard asks, and where it keeps what it is answered. */
export interface Connected {
  readonly backend: Backend;
  /** Undefined for the demo, whose workspace is in this process. */
  readonly store?: StoreDoor | undefined;
  /** The bytes behind a link to a failure log, by a client without a token. */
  readonly download?: Download | undefined;
  /** What was collected of the workspace on this host. */
  readonly collected?: FindCollected | undefined;
  /** What segtop itself did last, newest first. */
  readonly recent?: (() => readonly LogLine[]) | undefined;
}

/** Opens the dashboard on the terminal of this process, or on another one. */
export async function openDashboard(
  { listen, clock, connect, ...given }: OpenOptions,
  line: Line = ownLine,
): Promise<Ending> {
  const { settings } = given;
  const { store: door, ...connected } = await connect(settings, clock);
  const { table: keymap } = boundKeymap(settings.keys, settings.own);
  const ascii = asciiOnly(line.env, settings.ascii || undefined);
  const terminal = ownTerminal({ modes: [noAutowrap, wheelAsArrows], keymap, ascii, line });
  terminal.setMouse(settings.mouse);
  const size = terminalSize(line.stdout, line.env);
  const dashboard = build(given, { ...connected, clock, door, terminal, size, keymap, ascii });
  listen(dashboard.problems.reportOwn);
  return start(dashboard, terminal, given);
}
