import { agoText, clock, durationText } from '../../domain/format.ts';
import type { WireState } from '../../domain/queries.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { minute, second } from '../../domain/time.ts';
import type { AppState } from '../../state/store.ts';
import { type Span, span } from '../../theme/line.ts';
import type { ViewContext } from '../../views/kit/view.ts';
import { renewedOf } from '../../workspace/polling/renewed.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import { apiLag } from '../../workspace/resources/api-lag.ts';
import type { Runtime } from '../scene/runtime.ts';
import { needsTally } from './needs-tally.ts';
import { readProgress } from './read-progress.ts';

export interface Age {
  readonly long: Span;
  readonly short: Span;
}

/**
 * The age of the page (H-09, H-10): that of the oldest read that is renewed each minute; inventory and usage are renewed by the
 * hour. What could never be read is reported by its own panel and does not make the page stale.
 */
export function dataAge(
  state: AppState,
  { read, now, glyphs }: ViewContext,
  needs: readonly Need[],
  wire: WireState,
): Age {
  const until = limitText(wire, now);
  if (until !== undefined && wire.pausedUntil !== undefined)
    return { long: span(t`API limit until ${until}`, 'warn'), short: span(t`limit ${until}`, 'warn') };
  const same = (text: SafeText, tone: Span['tone']): Age => ({ long: span(text, tone), short: span(text, tone) });
  const { refreshing } = state;
  const tally = needsTally({ read, now }, needs, state);
  const { oldest, stale, earlier, renewing } = tally;
  if (oldest === undefined)
    return tally.isAnyFailed
      ? same(tally.isAllFailed ? t`No data` : t`No data yet`, 'warn')
      : (readProgress(tally, glyphs, t``) ?? same(t`Reading…`, 'dim'));
  const text = agoText(oldest, now);
  // What is on screen keeps its age until the answer is there.
  if (refreshing !== undefined && renewing !== undefined && renewing < refreshing)
    return same(t`Updating… ${text}`, 'info');
  if (stale !== undefined) {
    const since = clock(stale, now);
    if (until !== undefined)
      return {
        long: span(t`Stale since ${since}, limited until ${until}`, 'warn'),
        short: span(t`limit ${until}`, 'warn'),
      };
    return { long: span(t`Stale since ${since}`, 'warn'), short: span(t`Stale ${since}`, 'warn') };
  }
  if (earlier !== undefined) return same(t`From ${clock(earlier, now)}`, 'warn');
  const lag = apiLag(read, now);
  if (lag !== undefined) {
    const behind = t`API ${Math.floor(lag / minute)} min behind`;
    return { long: span(t`Updated ${text}, ${behind}`, 'warn'), short: span(behind, 'warn') };
  }
  return readProgress(tally, glyphs, text) ?? { long: span(t`Updated ${text}`, 'dim'), short: span(text, 'dim') };
}

/** The interval beside the age, where the user has chosen another one: the longest in force, as limits may hold some back. */
export function paced(age: Age, { store, poller }: Runtime, needs: readonly Need[]): Age {
  if (store.getState().pace === 1) return age;
  const every = renewedOf(needs).reduce(
    (longest, { resource }) => Math.max(longest, poller.every?.(resource) ?? resource.every),
    0,
  );
  if (every === 0) return age;
  const { text, tone } = age.long;
  return { ...age, long: span(t`${text}, every ${durationText(every)}`, tone) };
}

/** Shorter waits are over before anybody has read about them. */
const shortWait = 10 * second;

/** While refusals delay needed reads, the header says until when, to the end of that minute. */
export function limitText({ limitedUntil = 0 }: WireState, now: number): SafeText | undefined {
  return limitedUntil - now > shortWait ? clock(Math.ceil(limitedUntil / minute) * minute, now) : undefined;
}
