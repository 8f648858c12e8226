import { seen } from '../domain/local.ts';
import { t } from '../domain/text.ts';
import { jump } from '../state/navigation.ts';
import { pages } from '../state/pages.ts';
import { place } from '../state/store.ts';
import type { Action } from './action.ts';
import type { Here, Keeping, Sight } from './environment.ts';

/** Time of the newest event that was not seen yet. */
function newestUnseen(sight: Sight): number | undefined {
  const { seenAt } = sight.store.getState().local.notifications;
  const newest = sight.newestActivity();
  return newest !== undefined && (seenAt === undefined || newest > seenAt) ? newest : undefined;
}

const isOpen = ({ store }: Sight): boolean => place(store.getState()).view === 'notifications';

/** `B`: what others did; opening it makes everything seen, while its marks stay until it is opened again. */
export const notifications: Action<Here & Keeping> = {
  why: (sight) =>
    isOpen(sight) && newestUnseen(sight) === undefined ? { why: t`this is it, and nothing new was read` } : undefined,
  run(environment) {
    const { store } = environment;
    const state = store.getState();
    const opened = pages.notifications.at({ seen: String(state.local.notifications.seenAt ?? 0) });
    const newest = newestUnseen(environment);
    if (newest !== undefined) environment.saveLocal((local) => seen(local, newest));
    const below = isOpen(environment) ? { ...state, stack: state.stack.slice(0, -1) } : state;
    store.setState(jump(below, opened));
  },
};
