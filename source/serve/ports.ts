import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Outcome } from '../collect/collector.ts';
import type { Settings } from '../config/settings.ts';
import type { Local } from '../domain/local.ts';
import type { SafeText } from '../domain/text.ts';
import type { OpenStore } from '../store/open-store.ts';
import type { Backend } from '../workspace/polling/backend.ts';
import type { Clock } from '../workspace/polling/clock.ts';
import type { Read } from '../workspace/polling/read.ts';
import type { Need } from '../workspace/polling/resource.ts';
import type { Overview } from '../workspace/watch/overview.ts';
import type { EventLog } from './event-log.ts';

/** One workspace that is watched: what it is known by, and all that is read of it. */
export interface Post {
  readonly profile: SafeText;
  readonly settings: Settings;
  readonly backend: Backend;
  /** The clock of the server that is asked. */
  readonly clock: Clock;
  readonly log: EventLog;
  readonly stateDir: string;
  readonly read: Read;
  /** The id of the workspace, once it is known: of this start or of an earlier one. */
  workspaceId(): string | undefined;
  /** The whole picture of now, as Home draws it. */
  overview(): Overview;
  /** What the user keeps of this workspace on this machine. */
  local(): Local;
  /** The store of the workspace; undefined while it is not known, or cannot be used. */
  store(): OpenStore | undefined;
  /** How the polling stands. */
  standing(): Standing;
  /** How old what is wanted is, by kind. */
  reads(): readonly ReadsOfKind[];
}

/** Reads of one kind, such as all deliveries. */
export interface ReadsOfKind {
  readonly family: string;
  /** When the oldest answer of them was read, ms; undefined before the first. */
  readonly oldest: number | undefined;
  /** Those that fail, or of which something was lost. */
  readonly failing: number;
}

/** How the polling of a workspace stands. */
export interface Standing {
  /** All that is wanted has been read once, or its failure is known; what the API allows a few times a minute is not waited for. */
  readonly isReady: boolean;
  /** When the oldest of what is read each minute was read, ms; undefined before. */
  readonly lastPollAt: number | undefined;
  /** Reads that fail, or of which something was lost. */
  readonly problems: number;
  readonly requests: number;
}

/** Work that goes on beside the polling of one workspace: it begins with the daemon and ends with it. */
export interface Duty {
  /** What it needs to be read besides what Home needs. */
  needs?(): readonly Need[];
  /** Told after each change of what was read, and each ten seconds as time goes on. */
  looked?(): void;
  /** Ends it; the daemon waits for that, for less than a second. */
  end?(): void | Promise<void>;
}

/** Begins a duty; it may not throw. */
export type DutyOf = (post: Post) => Duty;

/** Something that is answered over HTTP. */
export interface Route {
  /** Such as /healthz, or /collect/:profile; a part with a colon is handed over by its name. */
  readonly path: string;
  /** Any method without it; others are answered with 405. */
  readonly methods?: readonly string[] | undefined;
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    parts: Readonly<Record<string, string>>,
  ): void | Promise<void>;
}

/** What became of all that was sent to the collector of a profile since the daemon began. */
export interface CollectCounts {
  /** Requests by the status of their answer. */
  readonly requests: ReadonlyMap<number, number>;
  /** Events: kept, known already, not asked for, and what is no event. */
  readonly kept: number;
  readonly duplicates: number;
  readonly leftOut: number;
  readonly invalid: number;
  /** When the last event was kept, ms by the clock of this machine. */
  readonly lastAt: number | undefined;
}

/** What became of the events of one request. */
export interface Taken {
  readonly accepted: number;
  readonly duplicates: number;
  readonly leftOut: number;
  readonly invalid: number;
}

/** The collector of one profile. */
export interface ProfileCollector {
  readonly secret: string | undefined;
  counts(): CollectCounts;
  /** Counts a request by its answer. */
  answered(status: number): void;
  take(
    events: readonly unknown[],
    sourceId: string | undefined,
  ): Promise<Taken | (Outcome & { readonly kind: 'refused' })>;
  end(): void;
}

/** What routes are made from. */
export interface Daemon {
  readonly posts: readonly Post[];
  readonly log: EventLog;
  /** When it began, ms, by the clock of this machine. */
  readonly startedAt: number;
  /** What takes the events that are sent to it, by profile. */
  readonly collectors: ReadonlyMap<string, ProfileCollector>;
  /** Counts requests to profiles that are not served. */
  readonly unknown: { answered(status: number): void; counts(): ReadonlyMap<number, number> };
  /** Whether who asks may see what is told of the workspaces: from this machine, or with the secret of one of the profiles. */
  mayLook(request: IncomingMessage): boolean;
}

export type RoutesOf = (daemon: Daemon) => readonly Route[];
