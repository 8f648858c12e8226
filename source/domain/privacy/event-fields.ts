import { joined, type SafeText, sanitise, t } from '../text.ts';
import { type PiiMatch, piiMatch } from './pii.ts';

/** One field of an event, never its value: what the Privacy page knows and keeps (rule 151). */
export interface EventField {
  /** From the root of the event, list items as `[]`: properties.products[].price. */
  readonly path: SafeText;
  /** As JSON names types; several where a schema allows several. */
  readonly type: SafeText;
  readonly match: PiiMatch | undefined;
}

/** Where the matchers look (rule 142); everything else of an event is Segment's own envelope. */
const roots: ReadonlySet<string> = new Set(['properties', 'traits', 'context']);

/** What Protocols itself writes into an event: not data of the sender. */
const own = 'context.protocols';

/** Bounds that only a hostile event or schema exceeds. */
const mostFields = 500;
const deepest = 10;
const longestPath = 200;

/** Names looked at by the matchers, from the field up: `address.geo.lat` is personal, and `library.name` is not. */
const nearest = 4;

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const isIndex = (part: string): boolean => /^\d+$/.test(part);

/** Keys and array indexes as one path: properties, products, 0, price is properties.products[].price. */
export function fieldPath(parts: readonly string[]): SafeText {
  const path = parts.reduce((all, part) => (isIndex(part) ? `${all}[]` : all === '' ? part : `${all}.${part}`), '');
  return sanitise(path, longestPath);
}

function fieldOf(parts: readonly string[], type: SafeText, value?: unknown): EventField {
  const names = parts.filter((part) => !isIndex(part));
  return { path: fieldPath(parts), type, match: piiMatch(names.slice(-nearest).join('.'), value) };
}

/** The leaves of a payload: objects and lists stand for what is in them. Values without content have no field. */
export function payloadFields(event: unknown): readonly EventField[] {
  const found = new Map<string, EventField>();
  const visit = (value: unknown, parts: readonly string[]): void => {
    if (found.size >= mostFields || parts.length > deepest || value === null || value === undefined) return;
    if (typeof value === 'object') {
      if (parts.join('.') === own) return;
      for (const [key, item] of Object.entries(value)) visit(item, [...parts, key]);
      return;
    }
    const field = fieldOf(parts, sanitise(typeof value), value);
    // A later item of a list may be recognisably personal where the first was not.
    if (found.get(field.path)?.match === undefined) found.set(field.path, field);
  };
  for (const root of roots) if (isNode(event) && isNode(event[root])) visit(event[root], [root]);
  return [...found.values()];
}

/** The leaves of a rule's JSON schema, which holds whole events: its keys are known, and no value. */
export function schemaFields(schema: unknown): readonly EventField[] {
  const found = new Map<string, EventField>();
  const visit = (node: unknown, parts: readonly string[]): void => {
    if (found.size >= mostFields || parts.length > deepest || !isNode(node)) return;
    const inner = [node, ...alternatives(node)].flatMap(({ properties }) =>
      isNode(properties) ? Object.entries(properties) : [],
    );
    const wanted = parts.length === 0 ? inner.filter(([key]) => roots.has(key)) : inner;
    for (const [key, child] of wanted) visit(child, [...parts, key]);
    // As the same field has it in a payload, whatever is in the list.
    const items = isNode(node.items) ? node.items : isList(node) ? {} : undefined;
    if (items) visit(items, [...parts, '0']);
    // What libraries put into the context is an object of Segment's own, planned or not.
    const isEnvelope = parts[0] === 'context' && node.type === 'object';
    if (parts.length < 2 || inner.length > 0 || items || isEnvelope) return;
    const field = fieldOf(parts, typeText(node));
    found.set(field.path, field);
  };
  visit(schema, []);
  return [...found.values()];
}

const isList = ({ type }: Node): boolean =>
  type === 'array' ||
  (Array.isArray(type) && type.every((each) => each === 'array' || each === 'null') && type.includes('array'));

const alternatives = (node: Node): readonly Node[] =>
  [node.allOf, node.anyOf, node.oneOf].flatMap((list) => (Array.isArray(list) ? list.filter(isNode) : []));

function typeText({ type, enum: values }: Node): SafeText {
  const types = (Array.isArray(type) ? type : [type]).filter((each) => typeof each === 'string');
  if (types.length === 0) return Array.isArray(values) ? t`enum` : t`any`;
  return joined(
    types.slice(0, 4).map((each) => sanitise(each, 20)),
    t`|`,
  );
}
