import { hour, second } from '../domain/time.ts';
import type { Database } from '../store/database.ts';
import type { HostClock } from '../store/shared-store.ts';
import { Steadiness } from '../store/steadiness.ts';
import { type CollectBounds, isNear, pruneCollected } from './prune.ts';
import type { EventKind } from './schema.ts';
import type { Collected } from './understand.ts';
import { keepCollected } from './write.ts';

/** `kept`: it is on the disk. `refused`: it is not, and whoever sent it must send it again. */
export type Outcome =
  | { readonly kind: 'kept'; readonly fresh: number }
  | { readonly kind: 'refused'; readonly why: 'busy' | 'full' | 'unavailable' };

export interface CollectorOptions {
  /** Opens the file; undefined while it is not known which, or where it cannot be used. */
  readonly open: () => Promise<Database | undefined>;
  readonly clock: HostClock;
  readonly bounds: CollectBounds;
  /** Told when events could not be kept, and when they can be again. */
  readonly onTrouble: (why: string | undefined) => void;
}

interface Waiting {
  readonly events: readonly Collected[];
  readonly since: number;
  readonly answer: (outcome: Outcome) => void;
}

/** What comes within so long is committed together: each commit waits for the disk, ms. */
const gatherFor = 15;
/** After a commit that found the file locked, ms. */
const againAfter = 40;
/** Segment waits five seconds for an answer: what is not on the disk by then is refused, ms. */
const longestWait = 3.5 * second;
const reopenAfter = 2 * second;
/** Events that may wait for the disk; beyond, senders are told to come back. */
const mostWaiting = 20_000;
/** Rows of one transaction: a larger one would let nobody else answer. */
const mostAtOnce = 4000;
const pruneAfter = 2 * second;
const pruneRest = 50;
/** What gets old goes also while nothing comes, ms. */
const pruneAnyway = hour;

/** Keeps events of one workspace, several senders' in one commit. Nothing is answered before it is on the disk. */
export class Collector {
  readonly #options: CollectorOptions;
  #waiting: Waiting[] = [];
  #count = 0;
  #database: Database | undefined;
  #opening = false;
  #openedAt = Number.NEGATIVE_INFINITY;
  #stopFlush: (() => void) | undefined;
  #stopPrune: (() => void) | undefined;
  #pruneAt = Number.POSITIVE_INFINITY;
  #grown = new Map<string, EventKind>();
  readonly #steadiness = new Steadiness();
  #trouble: string | undefined;
  #isOver = false;

  constructor(options: CollectorOptions) {
    this.#options = options;
  }

  /** Resolves when they are on the disk, or cannot be. */
  add(events: readonly Collected[]): Promise<Outcome> {
    if (this.#isOver) return Promise.resolve({ kind: 'refused', why: 'unavailable' });
    if (this.#count > 0 && this.#count + events.length > mostWaiting)
      return Promise.resolve({ kind: 'refused', why: 'busy' });
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.#waiting.push({ events, since: this.#options.clock.now(), answer: resolve });
    this.#count += events.length;
    this.#soon(gatherFor);
    return promise;
  }

  /** Commits what waits, refuses what cannot be, and closes the file. */
  end(): void {
    this.#flush();
    this.#isOver = true;
    this.#stopFlush?.();
    this.#stopPrune?.();
    this.#refuse(this.#waiting, 'unavailable');
    this.#waiting = [];
    this.#database?.close();
  }

  #soon(ms: number): void {
    if (this.#isOver) return;
    this.#stopFlush ??= this.#options.clock.setTimer(() => {
      this.#stopFlush = undefined;
      this.#flush();
    }, ms);
  }

