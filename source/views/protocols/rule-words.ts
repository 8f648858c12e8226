import { counted, whole } from '../../domain/format.ts';
import type { TrackingPlanRule } from '../../domain/protocols/plans.ts';
import { type SchemaField, schemaFields } from '../../domain/protocols/schema-fields.ts';
import { joined, type SafeText, t, without } from '../../domain/text.ts';
import { pages, type Target } from '../../state/pages.ts';
import { type PlanRule, ruleEvent } from '../../workspace/protocols/plan-rules.ts';
import { ruleType } from '../kit/words/plans.ts';

/** The wording that lists and pages of rules share. */

type Named = Pick<TrackingPlanRule, 'type' | 'key'>;

/** A rule by the event it is for; one for a whole call type by that. */
export function ruleName({ type, key }: Named): SafeText {
  if (key !== '') return key;
  return type === 'COMMON' ? t`Every event` : t`${ruleType(type)} calls`;
}

/** `1,204 events`, at least so many where a source of the plan has not told. */
export function brokenText(violating: number, { mayBeMore }: Pick<PlanRule, 'mayBeMore'>): SafeText {
  const events = counted(violating, t`event`, t`events`, whole);
  return mayBeMore ? t`at least ${events}` : events;
}

/** `order_id*, total*, currency`: required ones with a star, without what all of them share. */
export function fieldNames(schema: unknown): SafeText {
  return joined(
    schemaFields(schema).map(({ path, required }) => t`${shortPath(path)}${required ? t`*` : t``}`),
    t`, `,
  );
}

/** Stands below fields that are not all. */
export const moreFields = t`More fields than these: the JSON schema has them.`;

const shortPath = (path: SafeText): SafeText => without(path, /^(?:properties|traits)\./);

/** `string, one of USD, EUR`. */
export function fieldTakes({ type, takes }: SchemaField): SafeText {
  return takes === '' ? type : t`${type}, ${takes}`;
}

/** The violations that one source has of a rule. */
export function violationsTarget(sourceId: string, rule: Named): Target {
  const { eventName, eventType } = ruleEvent(rule);
  return pages.violationList.at({
    source: sourceId,
    type: eventType,
    ...(eventName === undefined ? {} : { event: eventName }),
  });
}
