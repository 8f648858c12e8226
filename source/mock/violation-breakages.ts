import type { Row } from './world.ts';

/** One way in which an event breaks its rule. */
export interface Breakage {
  readonly kind: string;
  readonly field: string;
  readonly sentence: string;
  /** Part of the group's events that break so besides the first breakage. */
  readonly share: number;
  /** The property that is sent wrong; none where the event as a whole is wrong. */
  readonly property?: string | undefined;
  readonly given?: 'string' | 'null' | undefined;
}

interface Schema {
  readonly properties?: Readonly<Record<string, { readonly type?: string }>>;
  readonly required?: readonly string[];
}

const propertiesOf = (rule: Row | undefined): Schema | undefined =>
  (rule?.properties as Row | undefined)?.properties as Schema | undefined;

/**
 * How the events of one name break their rule, the surest way first. A release sends numbers as text; on any other day one
 * required property is missing.
 * @param reason the discard reason that Protocols gave
 */
export function breakagesOf(
  eventName: string | undefined,
  reason: string,
  release: boolean,
  rules: Readonly<Record<string, Row>>,
): Breakage[] {
  if (reason === 'unplanned')
    return [{ kind: 'Unplanned', field: '', sentence: 'The event is not in the tracking plan', share: 1 }];
  const schema = reason === 'common_schema_violation' ? undefined : propertiesOf(rules[eventName ?? '']);
  const planned = Object.entries(schema?.properties ?? {});
  const numbers = planned.filter(([, { type }]) => type === 'number' || type === 'integer');
  const [wrong] = numbers;
  if (release && wrong) {
    const optional = planned.filter(([name, { type }]) => type === 'string' && !schema?.required?.includes(name));
    return [
      invalidType(wrong[0], wrong[1].type ?? 'number', 'string', 1),
      ...optional.map(([name]) => invalidType(name, 'string', 'null', 0.37)),
    ];
  }
  const missing = schema?.required?.at(-1);
  if (missing === undefined)
    return [{ kind: 'Required', field: '(root)', sentence: '(root): context.app is required', share: 1 }];
  const field = `properties.${missing}`;
  return [{ kind: 'Required', field, sentence: `${field} is required`, share: 1, property: missing }];
}

const invalidType = (property: string, expected: string, given: 'string' | 'null', share: number): Breakage => ({
  kind: 'Invalid Type',
  field: `properties.${property}`,
  sentence: `Invalid type. Expected: ${expected}, given: ${given}`,
  share,
  property,
  given,
});

/** Properties that hold what the rule asks for, made to break it. */
export function broken(properties: Row, { property, given }: Breakage): Row {
  if (property === undefined) return properties;
  if (given === undefined) return Object.fromEntries(Object.entries(properties).filter(([name]) => name !== property));
  const value = properties[property];
  const text = typeof value === 'number' ? value.toFixed(2) : String(value ?? '0');
  return { ...properties, [property]: given === 'null' ? null : text };
}
