import { auditMeaning } from '../../domain/audit/meaning.ts';
import { type Change, changedIds, verbsOf } from '../../domain/change.ts';
import type { AuditItem } from '../../domain/entities.ts';
import { type Problem, problemOf } from '../../domain/problem.ts';
import { t } from '../../domain/text.ts';
import { minute, second } from '../../domain/time.ts';
import type { Backend } from '../polling/backend.ts';
import type { Clock } from '../polling/clock.ts';

/** Waits before each look, ms: half a minute in all, and six requests at most. */
const looks = [0, second, 2 * second, 4 * second, 8 * second, 15 * second];
/** The clock of the API may be behind this one by this much. */
const skew = minute;
const pageSize = 100;

/** What came of looking for the audit event of a change. */
export type Found =
  | { readonly kind: 'found'; readonly item: AuditItem }
  | { readonly kind: 'none'; readonly waited: number }
  | { readonly kind: 'unreadable'; readonly problem: Problem };

interface Look {
  readonly backend: Pick<Backend, 'auditEvents'>;
  readonly clock: Clock;
  /** When the change was sent, ms. */
  readonly since: number;
  /** Ids of events that were known before. */
  readonly known: ReadonlySet<string>;
}

/** An event that this change may have caused: on its resource, with its verb, and new. */
export function isEcho(change: Change, item: AuditItem, { since, known }: Pick<Look, 'since' | 'known'>): boolean {
  if (known.has(item.id) || item.at < since - skew) return false;
  return changedIds(change).includes(item.resourceId) && verbsOf(change).includes(auditMeaning(item.type).verb);
}

/**
 * Looks for the audit event that a change caused until it is found, half a minute is over, or the trail refuses. Never rejects.
 */
export async function auditEcho(change: Change, look: Look): Promise<Found> {
  const { backend, clock } = look;
  const waited = looks.reduce((sum, ms) => sum + ms, 0);
  let problem: Problem | undefined;
  for (const wait of looks) {
    await new Promise<void>((resolve) => void clock.setTimer(resolve, wait));
    try {
      // Without a window, so that no difference of the clocks cuts off what happened a second ago: the newest events come
      // first.
      const { value } = await backend.auditEvents({ count: pageSize });
      const item = value.items.find((each) => isEcho(change, each, look));
      if (item) return { kind: 'found', item };
      problem = undefined;
    } catch (thrown) {
      problem = problemOf(thrown, t`GET /audit-events`);
      if (problem.kind === 'no-access' || problem.kind === 'not-in-plan') break;
    }
  }
  return problem ? { kind: 'unreadable', problem } : { kind: 'none', waited };
}
