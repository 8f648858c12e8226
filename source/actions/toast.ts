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

/** A message of another page, or of the page under what was just opened, is removed: it answers nothing here, and it covers the key hints. */
export function leaveToast({ store }: Here, { toast: said, stack, overlay }: AppState): void {
  const now = store.getState();
  if (said?.tone !== 'info' || said !== now.toast) return;
  const [was, is] = [stack.at(-1), now.stack.at(-1)];
  const isElsewhere = was !== undefined && is !== undefined && !sameTarget(was, is);
  const isCovered = overlay === undefined && now.overlay !== undefined;
  if (isElsewhere || isCovered) store.setState({ toast: undefined });
}
