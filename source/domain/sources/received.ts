import { type SafeText, sanitise } from '../text.ts';

/** One event as a source received it: foreign JSON reaches the screen only through sanitise(), line by line. */
export interface ReceivedEvent {
  readonly messageId: string;
  /** When it came in, ms; undefined when that is not told. */
  readonly at: number | undefined;
  readonly type: SafeText;
  /** Name of a track event; empty for the other calls. */
  readonly name: SafeText;
  readonly event: unknown;
}

/** The last events of a source, newest first; or why there are none to be had. */
export type ReceivedSet =
  | {
      readonly kind: 'events';
      readonly events: readonly ReceivedEvent[];
      /** They come in as they are sent: reading them again costs nothing. */
      readonly isLive?: boolean | undefined;
    }
  | { readonly kind: 'unavailable'; readonly why: SafeText };

/** A row as a received event; undefined for one that has no message id. Everything else may be missing. */
export function receivedEvent(row: unknown): ReceivedEvent | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const { messageId, at, sent } = row as Readonly<Record<string, unknown>>;
  if (typeof messageId !== 'string' || messageId === '') return undefined;
  const { type, event } = (typeof sent === 'object' && sent !== null ? sent : {}) as Readonly<Record<string, unknown>>;
  const time = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  return {
    messageId,
    at: Number.isNaN(time) ? undefined : time,
    type: sanitise(type, 20),
    name: sanitise(event, 200),
    event: sent,
  };
}
