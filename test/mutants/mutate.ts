import { parseSync, visitorKeys } from 'oxc-parser';

/** What a change stands for: each is a slip that a person makes. */
export type Kind =
  | 'boundary'
  | 'equality'
  | 'negation'
  | 'logic'
  | 'condition'
  | 'arithmetic'
  | 'number'
  | 'boolean'
  | 'text'
  | 'fallback'
  | 'step removed'
  | 'swapped call'
  | 'statement removed';

/** One small change of one file: the characters from start to end become something else. */
export interface Mutant {
  readonly path: string;
  /** From 1, of the first character that changes. */
  readonly line: number;
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  readonly was: string;
  readonly becomes: string;
}

/** A node of the syntax tree, as far as a generic walk needs it. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

type Edit = readonly [kind: Kind, start: number, end: number, becomes: string];

const boundary: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };
const equality: Readonly<Record<string, string>> = { '===': '!==', '!==': '===', '==': '!=', '!=': '==' };
const arithmetic: Readonly<Record<string, string>> = { '+': '-', '-': '+', '*': '/', '/': '*', '%': '*' };

/** Calls that another one stands close to. */
const swapped: ReadonlyMap<string, string> = new Map([
  ['min', 'max'],
  ['max', 'min'],
  ['floor', 'ceil'],
  ['ceil', 'floor'],
  ['round', 'floor'],
  ['some', 'every'],
  ['every', 'some'],
  ['startsWith', 'endsWith'],
  ['endsWith', 'startsWith'],
  ['padStart', 'padEnd'],
  ['padEnd', 'padStart'],
]);

/** Steps of a chain that can be left out, and the value still has its type. */
const removable = new Set(
  'filter sort toSorted reverse toReversed slice trim trimEnd trimStart toLowerCase toUpperCase take drop'.split(' '),
);

/** Functions of our own that keep a number within bounds: left out, their first argument passes as it is. */
const bounds = new Set(['clamp', 'atMost', 'atLeast', 'within']);

/** What stands in these properties and calls is said to people who read documentation, not shown by the program at work. */
const documenting = new Set('description describe help docs about option argument summary usage epilog'.split(' '));

/** Type nodes around a value; all others of TypeScript are erased. */
const wrappers = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** The name of a property or of what is called; undefined where it is worked out. */
function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Identifier') return node.name as string;
  if (node.type === 'MemberExpression' && node.computed !== true) return nameOf(node.property);
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

const isText = (node: unknown): boolean =>
  isNode(node) &&
  (node.type === 'TemplateLiteral' ||
    node.type === 'TaggedTemplateExpression' ||
    (node.type === 'Literal' && typeof node.value === 'string') ||
    (node.type === 'BinaryExpression' && (isText(node.left) || isText(node.right))));

/** Other digits for a number, in the way it is written. */
function otherNumbers(raw: string, value: number): readonly string[] {
  if (!Number.isFinite(value)) return [];
  if (value === 0) return ['1'];
  if (!Number.isInteger(value)) return [String(value * 2)];
  const near = /^0x/i.test(raw) ? [value + 1] : [value + 1, value - 1, value * 2];
  return [...new Set(near)].map(String);
}

/** Types, and the names of other modules. */
const isErased = (node: Node): boolean =>
  (node.type.startsWith('TS') && !wrappers.has(node.type)) ||
  /^(?:Import|ExportAll)/.test(node.type) ||
  (node.type === 'ExpressionStatement' && typeof node.directive === 'string');

const isDocumenting = (node: Node): boolean =>
  (node.type === 'Property' && documenting.has(nameOf(node.key) ?? '')) ||
  (node.type === 'CallExpression' && documenting.has(nameOf(node.callee) ?? ''));

/** Parts of a node that run: neither the names of properties nor types. */
function childrenOf(node: Node): readonly Node[] {
  const fields = wrappers.has(node.type) ? ['expression'] : (visitorKeys[node.type] ?? []);
  const isName = (field: string) =>
    (field === 'key' && node.computed !== true) || (field === 'source' && node.type === 'ExportNamedDeclaration');
  return fields.filter((field) => !isName(field)).flatMap((field) => [node[field]].flat().filter(isNode));
}

/** Of two names that differ the order is the same with and without the equals sign. */
const isOrder = (node: Node): boolean => {
  const [first, second] = [node.consequent, node.alternate];
  const isOne = (side: unknown): boolean =>
    isNode(side) && (side.value === 1 || (side.type === 'UnaryExpression' && isOne(side.argument)));
  return isOne(first) && isOne(second);
};

