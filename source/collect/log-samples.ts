import type { FailureLogState } from '../domain/delivery/failure-log.ts';
import { type Sample, type SampleQuery, type SampleSet, unpacked } from '../domain/delivery/sample.ts';
import { clock, counted, whole } from '../domain/format.ts';
import { type SafeText, t } from '../domain/text.ts';
import { day, hour } from '../domain/time.ts';
import type { AskedHour, FailureLogs, KeptExchange } from '../store/failure-logs.ts';
import { isLeftOut } from './log-plan.ts';

/** An event as somebody received it. */
export interface SentEvent {
  readonly event: unknown;
  readonly receivedAt: number;
}

/** Looks up which of these messages were received. */
export type FindSent = (messageIds: readonly string[]) => ReadonlyMap<string, SentEvent>;

export interface LogEyesOptions {
  readonly logs: Pick<FailureLogs, 'exchanges' | 'counts' | 'hours' | 'used'>;
  /** The collection of a destination, where the user has told it. */
  readonly collectionOf: (destinationId: string) => string | undefined;
  readonly sent: FindSent;
  readonly now: () => number;
}

/** Logs are kept so long by Segment. */
const lookedBack = 28 * day;
/** Events of a batch that are looked up. */
const mostLookedUp = 3;

/** What the failure logs of this machine tell of a workspace. */
export function logEyes({ logs, collectionOf, sent, now }: LogEyesOptions) {
  const hoursOf = (destinationId: string) => logs.hours(destinationId, now() - lookedBack);
  const failureLogState = (destinationId: string, hours = hoursOf(destinationId)): FailureLogState => {
    const last = hours.toSorted((a, b) => b.askedAt - a.askedAt)[0];
    return {
      collectionId: collectionOf(destinationId),
      kept: logs.counts(destinationId),
      newest: hours.find(({ lines }) => lines > 0)?.hour,
      askedAt: last?.askedAt,
      problem: last && isUnread(last) ? last.outcome : undefined,
      leftOut: hours.find(({ outcome }) => isLeftOut(outcome))?.outcome,
      taken: logs.used().taken,
    };
  };
  return {
    failureLogState: (destinationId: string) => failureLogState(destinationId),
    samples: ({ destinationId, reason }: SampleQuery): SampleSet => {
      const kept = logs.exchanges(destinationId, reason);
      if (kept.length > 0) return { kind: 'samples', samples: samplesOf(kept, sent) };
      const hours = hoursOf(destinationId);
      const unread = hours.filter(isUnread).length;
      const why = whyNone(failureLogState(destinationId, hours), hours.length, unread, now());
      return { kind: 'unavailable', why, link: 'event-delivery' };
    },
  };
}

/** It was asked for and refused: nobody knows what it has. */
const isUnread = ({ outcome }: AskedHour): boolean => outcome !== '' && !isLeftOut(outcome);

/** Each exchange with the event of it that was seen, else its first. */
function samplesOf(kept: readonly KeptExchange[], sent: FindSent): readonly Sample[] {
  const found = sent(
    kept.flatMap(({ events }) => events.slice(0, mostLookedUp).map(({ messageId }) => messageId as string)),
  );
  return kept.map(({ exchange, events, keptAt }): Sample => {
    const event = events.find(({ messageId }) => found.has(messageId)) ?? events[0];
    const seen = event && found.get(event.messageId);
    const { exchangeId, at, request, response, isRequestCut, isResponseCut } = exchange;
    return {
      id: exchangeId,
      messageId: event?.messageId ?? exchangeId,
      at,
      sent: seen?.event,
      request: { ...request, body: unpacked(request.body) },
      response: { ...response, body: unpacked(response.body) },
      source: {
        readAt: keptAt,
        isRequestCut,
        isResponseCut,
        events: events.length,
        attempt: event?.attempt ?? 0,
        sentAt: seen?.receivedAt,
      },
    };
  });
}

const webApp = t`The web app keeps up to ten samples of each error, on the Event Delivery tab of this page:`;

/** Why there is no sample, as far as the logs tell: of what was not read nothing is said. */
function whyNone(state: FailureLogState, asked: number, unread: number, now: number): SafeText {
  const { collectionId, kept, newest, askedAt, problem, leftOut } = state;
  if (collectionId === undefined)
    return kept.size === 0
      ? t`The failure logs of this destination have them: its page says in three lines how to switch them on. ${webApp}`
      : t`What is kept of its failure logs has nothing of this error, and it is not known where the rest of them is. ${webApp}`;
  if (problem !== undefined) return t`Its failure logs cannot be read: ${problem}. ${webApp}`;
  if (askedAt === undefined)
    return t`Its failure logs have not been read yet: those that fail come first, within 120 requests a day. ${webApp}`;
  if (unread > 0)
    return t`Its failure logs have nothing of this error in what is read of them: ${counted(unread, t`hour`, t`hours`, whole)} could not be read. ${webApp}`;
  if (leftOut !== undefined)
    return t`Its failure logs have nothing of this error in what is read of them: ${leftOut}. ${webApp}`;
  if (newest === undefined)
    return t`Its failure logs have nothing yet, asked ${clock(askedAt, now)}: they come one to two hours late. ${webApp}`;
  return t`Its failure logs have nothing of this error in what is read of them: ${counted(asked, t`hour`, t`hours`, whole)}, the newest with lines ${clock(newest, now)} to ${clock(newest + hour, now)}. ${webApp}`;
}
