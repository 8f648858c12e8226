import { createHmac } from 'node:crypto';
import { request as overTcp, type RequestOptions } from 'node:http';
import { request as overTls } from 'node:https';
import { second } from '../../domain/time.ts';
import { pause } from '../http/limits/latency.ts';
import type { Row, World } from '../world.ts';
import { WebhookMessages } from './messages.ts';

export interface PostOptions {
  readonly world: World;
  readonly url: string;
  /** What posts are signed with; they are not without it. */
  readonly secret?: string | undefined;
  /** Of how many posts a copy with a wrong signature is sent too, in percent. */
  readonly badSignatures?: number;
  readonly stop: AbortSignal;
  /** Told when posts are taken, and when they are not. */
  readonly onState: (state: string) => void;
}

/** Events of one request; Segment takes up to four thousand. */
const batchSize = 200;
const tickEvery = 2 * second;
/** Events that wait for a receiver that is away; the oldest go. */
const mostWaiting = 20_000;
/** Segment waits so long for an answer, ms. */
const patience = 5 * second;
/** Each so many taken requests one is sent again, as if its answer had been lost. */
const repeatEach = 5;

/** Posts what happens in a workspace as Segment's webhooks do, again and again until it is taken; ends with `stop`. */
export async function postWebhooks({
  world,
  url,
  secret,
  badSignatures = 0,
  stop,
  onState,
}: PostOptions): Promise<void> {
  const messages = new WebhookMessages(world);
  let waiting: readonly Row[] = [];
  let told = '';
  let taken = 0;
  let bad = 0;
  const tell = (state: string): void => {
    if (state !== told) onState(state);
    told = state;
  };
  while (!stop.aborted) {
    waiting = [...waiting, ...messages.next()].slice(-mostWaiting);
    while (waiting.length > 0 && !stop.aborted) {
      const batch = waiting.slice(0, batchSize);
      bad += badSignatures / 100;
      if (bad >= 1) {
        bad -= 1;
        await posted(url, batch, `not ${secret ?? ''}`, stop);
      }
      const outcome = await posted(url, batch, secret, stop);
      if (outcome !== 'taken') {
        if (!stop.aborted) tell(`webhooks are not taken: ${outcome}`);
        break;
      }
      tell('webhooks are taken');
      waiting = waiting.slice(batch.length);
      taken += 1;
      if (taken % repeatEach === 0) await posted(url, batch, secret, stop);
    }
    await pause(tickEvery, stop);
  }
}

async function posted(
  url: string,
  batch: readonly Row[],
  secret: string | undefined,
  stop: AbortSignal,
): Promise<string> {
  const [only] = batch;
  const body = JSON.stringify(batch.length === 1 ? only : batch);
  // Of a batch the first event alone is signed (rule 263).
  const signature =
    secret === undefined ? undefined : createHmac('sha1', secret).update(JSON.stringify(only)).digest('hex');
  const headers = {
    'content-type': 'application/json',
    ...(signature === undefined ? {} : { 'x-signature': signature }),
  };
  const signal = AbortSignal.any([stop, AbortSignal.timeout(patience)]);
  try {
    const status = await sent(url, body, { method: 'POST', headers, signal });
    return status >= 200 && status < 300 ? 'taken' : String(status);
  } catch {
    return 'no answer';
  }
}

/** @returns the status of the answer */
function sent(url: string, body: string, options: RequestOptions): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const request = url.startsWith('https:') ? overTls : overTcp;
  request(url, options, (answer) => {
    answer.resume().once('error', reject);
    answer.once('end', () => resolve(answer.statusCode ?? 0));
  })
    .once('error', reject)
    .end(body);
  return promise;
}
