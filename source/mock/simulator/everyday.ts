import type { EventSpec, ProtocolSwitches } from '../data/documents.ts';
import { chance, pick } from '../hash.ts';
import { type Answer, always, everyLeaf, type Leaf, type Rule } from './rule.ts';

/** Bad calls that any source sends now and then. */
export function everydayIngest(hash: number): Rule[] {
  const share = 0.0003 + 0.0012 * chance(hash, 11, 0);
  return [{ ...always, reason: 'no_user_anon_id', share, takes: everyLeaf }];
}

/** What a source's settings stop on any day: the rarest event in part, and the odd slip where its plan blocks. */
export function everydayFilters(
  hash: number,
  protocols: ProtocolSwitches | undefined,
  events: readonly EventSpec[],
): Rule[] {
  const rare = events.toSorted(([, , a], [, , b]) => a - b)[0]?.[0];
  const track = ({ eventType }: Leaf) => eventType === 'track';
  const rules: Rule[] = [
    { ...always, reason: 'event_setting', share: 0.05, takes: ({ eventName }) => eventName === rare },
  ];
  if (protocols && !protocols.violatingEvents)
    rules.push({ ...always, reason: 'schema_violation', share: 0.0004 + 0.001 * chance(hash, 12, 0), takes: track });
  if (protocols && !protocols.unplannedEvents)
    rules.push({ ...always, reason: 'unplanned', share: 0.0002 + 0.0006 * chance(hash, 13, 0), takes: track });
  return rules;
}

/** A few events go to people who said no, or are switched off in the payload. */
export function everydayRouting(hash: number): Rule[] {
  const reason = pick(['FILTERED_BY_INTEGRATIONS_OBJECT', 'FILTERED_BY_END_USER_CONSENT'], hash);
  return [{ ...always, reason, share: 0.002 + 0.02 * chance(hash, 21, 0), takes: everyLeaf }];
}

/** How a healthy tool answers: below 0.8 % refused for good, up to 2 % at the second try or later. */
export function everydayAnswers(hash: number): Answer[] {
  const noise = { ...always, takes: everyLeaf };
  return [
    {
      ...noise,
      outcome: 'discarded',
      recovered: 0,
      reason: pick(['400', 'MESSAGE_REJECTED', '404'], hash >>> 3),
      share: 0.003 * chance(hash, 23, 0) ** 2,
    },
    {
      ...noise,
      outcome: 'retried',
      recovered: 0.985,
      reason: pick(['503', 'ECONNRESET', '502', '429'], hash >>> 5),
      share: 0.002 + 0.018 * chance(hash, 24, 0),
    },
  ];
}