  #flush(): void {
    const database = this.#opened();
    const turn = this.#turn();
    if (turn.length === 0) return;
    const now = this.#options.clock.now();
    if (!database) return this.#again('unavailable');
    const outcomes: number[] = [];
    const done = database.attempt(() => {
      outcomes.length = 0;
      for (const { events } of turn) outcomes.push(keepCollected(database, events, now));
    });
    if (done.kind === 'failed') {
      // Room may come from what is old.
      this.#pruneSoon(0);
      return this.#again(done.trouble === 'busy' ? 'busy' : 'full', done.why);
    }
    this.#tell(undefined);
    this.#waiting = this.#waiting.slice(turn.length);
    for (const [index, { events, answer }] of turn.entries()) {
      this.#count -= events.length;
      for (const { event } of events) if (event) this.#grown.set(event.group, event.kind);
      answer({ kind: 'kept', fresh: outcomes[index] ?? 0 });
    }
    this.#pruneSoon(pruneAfter);
    if (this.#waiting.length > 0) this.#soon(0);
  }

  /** Those that came first, as many as one transaction takes. */
  #turn(): readonly Waiting[] {
    let rows = 0;
    const upto = this.#waiting.findIndex(({ events }, index) => {
      rows += events.length;
      return index > 0 && rows > mostAtOnce;
    });
    return upto < 0 ? this.#waiting : this.#waiting.slice(0, upto);
  }

  /** Tries again, but for those whose sender waits no longer. */
  #again(why: 'busy' | 'full' | 'unavailable', reason?: string): void {
    const now = this.#options.clock.now();
    // A lock goes by itself; a disk that is full does not, and a file that cannot be opened is tried soon. Who began to wait
    // far ahead of now did so by a clock that was set back since.
    const isOver = ({ since }: Waiting) => why === 'full' || Math.abs(now - since) >= longestWait;
    const over = this.#waiting.filter(isOver);
    this.#waiting = this.#waiting.filter((each) => !isOver(each));
    this.#refuse(over, why);
    if (over.length > 0 && reason !== undefined) this.#tell(reason);
    if (this.#waiting.length > 0) this.#soon(againAfter);
  }

  #refuse(waiting: readonly Waiting[], why: 'busy' | 'full' | 'unavailable'): void {
    for (const { events, answer } of waiting) {
      this.#count -= events.length;
      answer({ kind: 'refused', why });
    }
  }

  #opened(): Database | undefined {
    if (this.#database?.isOpen) return this.#database;
    this.#database = undefined;
    const { clock, open } = this.#options;
    if (this.#opening || Math.abs(clock.now() - this.#openedAt) < reopenAfter) return undefined;
    this.#opening = true;
    this.#openedAt = clock.now();
    void open().then((database) => {
      this.#opening = false;
      if (this.#isOver) return database?.close();
      this.#database = database;
      this.#tell(database ? undefined : 'the workspace is not known yet, or its file cannot be used');
      if (database && this.#waiting.length > 0) this.#soon(0);
    });
    return undefined;
  }

  #tell(why: string | undefined): void {
    if (why === this.#trouble) return;
    this.#trouble = why;
    this.#options.onTrouble(why);
  }

  #pruneSoon(ms: number): void {
    const { clock } = this.#options;
    const at = clock.now() + ms;
    if (this.#isOver || this.#pruneAt <= at) return;
    this.#stopPrune?.();
    this.#pruneAt = at;
    this.#stopPrune = clock.setTimer(() => {
      this.#pruneAt = Number.POSITIVE_INFINITY;
      this.#prune();
    }, ms);
  }

  #prune(): void {
    const { clock, bounds } = this.#options;
    if (!this.#database?.isOpen) return;
    const groups = this.#grown;
    const now = clock.now();
    const database = this.#database;
    const isSure = this.#steadiness.isSure(now, () => isNear(database, now));
    const more = pruneCollected(database, now, groups, bounds, isSure);
    if (more === undefined) return this.#pruneSoon(pruneAfter);
    if (more) return this.#pruneSoon(pruneRest);
    this.#grown = new Map();
    this.#pruneSoon(pruneAnyway);
  }
}
