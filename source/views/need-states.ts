import type { Notice } from '../components/notice.ts';
import { type SafeText, t } from '../domain/text.ts';
import type { Fleet } from '../workspace/fleet.ts';
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

/** Why connections have no numbers yet that should have some: the first that was refused speaks for all; undefined while they are read. */
export function unrankedError({ connections }: Fleet): Snapshot['error'] {
  return connections.find(({ state, snapshot }) => state === 'unknown' && snapshot.error)?.snapshot.error;
}

/** The notice of a page without rows as long as not every connection has been measured; undefined from then on. */
export function rankingNotice(fleet: Fleet): Notice | undefined {
  const { ranked, rankable } = fleet;
  if (ranked >= rankable) return undefined;
  const error = unrankedError(fleet);
  if (!error) return { kind: 'loading', title: t`Ranking connections: ${ranked} of ${rankable}` };
  return emptyNotice(
    { error, problems: [], status: 'failed', version: 0 },
    t`delivery of ${rankable - ranked} connections`,
    {
      title: t``,
    },
  );
}
