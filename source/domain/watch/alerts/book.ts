import { day } from '../../time.ts';
import type { AlertRecord } from './alert.ts';
import type { AlertMessage } from './message.ts';

/** Something that is to be sent over a channel. */
export interface Outgoing {
  readonly channel: string;
  /** Acknowledging is no edge: only channels that have a word for it get it. */
  readonly kind: 'edge' | 'acknowledged';
  readonly message: AlertMessage;
}

/** One outgoing as it waits, with what became of it so far. */
export interface Waiting extends Outgoing {
  readonly seq: number;
  readonly madeAt: number;
  readonly attempts: number;
}

/** What a channel said last, where that was no success. */
export interface ChannelTrouble {
  readonly channel: string;
  readonly reason: string;
  readonly since: number;
  readonly waiting: number;
  /** How many were not taken for so long that they are tried no more. */
  readonly givenUp: number;
}

/** What becomes of the alerts of a workspace in one step. */
export interface BookChange {
  readonly records: readonly AlertRecord[];
  readonly send?: readonly Outgoing[];
}

/**
 * The alerts of one workspace and what is to be told of them, kept from one start to the next and shared by all programs of a
 * host. Nothing here throws: what cannot be kept is not done, and is done at the next step.
 */
export interface AlertBook {
  records(): readonly AlertRecord[];
  /** Takes one step, alone among all programs; undefined where it could not be kept: then nothing of it happened. */
  change(work: (records: readonly AlertRecord[]) => BookChange): readonly AlertRecord[] | undefined;
  /** Whether this program is the one that judges now: the one of the highest rank, and of several the first. */
  judges(rank: number): boolean;
  /** The oldest outgoing that is due, and not before an older one of the same alert and channel; it is ours for a minute. */
  claim(channels: readonly string[]): Waiting | undefined;
  /** It was taken. */
  sent(seq: number): void;
  /** It was not: after which pause it is tried again, ms, undefined where it is given up. The book goes by a clock of its own. */
  failed(seq: number, reason: string, pause: number | undefined): void;
  troubles(): readonly ChannelTrouble[];
  /** Gives back what this program had taken. */
  end(): void;
}

/** Who judges: of several the highest, and of those the first. A daemon is left alone, a dashboard may be put to sleep. */
export const ranks = { daemon: 3, telling: 2, looking: 1 } as const;

/** So long an outgoing belongs to who claimed it, ms. */
export const claimLasts = 60_000;

/** No server is believed that wants to be left alone for longer, ms. */
export const longestPause = 60 * 60_000;

/** What could not be sent in so long is of no use any more, ms; as long a channel says so that nobody sends over. */
export const longestWait = day;

/** Of a channel over which no program has tried to send. */
export const neverSent = 'nothing was sent';

/** Whether the time of what was put off has come; one that lies further ahead than that can be was set by a clock that ran ahead. */
const isDue = (at: number, now: number, longest: number): boolean => at <= now || at > now + longest;

/** A book of this program alone, for the demo and where there is no store. */
export function memoryBook(now: () => number): AlertBook {
  let records: readonly AlertRecord[] = [];
  let waiting: readonly (Waiting & { readonly dueAt: number; readonly claimedUntil: number })[] = [];
  const troubles = new Map<string, Omit<ChannelTrouble, 'channel' | 'waiting'>>();
  let seq = 0;
  const giveUp = (): void => {
    const late = waiting.filter(({ madeAt }) => madeAt < now() - longestWait);
    if (late.length === 0) return;
    for (const { channel, madeAt } of late) {
      const before = troubles.get(channel) ?? { reason: neverSent, since: madeAt, givenUp: 0 };
      troubles.set(channel, { ...before, givenUp: before.givenUp + 1 });
    }
    waiting = waiting.filter((each) => !late.includes(each));
  };
  return {
    records: () => records,
    change: (work) => {
      const { records: next, send = [] } = work(records);
      records = next;
      const fresh = send.map((each) => {
        seq += 1;
        return { ...each, seq, madeAt: now(), attempts: 0, dueAt: 0, claimedUntil: 0 };
      });
      waiting = [...waiting, ...fresh];
      return records;
    },
    judges: () => true,
    claim: (channels) => {
      giveUp();
      const isFirst = (one: Waiting) =>
        waiting.find(({ channel, message }) => channel === one.channel && message.id === one.message.id) === one;
      const next = waiting.find(
        (each) =>
          channels.includes(each.channel) &&
          isDue(each.dueAt, now(), longestPause) &&
          isDue(each.claimedUntil, now(), claimLasts) &&
          isFirst(each),
      );
      if (!next) return undefined;
      const claimed = { ...next, claimedUntil: now() + claimLasts };
      waiting = waiting.map((each) => (each === next ? claimed : each));
      return claimed;
    },
    sent: (done) => {
      const channel = waiting.find((each) => each.seq === done)?.channel;
      if (channel !== undefined) troubles.delete(channel);
      waiting = waiting.filter((each) => each.seq !== done);
    },
    failed: (done, reason, pause) => {
      const one = waiting.find((each) => each.seq === done);
      if (!one) return;
      troubles.set(one.channel, { since: now(), givenUp: 0, ...troubles.get(one.channel), reason });
      waiting = waiting.flatMap((each) => {
        if (each !== one) return [each];
        return pause === undefined
          ? []
          : [{ ...each, attempts: each.attempts + 1, dueAt: now() + pause, claimedUntil: 0 }];
      });
    },
    troubles: () =>
      [...troubles].map(([channel, trouble]) => ({
        channel,
        ...trouble,
        waiting: waiting.filter((each) => each.channel === channel).length,
      })),
    end: () => undefined,
  };
}
