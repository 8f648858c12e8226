import type { Target } from './pages.ts';
import { isShown, listPane, type Place, placeOf, sameTarget, withPane } from './place.ts';
import type { AppState } from './store.ts';

/**
 * A fresh place, sorted and looking as the user left its view the last time, and filtered so where all of its page was asked for: a
 * filter must not hide what somebody was led to.
 */
function fresh({ sorts, looks, filters }: AppState, { view, params, narrowed, tab }: Target): Place {
  const first = placeOf(view, params);
  const bare = tab === undefined ? first : withPane(first, listPane, { tab });
  const place = narrowed ? withPane(bare, listPane, { options: { problems: 'on' } }) : bare;
  const sort = sorts[view];
  const look = looks[view];
  const isWhole = !narrowed && tab === undefined && Object.keys(params).length === 0;
  const filter = isWhole ? filters[view] : undefined;
  if (!sort && !look && !filter) return place;
  const kept = filter ? { filter, recalled: true } : {};
  return withPane(place, listPane, { ...(sort && { sort }), ...(look && { look }), ...kept });
}

/** Opens a view on top; opening where one already is does nothing but turn to the tab that is meant. */
export function open(state: AppState, target: Target): Partial<AppState> {
  const top = state.stack.at(-1);
  if (top && isShown(top, target)) return {};
  if (top && sameTarget(top, target)) return replaceTop(state, fresh(state, target));
  return { stack: [...state.stack, fresh(state, target)], ahead: [] };
}

/** Goes to a page of the bar: from any depth, keeping what was done on it before if it is at the root (O-08). */
export function jump(state: AppState, target: Target): Partial<AppState> {
  const kept = state.stack.findIndex((each) => sameTarget(each, target));
  if (kept >= 0)
    return { stack: state.stack.slice(0, kept + 1), ahead: [...state.stack.slice(kept + 1), ...state.ahead] };
  const home = state.stack[0] ?? placeOf('home');
  return { stack: [home, fresh(state, target)], ahead: [] };
}

/** One level back, or undefined at the root. */
export function back({ stack, ahead }: AppState): Partial<AppState> | undefined {
  return stack.length > 1 ? { stack: stack.slice(0, -1), ahead: [...stack.slice(-1), ...ahead] } : undefined;
}

/** To the place that was left last by going back, as it was; undefined where there is none, or another page was opened since. */
export function forward({ stack, ahead: [next, ...ahead] }: AppState): Partial<AppState> | undefined {
  return next && { stack: [...stack, next], ahead };
}

export function replaceTop(state: AppState, top: Place): Partial<AppState> {
  return { stack: [...state.stack.slice(0, -1), top] };
}
