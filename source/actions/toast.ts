import type { SafeText } from '../domain/text.ts';
import { second } from '../domain/time.ts';
import { sameTarget } from '../state/place.ts';
import type { AppState, Toast } from '../state/store.ts';
import type { Environment } from './environment.ts';

const shown = 5 * second;

/** One line in the footer for a few seconds. */
export function toast({ store, now }: Environment, text: SafeText, tone: Toast['tone']): void {
  store.setState({ toast: { text, tone, until: now() + shown } });
}

/** On another page why a key did nothing on the one before is no answer, and it covers the keys that work. */
export function leaveToast({ store }: Environment, { toast: said, stack }: AppState): void {
  const now = store.getState();
  const [was, is] = [stack.at(-1), now.stack.at(-1)];
  if (said?.tone !== 'info' || said !== now.toast || !was || !is || sameTarget(was, is)) return;
  store.setState({ toast: undefined });
}
