import { type SafeText, t } from '../domain/text.ts';
import { second } from '../domain/time.ts';
import type { Toast } from '../state/store.ts';

/** The first trouble with the user's files; all of them are printed when the dashboard has closed. */
export function problemToast([first, ...others]: readonly SafeText[], now: number): Toast | undefined {
  if (!first) return undefined;
  const text = others.length === 0 ? first : t`${first} (and ${others.length} more, printed at the end)`;
  return { text, tone: 'warn', until: now + 10 * second };
}
