import type { Transformation } from '../../../domain/protocols/plans.ts';
import { joined, type SafeText, sanitise, t } from '../../../domain/text.ts';

/** What a transformation does, one sentence for each of its parts (rule 100). */
export function transformationSteps(of: Transformation): readonly SafeText[] {
  const { drop, newEventName, renames, values, computed, allowed, hashed } = of;
  return [
    ...(drop ? [t`drops the event`] : []),
    ...(newEventName === '' ? [] : [t`renames the event to ${newEventName}`]),
    ...renames.map(({ from, to }) => t`renames ${from} to ${to}`),
    ...values.map(({ paths, value }) => t`sets ${joined(paths, t`, `)} to ${value === '' ? t`nothing` : value}`),
    ...computed.map(({ property, fql }) => t`computes ${property} from ${fql}`),
    ...(allowed.length > 0 ? [t`lets through only ${joined(allowed, t`, `)}`] : []),
    ...(hashed ? [t`hashes ${joined(hashed.paths, t`, `)} with ${hashed.algorithm}`] : []),
  ];
}

/** The event that a condition asks for by name, else the kind of call; undefined where it asks for neither. */
export function conditionEvent(condition: SafeText): SafeText | undefined {
  const named = /\b(?:event|name)\s*=\s*(?:'([^']{1,200})'|"([^"]{1,200})")/.exec(condition);
  const typed = /\btype\s*=\s*(?:'([a-z]{1,20})'|"([a-z]{1,20})")/.exec(condition);
  const name = named?.[1] ?? named?.[2];
  const type = typed?.[1] ?? typed?.[2];
  if (name !== undefined) return sanitise(name);
  return type === undefined ? undefined : t`${sanitise(type)} calls`;
}
