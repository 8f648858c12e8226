import { parseSync, visitorKeys } from 'oxc-parser';

/** Where one function begins and ends in its file, in characters. */
export type Span = readonly [start: number, end: number];

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** Functions with a body, in the order in which they begin. */
function bodiesOf(path: string, text: string): readonly { readonly node: Node; readonly body: Node }[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be read: ${errors[0]?.message}`);
  const found: { node: Node; body: Node }[] = [];
  const walk = (node: Node): void => {
    if (functions.has(node.type) && isNode(node.body)) found.push({ node, body: node.body });
    for (const field of visitorKeys[node.type] ?? [])
      for (const child of [node[field]].flat()) if (isNode(child)) walk(child);
  };
  walk(program as unknown as Node);
  return found;
}

/** Every function of a file. */
export const spansOf = (path: string, text: string): readonly Span[] =>
  bodiesOf(path, text).map(({ node }) => [node.start, node.end] as const);

/** The number of the smallest function around a place; undefined for what runs when the module is loaded. */
export function functionAt(spans: readonly Span[], at: number): number | undefined {
  let best: number | undefined;
  for (const [index, [start, end]] of spans.entries())
    if (start <= at && at < end && (best === undefined || end - start <= spans[best]![1] - spans[best]![0]))
      best = index;
  return best;
}

/** The file with a mark at the start of each function, which notes that it ran: `first` is the number of the file's first one. */
export function marked(path: string, text: string, first: number): string {
  const mark = (index: number) => `(globalThis.segtopHits??=new Uint8Array(65536))[${first + index}]=1`;
  const inserts = bodiesOf(path, text).flatMap(({ body }, index): [at: number, order: number, text: string][] =>
    body.type === 'BlockStatement'
      ? [[body.start + 1, index, `${mark(index)};`]]
      : [
          [body.start, index, `(${mark(index)},`],
          [body.end, -index, ')'],
        ],
  );
  return inserts
    .sort(([a, first], [b, second]) => b - a || second - first)
    .reduce((made, [at, , insert]) => made.slice(0, at) + insert + made.slice(at), text);
}
