import { type AlertBook, longestPause, type Waiting } from '../domain/watch/alerts/book.ts';
import type { AlertMessage } from '../domain/watch/alerts/message.ts';
import type { Channel, ChannelSecret } from '../domain/watch/alerts/settings.ts';
import { pagerDutyUrl, postedAs, titleOf } from './presets.ts';

/** What a server said. */
export interface Reply {
  readonly status: number;
  /** The header Retry-After. */
  readonly retryAfter?: string | undefined;
}

/** The outside world, handed in. */
export interface Means {
  now(): number;
  /** Posts JSON; rejects with what may be shown where there was no answer. Never follows a redirect. */
  post(url: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<Reply>;
  /** Runs a program to its end; rejects where that was none of success. */
  run(argv: readonly string[], input: string): Promise<void>;
  /** Gets a secret; it is kept out of logs and errors from then on. */
  secret(source: ChannelSecret): Promise<string>;
  /** It was refused: it is got anew when it is needed next, as it may have been replaced. */
  forget(source: ChannelSecret): void;
}

/** What became of one attempt. */
export type Outcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfter?: number | undefined };

/** The first pause after a failure, and the longest, ms. */
const shortest = 5_000;
const longest = 5 * 60_000;

/** Sends one outgoing over a channel. Never rejects. */
export async function sendOver(
  channel: Channel,
  outgoing: Pick<Waiting, 'kind' | 'message'>,
  means: Means,
): Promise<Outcome> {
  try {
    return await attempt(channel, outgoing, means);
  } catch (thrown) {
    return { kind: 'failed', reason: thrown instanceof Error ? thrown.message : 'it failed' };
  }
}

async function attempt(
  channel: Channel,
  { kind, message }: Pick<Waiting, 'kind' | 'message'>,
  means: Means,
): Promise<Outcome> {
  if (channel.kind === 'webhook') {
    const { preset, url, key } = channel;
    const secret = key && (await means.secret(key));
    const posted = postedAs(preset, { kind, message }, secret);
    if (!posted) return { kind: 'sent' };
    const address = url ? await means.secret(url) : pagerDutyUrl;
    const { status, retryAfter } = await means.post(address, posted.body, posted.headers);
    if (status >= 200 && status < 300) return { kind: 'sent' };
    if (isRefusal(status)) for (const source of [url, key]) if (source) means.forget(source);
    return { kind: 'failed', reason: `answered ${status}`, retryAfter: waitOf(retryAfter, means.now()) };
  }
  if (kind !== 'edge') return { kind: 'sent' };
  if (channel.kind === 'command') await means.run(channel.argv, `${JSON.stringify(message)}\n`);
  // A sentence begins with a name, which is foreign text and must be no option of the program.
  else await means.run([...channel.argv, titleOf(message), message.sentence.replace(/^-/, ' -')], '');
  return { kind: 'sent' };
}

/** Of what is sent, and not of when: a server that was too slow, or has too much to do, knows the secret still. */
const isRefusal = (status: number): boolean => status >= 400 && status < 500 && status !== 408 && status !== 429;

/** How long to wait, ms: seconds or a date, as HTTP has it. */
export function waitOf(header: string | undefined, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(seconds) ? undefined : Math.min(longestPause, Math.max(0, seconds));
}

/** The pause before another attempt, ms: twice as long each time, and never less than what was asked for. */
export function pauseAfter(attempts: number, asked: number | undefined): number {
  return Math.max(asked ?? 0, Math.min(longest, shortest * 2 ** Math.min(attempts, 20)));
}

/** Sends what waits in a book, one after the other: what was claimed and not sent is tried again by whoever comes first. */
export function courierOf(channels: Readonly<Record<string, Channel>>, means: Means) {
  const names = Object.keys(channels);
  let running: Promise<void> | undefined;
  let isOver = false;
  const work = async (book: AlertBook): Promise<void> => {
    // What is claimed and not sent would wait for a minute.
    for (let next = book.claim(names); next; next = isOver ? undefined : book.claim(names)) {
      const outcome = await sendOver(channels[next.channel]!, next, means);
      if (outcome.kind === 'sent') book.sent(next.seq);
      else book.failed(next.seq, outcome.reason, pauseAfter(next.attempts, outcome.retryAfter));
    }
  };
  return {
    deliver: (book: AlertBook): void => {
      if (names.length === 0 || isOver) return;
      running ??= work(book).finally(() => {
        running = undefined;
      });
    },
    /** Resolves when nothing is being sent. */
    idle: async (): Promise<void> => running,
    end: (): void => {
      isOver = true;
    },
  };
}

/** What `segtop alerts test` sends. */
export function sampleMessage(workspace: string, now: number): AlertMessage {
  return {
    id: 'test:destination/sample',
    rule: 'delivery-rate',
    state: 'new',
    severity: 'warning',
    workspace,
    subject: { type: 'destination', id: 'sample', name: 'Test of a channel' },
    sentence: 'Test of a channel: nothing is wrong, segtop alerts test sent this; segtop open destination/sample',
    since: new Date(now).toISOString(),
    numbers: { failedPercent: 0 },
    open: 'segtop open destination/sample',
  };
}
