import type { SafeText } from '../domain/text.ts';
import { second } from '../domain/time.ts';
import { sameTarget } from '../state/place.ts';
import type { AppState, Toast } from '../state/store.ts';
import type { Here } from './environment.ts';

const shown = 5 * second;

/** One line in the footer for a few seconds. */
export function toast({ store, now }: Pick<Here, 'store' | 'now'>, text: SafeText, tone: Toast['tone']): void {
  store.setState({ toast: { text, tone, until: now() + shown } });
}

/** A message of another page is removed: it answers nothing here, and it covers the key hints. */
export function leaveToast({ store }: Here, { toast: said, stack }: AppState): void {
  const now = store.getState();
  const [was, is] = [stack.at(-1), now.stack.at(-1)];
  if (said?.tone !== 'info' || said !== now.toast || !was || !is || sameTarget(was, is)) return;
  store.setState({ toast: undefined });
}
