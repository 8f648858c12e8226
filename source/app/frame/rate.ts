import { whole } from '../../domain/format.ts';
import type { WireState } from '../../domain/queries.ts';
import { t } from '../../domain/text.ts';
import { type Span, span } from '../../theme/line.ts';
import { limitText } from './age.ts';

/** What is used of the budget, requests a minute; how many wait for a limit, and until when. */
export function rateSpan(wire: WireState, now: number): Span {
  const until = wire.pausedUntil === undefined ? limitText(wire, now) : undefined;
  const rate = t`   ${wire.requestsPerMinute} req/min`;
  if (until === undefined) return span(t`${rate} `, 'dim');
  return span(t`${rate}, ${wire.queued > 0 ? whole(wire.queued) : t`some`} held until ${until} `, 'dim');
}
