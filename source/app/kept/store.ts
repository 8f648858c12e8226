import { setTimeout as elapsed } from 'node:timers/promises';
import type { HourHistory } from '../../domain/hours.ts';
import type { ReportProblem } from '../../storage/document.ts';
import type { OpenStore, Stores } from '../../store/open-store.ts';
import { hoursSeen } from '../../workspace/polling/hours-seen.ts';
import type { Poller } from '../../workspace/polling/poller.ts';
import * as resources from '../../workspace/resources/common.ts';

/** The way to the stores, for who has the token. */
export interface StoreDoor {
  /** The stores of the token of now. */
  open(report: ReportProblem): Promise<Stores>;
  /** Told when the token was replaced by another one. */
  onRenewed(listener: () => void): void;
}

export interface KeptStoreOptions {
  /** Undefined for the demo, which is in this process alone. */
  readonly door: StoreDoor | undefined;
  readonly poller: Pick<Poller, 'snapshot' | 'share' | 'refresh' | 'recall'>;
  readonly report: ReportProblem;
}

/** What this and other dashboards of the host have read of the open workspace. */
export interface KeptStore {
  /** Puts the workspace that this token opened last before the poller. */
  last(): Promise<void>;
  /** Resolves when that is there, or takes too long: what is asked before is not shared with the others. */
  ready(): Promise<void>;
  /** To be called when something was read: opens the store of the workspace once that is known. */
  follow(): void;
  /** The store that is open now. */
  current(): OpenStore | undefined;
  end(): void;
}

/** The first frame waits no longer for the store, ms. */
const patience = 200;
/** The first read waits no longer for it, ms. */
const readPatience = 2000;

export function keptStore({ door, poller, report }: KeptStoreOptions): KeptStore {
  let stores: Promise<Stores> | undefined;
  let opened: OpenStore | undefined;
  let followed: string | undefined;
  let isOver = false;
  /** One after another: what is opened later counts. */
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work).catch(() => undefined);
    return turn;
  };
  const theStores = (from: StoreDoor): Promise<Stores> => {
    stores ??= from.open(report);
    return stores;
  };
  const close = (): void => {
    poller.share(undefined);
    opened?.store.close();
    opened = undefined;
  };
  const attach = (next: OpenStore | undefined): void => {
    if (isOver) return next?.store.close();
    opened = next;
    if (next) poller.share(next.store);
  };
  const follow = (): void => {
    const { data, recalled } = poller.snapshot(resources.workspace);
    if (!door || !data || recalled || data.id === followed || isOver) return;
    followed = data.id;
    const { id } = data;
    void inTurn(async () => {
      const known = await theStores(door);
      await known.remember(id);
      if (opened?.workspaceId === id) return;
      const isOther = opened !== undefined;
      if (isOther) close();
      attach(await known.of(id));
      // What is on screen was that of another workspace.
      if (isOther) poller.refresh();
    });
  };
  // Whatever store is open: what another workspace or token has seen is gone with it.
  const history: HourHistory = {
    of: (...asked) => opened?.store.hours.of(...asked) ?? [],
    things: (...asked) => opened?.store.hours.things(...asked) ?? [],
  };
  if (door) poller.recall(hoursSeen, history, 0);
  door?.onRenewed(() => {
    // Another token may be allowed other things: nothing goes from one to the other.
    void inTurn(async () => {
      if (isOver) return;
      close();
      stores = undefined;
      followed = undefined;
      follow();
    });
  });
  return {
    last: async () => {
      if (!door) return;
      const opening = inTurn(async () => attach(await (await theStores(door)).last()));
      await Promise.race([opening, elapsed(patience, undefined, { ref: false })]);
    },
    ready: async () => {
      await Promise.race([turn, elapsed(readPatience, undefined, { ref: false })]);
    },
    follow,
    current: () => opened,
    end: () => {
      isOver = true;
      opened?.store.close();
    },
  };
}
