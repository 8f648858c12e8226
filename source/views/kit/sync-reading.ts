import { agoText } from '../../domain/format.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { minute, second } from '../../domain/time.ts';
import type { Snapshot } from '../../workspace/polling/snapshot.ts';
import { problemText } from './words.ts';

/** When the reports were read and will be again: two reads a minute are allowed, so both are part of the answer (rule 112). */
export function readingText(snapshot: Snapshot, now: number): SafeText {
  const { fetchedAt, error } = snapshot;
  const age = fetchedAt === undefined ? (error ? t`` : t`not read yet · `) : t`read ${agoText(fetchedAt, now)} · `;
  const trouble = error ? t`${problemText(error)}${fetchedAt === undefined ? t` · ` : t`; `}` : t``;
  return t`${trouble}${age}${nextText(snapshot, now)} · two reads a minute are allowed`;
}

/** `next read in 30 s`, in steps of ten seconds and then of minutes, so that nothing ticks (rule 243). */
function nextText({ nextAt, status }: Snapshot, now: number): SafeText {
  if (status === 'loading') return t`being read`;
  const wait = (nextAt ?? now) - now;
  if (wait <= 0) return t`waiting for its turn`;
  if (wait < minute) return t`next read in ${Math.ceil(wait / (10 * second)) * 10} s`;
  return t`next read in ${Math.ceil(wait / minute)} min`;
}
