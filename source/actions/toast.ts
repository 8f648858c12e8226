import type { SafeText } from '../domain/text.ts';
import { second } from '../domain/time.ts';
import type { Toast } from '../state/store.ts';
import type { Environment } from './environment.ts';

const shown = 5 * second;

/** One line in the footer for a few seconds. */
export function toast({ store, now }: Environment, text: SafeText, tone: Toast['tone']): void {
  store.setState({ toast: { text, tone, until: now() + shown } });
}
