import { seen } from '../domain/local.ts';
import { jump } from '../state/navigation.ts';
import { pages } from '../state/pages.ts';
import { place } from '../state/store.ts';
import type { Action } from './environment.ts';

/** `B`: what others did; opening it makes everything seen, while its marks stay until it is opened again. */
export const notifications: Action = (environment) => {
  const { store } = environment;
  const state = store.getState();
  const { seenAt } = state.local.notifications;
  const newest = environment.newestActivity();
  const opened = pages.notifications.at({ seen: String(seenAt ?? 0) });
  const isOpen = place(state).view === 'notifications';
  const nothingNew = newest === undefined || (seenAt !== undefined && newest <= seenAt);
  if (isOpen && nothingNew) return;
  if (!nothingNew) environment.saveLocal((local) => seen(local, newest));
  const below = isOpen ? { ...state, stack: state.stack.slice(0, -1) } : state;
  store.setState(jump(below, opened));
};