/** Every small change that a file can take. Comments, types, imports, keys and texts of documentation are left alone. */
export function mutantsOf(path: string, text: string): readonly Mutant[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be read: ${errors[0]?.message}`);
  const edits: Edit[] = [];
  const orders = new Set<Node>();
  const source = (node: Node) => text.slice(node.start, node.end);
  /** The same place without the operator between two parts. */
  const operator = (kind: Kind, left: Node, right: Node, from: string, to: string) => {
    const at = text.indexOf(from, left.end);
    if (at >= left.end && at < right.start) edits.push([kind, at, at + from.length, to]);
  };

  const own: Readonly<Record<string, (node: Node) => void>> = {
    BinaryExpression(node) {
      const { left, right, operator: sign } = node as unknown as { left: Node; right: Node; operator: string };
      if (boundary[sign] && !orders.has(node)) operator('boundary', left, right, sign, boundary[sign]);
      if (equality[sign]) operator('equality', left, right, sign, equality[sign]);
      if (arithmetic[sign] && !isText(node)) operator('arithmetic', left, right, sign, arithmetic[sign]);
    },
    LogicalExpression(node) {
      const { left, right, operator: sign } = node as unknown as { left: Node; right: Node; operator: string };
      if (sign === '??') edits.push(['fallback', left.end, right.end, '']);
      else operator('logic', left, right, sign, sign === '&&' ? '||' : '&&');
    },
    UnaryExpression(node) {
      const argument = node.argument as Node;
      if (node.operator === '!') edits.push(['negation', node.start, argument.start, '']);
      if (node.operator === '-' && !isText(argument)) edits.push(['arithmetic', node.start, argument.start, '']);
    },
    ConditionalExpression(node) {
      if (isOrder(node)) orders.add(node.test as Node);
      const [consequent, alternate] = [node.consequent as Node, node.alternate as Node];
      edits.push(['condition', consequent.start, alternate.end, `${source(alternate)} : ${source(consequent)}`]);
      edits.push(['condition', (node.test as Node).start, (node.test as Node).end, 'true']);
    },
    IfStatement(node) {
      const { start, end } = node.test as Node;
      edits.push(['condition', start, end, 'true'], ['condition', start, end, 'false']);
    },
    Literal(node) {
      if (typeof node.value === 'boolean') edits.push(['boolean', node.start, node.end, String(!node.value)]);
      if (typeof node.value === 'number')
        for (const other of otherNumbers(source(node), node.value)) edits.push(['number', node.start, node.end, other]);
      if (typeof node.value === 'bigint') edits.push(['number', node.start, node.end, `${node.value + 1n}n`]);
      if (typeof node.value === 'string' && /\p{L}/u.test(node.value))
        edits.push(['text', node.start + 1, node.start + 1, 'x']);
    },
    TemplateElement(node) {
      const raw = (node.value as { raw: string }).raw;
      const at = raw.search(/\p{L}/u);
      if (at < 0) return;
      const start = text.indexOf(raw, node.start) + at;
      edits.push(['text', start, start, 'x']);
    },
    CallExpression(node) {
      const callee = node.callee as Node;
      const [first] = node.arguments as readonly Node[];
      const name = nameOf(callee);
      if (name === undefined) return;
      if (callee.type === 'Identifier' && bounds.has(name) && first !== undefined)
        edits.push(['step removed', node.start, node.end, source(first)]);
      if (callee.type !== 'MemberExpression') return;
      const { object, property } = callee as unknown as { object: Node; property: Node };
      if (removable.has(name)) edits.push(['step removed', object.end, node.end, '']);
      const other = swapped.get(name);
      if (other !== undefined) edits.push(['swapped call', property.start, property.end, other]);
    },
    ExpressionStatement(node) {
      const { type } = node.expression as Node;
      if (['CallExpression', 'AssignmentExpression', 'UpdateExpression', 'AwaitExpression'].includes(type))
        edits.push(['statement removed', node.start, node.end, ';']);
    },
  };

  const walk = (node: Node, quiet: boolean): void => {
    if (isErased(node)) return;
    const silent = quiet || isDocumenting(node);
    const before = edits.length;
    own[node.type]?.(node);
    // What documents may still do something; only its words do not count.
    if (silent) edits.splice(before, edits.length, ...edits.slice(before).filter(([kind]) => kind !== 'text'));
    for (const child of childrenOf(node)) walk(child, silent);
  };
  walk(program as unknown as Node, false);

  return edits
    .map(([kind, start, end, becomes]) => {
      const line = text.slice(0, start).split('\n').length;
      return { path, line, kind, start, end, was: text.slice(start, end), becomes };
    })
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The file with the change in it. */
export const applied = (text: string, { start, end, becomes }: Mutant): string =>
  text.slice(0, start) + becomes + text.slice(end);

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The change as a person would point at it: the line before and after. */
export function told(text: string, mutant: Mutant): string {
  const lineStart = text.lastIndexOf('\n', mutant.start - 1) + 1;
  const next = text.indexOf('\n', mutant.end);
  const lineEnd = next < 0 ? text.length : next;
  const [before, after] = [text.slice(lineStart, mutant.start), text.slice(mutant.end, lineEnd)];
  return `${oneLine(before + mutant.was + after)}  →  ${oneLine(before + mutant.becomes + after)}`;
}
