import { type LogDuty, logDuty } from '../../collect/log-duty.ts';
import { type FindSent, logEyes } from '../../collect/log-samples.ts';
import type { CollectedReader } from '../../collect/read.ts';
import type { SampleQuery } from '../../domain/delivery/sample.ts';
import type { Period } from '../../domain/time.ts';
import type { OpenStore } from '../../store/open-store.ts';
import type { OwnEyes } from '../../workspace/backends/own-eyes.ts';
import { failingLogs } from '../../workspace/delivery/failing-logs.ts';
import type { Fleet } from '../../workspace/delivery/fleet.ts';
import type { Backend } from '../../workspace/polling/backend.ts';
import type { Clock } from '../../workspace/polling/clock.ts';
import type { Poller } from '../../workspace/polling/poller.ts';
import { failureLogState } from '../../workspace/resources/failure-log-state.ts';
import { samples } from '../../workspace/resources/samples.ts';

/** What was collected of the workspace on this host; undefined where nothing was. */
export type FindCollected = () => Promise<Pick<CollectedReader, 'event'> | undefined>;

/** The bytes behind a link to a failure log. */
export type Download = (link: string, signal: AbortSignal) => AsyncIterable<Uint8Array>;

type Collections = Readonly<Record<string, string>>;

export interface KeptLogsOptions {
  /** The store that is open now. */
  readonly store: () => OpenStore | undefined;
  /** Collections by destination: those of the configuration, and those that the user typed, which come first. */
  readonly configured: Collections;
  readonly own: () => Collections;
  readonly fleet: () => Pick<Fleet, 'failing'>;
  readonly period: () => Period;
  readonly poller: Pick<Poller, 'snapshot' | 'reread'>;
  readonly backend: Pick<Backend, 'failureLogs'>;
  readonly clock: Clock;
  /** Undefined for the demo, which has payloads of its own. */
  readonly download: Download | undefined;
  readonly collected: FindCollected | undefined;
}

/** The failure logs of the open workspace: read while the dashboard is open, and shown as samples. */
export interface KeptLogs {
  eyes(): OwnEyes | undefined;
  begin(): void;
  /** To be called when the user has told another collection. */
  told(): void;
  /** Takes over what a changed configuration says. */
  configure(collections: Collections): void;
  end(): void;
}

export function keptLogs(options: KeptLogsOptions): KeptLogs {
  const { store, own, fleet, period, poller, backend, clock, download, collected } = options;
  let { configured } = options;
  const collections = (): Collections => ({ ...configured, ...own() });
  /** What somebody has looked for, by destination. */
  const looked = new Map<string, Map<string, SampleQuery>>();
  let duty: LogDuty | undefined;
  const renew = (destinationId: string): void => {
    // A payload must not change while it is read: only what was not there is looked for again.
    const missing = [...(looked.get(destinationId)?.values() ?? [])].filter(
      (query) => poller.snapshot(samples(query)).data?.kind !== 'samples',
    );
    poller.reread([...missing.map((query) => samples(query).key), failureLogState(destinationId).key]);
  };
  const told = (before: Collections = {}): void => {
    const ids = new Set([...looked.keys(), ...Object.keys(before), ...Object.keys(collections())]);
    poller.reread([...ids].map((id) => failureLogState(id).key));
    duty?.hurry();
  };
  return {
    eyes: () => {
      const opened = store();
      // Of a store that broke nothing is known: it must not read as one without logs.
      if (!opened?.logs.isOpen) return undefined;
      const seeing = (sent: FindSent) =>
        logEyes({ logs: opened.logs, collectionOf: (id) => collections()[id], sent, now: clock.now });
      return {
        failureLogState: (id) => seeing(() => new Map()).failureLogState(id),
        samples: async (query) => {
          const ofDestination = looked.get(query.destinationId) ?? new Map<string, SampleQuery>();
          looked.set(query.destinationId, ofDestination.set(query.reason, query));
          return seeing(sentIn(await collected?.())).samples(query);
        },
      };
    },
    begin: () => {
      if (!download || duty) return;
      duty = logDuty({
        clock,
        store,
        failing: () => failingLogs(fleet(), (resource) => poller.snapshot(resource), period(), collections()),
        links: (query, signal) => backend.failureLogs(query, { signal }),
        download,
        onRead: renew,
        onProblem: renew,
      });
    },
    told: () => told(),
    configure: (next) => {
      const before = configured;
      configured = next;
      told(before);
    },
    end: () => duty?.end(),
  };
}

/** Looks up events that were sent in what was collected. */
const sentIn =
  (collected: Pick<CollectedReader, 'event'> | undefined): FindSent =>
  (messageIds) =>
    new Map(
      messageIds.flatMap((id) => {
        const found = collected?.event(id);
        return found ? [[id, { event: found.event, receivedAt: found.at }] as const] : [];
      }),
    );
