import { minute, second } from '../../domain/time.ts';
import type { Clock } from '../clock.ts';
import type { Transport } from './transport.ts';

/** The clock of the server, as far as its answers tell: what is asked for and every age follow it. */
export interface ServerClock extends Clock {
  /** How far the clock of this machine is ahead of the server's, ms; negative where it is behind, 0 before any answer. */
  ahead(): number;
  /** Whether an answer has said what time it is: a difference of 0 proves nothing before. */
  isCompared(): boolean;
  /** Grows when an answer shows that the time was another one by more than a minute: what was asked before is of a wrong window. */
  jumps(): number;
  /** Takes in what one answer says, and when it was asked and came in by the clock of this machine. */
  observe(date: string | undefined, sentAt: number, receivedAt: number): void;
  /** The transport, its answers observed. */
  timed(transport: Transport): Transport;
}

/** From here on a difference is worth a word, and what was read by the wrong time is read again. */
export const worthSaying = minute;

/** `Date` counts whole seconds: the moment it was written may be almost one later. */
const truncated = second;

/** Dates outside are no time of a server that this program can meet. */
const earliest = Date.UTC(2020, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/** A corrected estimate must not turn the time back: it stands still instead, for so long at most. */
const longestStop = worthSaying;

/**
 * Puts the server's clock over the local one. The offset is only known to lie between what the answer's `Date` allows at its
 * sending and at its arrival: it moves no further than into that, and a local clock inside it is right as it is. The first answer
 * counts at once, and the first after the local clock was set or the machine slept; any other that differs by more than a minute
 * only when the next one agrees.
 * @param steady ms that no setting of the clock changes
 */
export function serverClock(local: Clock, steady: () => number = () => performance.now()): ServerClock {
  let offset = 0;
  let isTrusted = false;
  let isCompared = false;
  let doubted: { readonly least: number; readonly most: number } | undefined;
  let jumps = 0;
  let last = Number.NEGATIVE_INFINITY;
  let drift = local.now() - steady();

  const localNow = (): number => {
    const now = local.now();
    const moved = now - steady() - drift;
    if (Math.abs(moved) > worthSaying) {
      drift += moved;
      isTrusted = false;
    }
    return now;
  };
  const take = (next: number): void => {
    if (Math.abs(next - offset) > worthSaying) jumps += 1;
    offset = next;
    isTrusted = true;
    isCompared = true;
    doubted = undefined;
  };
  const observe: ServerClock['observe'] = (date, sentAt, receivedAt) => {
    const at = Date.parse(date ?? '');
    if (!(at >= earliest && at < latest) || receivedAt < sentAt) return;
    const least = at - receivedAt;
    const most = at + truncated - sentAt;
    const next = Math.min(Math.max(offset, least), most);
    const isFar = Math.abs(next - offset) > worthSaying;
    const agrees = doubted !== undefined && least <= doubted.most && most >= doubted.least;
    if (!isTrusted || !isFar || agrees) take(next);
    else doubted = { least, most };
  };

  return {
    now() {
      const now = localNow() + offset;
      last = now < last && last - now < longestStop ? last : now;
      return last;
    },
    setTimer: (run, ms) => local.setTimer(run, ms),
    ...(local.inTurn ? { inTurn: (run: () => void) => local.inTurn?.(run) } : {}),
    ahead: () => (offset === 0 ? 0 : -offset),
    isCompared: () => isCompared,
    jumps: () => jumps,
    observe,
    timed: (transport) => async (request) => {
      const sentAt = localNow();
      const answer = await transport(request);
      observe(answer.headers.date, sentAt, localNow());
      return answer;
    },
  };
}
