import type { StoreDoor } from '../../app/kept/store.ts';
import type { Settings } from '../../config/settings.ts';
import { UsageError } from '../../config/usage-error.ts';
import { type Local, noLocal } from '../../domain/local.ts';
import type { LogLine } from '../../domain/log-line.ts';
import { redactedLines } from '../../log/redact.ts';
import type { ReportProblem } from '../../storage/document.ts';
import { type KnownWorkspace, openKnownWorkspaces } from '../../storage/known-workspaces.ts';
import { openLocal } from '../../storage/local.ts';
import type { Paths } from '../../storage/paths.ts';
import { asciiOnly } from '../../theme/color-level.ts';
import type { Backend } from '../../workspace/polling/backend.ts';
import { type Clock, serverClock, systemClock } from '../../workspace/polling/clock.ts';
import { connect } from '../connect.ts';
import { defaultTimeout, type GlobalOptions } from '../global-options.ts';
import { loadSettings } from '../load-settings.ts';
import { type ReadOnceOptions, type ReadPicture, readOnce } from '../read-once.ts';

/** A workspace as a command that answers once sees it. */
export interface OpenWorkspace {
  readonly settings: Settings;
  readonly paths: Paths;
  readonly clock: Clock;
  readonly backend: Backend;
  /** What this host has seen of it; undefined for the demo. */
  readonly store?: StoreDoor | undefined;
  /** What segtop itself did last, newest first. */
  readonly recent?: (() => readonly LogLine[]) | undefined;
  /** When to answer with what is there, ms. */
  readonly until: number;
  readonly ascii: boolean;
  /** The moment of the past that it is seen as of, ms; undefined is now. */
  readonly at?: number;
  /** Nothing is drawn while it reads. */
  readonly isQuiet?: boolean;
  /** Reads something once; a program that goes on answers from what it has. */
  read(options: ReadOnceOptions): Promise<ReadPicture>;
  /** The workspaces that were open on this machine. */
  readonly known: readonly KnownWorkspace[];
  /** What the user keeps of the workspace of this id on this machine. */
  localOf(workspaceId: string | undefined): Local;
}

/**
 * Opens the workspace of the options; nothing is read from the network yet. What is wrong with the configuration is said on stderr.
 * @param isFirst the dashboard follows in this process
 * @throws UsageError without a token; TokenError when it cannot be got
 */
export async function openWorkspace(options: GlobalOptions, isFirst = false): Promise<OpenWorkspace> {
  const clock = serverClock(systemClock);
  const until = clock.now() + (options.timeout ?? defaultTimeout);
  const { settings, paths, problems } = await loadSettings(options, { periodOfLastTime: false });
  if (settings.mode === 'first-run')
    throw new UsageError('SEGTOP_TOKEN', undefined, 'a Public API token, a profile, or --demo');
  for (const problem of problems) say(problem);
  const { backend, store, recent } = await connect({ ...settings, write: false }, clock, { isFirst });
  const report: ReportProblem = ({ message }) => say(message);
  const [local, known] = await Promise.all([
    openLocal(paths.stateDir, report),
    openKnownWorkspaces(paths.stateDir, report),
  ]);
  return {
    settings,
    paths,
    clock,
    backend,
    store,
    recent,
    until,
    ascii: asciiOnly(process.env, settings.ascii || undefined),
    isQuiet: options.plain === true,
    read: readOnce,
    known: known.list(),
    localOf: (workspaceId) =>
      workspaceId === undefined ? noLocal : local.get({ profile: settings.profile, workspaceId }),
  };
}

/** One line on stderr, without secrets. */
export function say(text: string): void {
  process.stderr.write(`segtop: ${redactedLines(text).join(' ')}\n`);
}
