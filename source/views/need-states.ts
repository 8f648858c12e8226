import type { Notice } from '../components/notice.ts';
import { type SafeText, t } from '../domain/text.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { problemText } from './words.ts';

/** The notice of a page without rows: what it waits for, why it failed, or that there is nothing. */
export function emptyNotice(snapshot: Snapshot, what: SafeText, empty: Omit<Notice, 'kind'>): Notice {
  const { error, data } = snapshot;
  if (data !== undefined) return { kind: 'empty', ...empty };
  if (!error) return { kind: 'loading', title: t`Reading ${what}…` };
  const closed = error.kind === 'no-access' || error.kind === 'not-in-plan';
  return {
    kind: closed ? 'no-access' : 'error',
    title: t`${what}: ${problemText(error)}`,
    text: error.message,
    help: closed ? t`the token's role or plan does not cover this` : t`r reads again · it is tried again by itself`,
  };
}
