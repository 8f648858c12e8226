import { pages, type Target } from '../../state/pages.ts';
import type { Connection } from '../../workspace/delivery/fleet.ts';
import type { Overview } from '../../workspace/watch/overview.ts';

/** The drawer of one error of a connection. Without a code it shows the reason with the most events. */
export function payloadTarget(destinationId: string, code?: string): Target {
  return pages.payload.at(destinationId, code);
}

/** The drawer of a connection's top error; undefined for one that fails nothing. */
export function topErrorTarget({ id, state, reason }: Connection): Target | undefined {
  return state === 'failing' ? payloadTarget(id, reason) : undefined;
}

/** The drawer of the worst error: of the first connection of the triage that fails deliveries, else of the highest error rate. */
export function worstTarget({ triage, fleet }: Pick<Overview, 'triage' | 'fleet'>): Target | undefined {
  const listed = triage.flatMap((item) => (item.kind === 'connection' ? [item.connection] : []));
  const worst = [...listed, ...fleet.failing].find(({ state }) => state === 'failing');
  return worst && topErrorTarget(worst);
}
