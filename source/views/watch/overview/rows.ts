import type { Filter } from '../../../domain/filter/filter.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { type Health, rankOf, worse, worstOf } from './health.ts';
import type { Instance } from './topology.ts';

/** A line of a column that can be selected: a type, one of its instances, or the rest of a group. */
export interface NodeRow {
  readonly kind: 'type' | 'instance' | 'more';
  readonly key: string;
  readonly label: SafeText;
  readonly instances: readonly Instance[];
  readonly health: Health;
  /** What Enter folds or unfolds. */
  readonly fold?: string | undefined;
  /** Its instances stand below it: lines lead to them. */
  readonly unfolded: boolean;
}

export interface HeadingRow {
  readonly kind: 'heading';
  readonly label: SafeText;
  readonly instances: readonly Instance[];
}

export type Row = NodeRow | HeadingRow;

/** Both columns as rows. */
export interface Column {
  readonly rows: readonly Row[];
  readonly nodes: readonly NodeRow[];
  /** The row that stands for an instance: its own, that of its type, or the rest of its group. */
  readonly rowOf: ReadonlyMap<string, NodeRow>;
  readonly count: number;
}

/** The worst line of an instance. */
type LinesOf = (id: string) => Health;

/** Types of a group that stand there before the rest folds to one row. */
const most = 8;

interface Type {
  readonly key: string;
  readonly label: SafeText;
  readonly instances: Instance[];
  readonly health: Health;
  /** The worst of the lines that lead to or from it, where it is well itself. */
  readonly lines: Health;
}

/**
 * A column: groups with trouble first, then in the order they are given; inside a group the worst type first (O-01, O-02).
 * @param toggled folds and rests of groups that the user has opened
 */
export function columnOf(
  instances: readonly Instance[],
  order: readonly SafeText[],
  filter: Filter,
  toggled: ReadonlySet<string>,
  linesOf: LinesOf,
): Column {
  const groups = new Map<SafeText, Map<string, Instance[]>>();
  let count = 0;
  for (const each of instances) {
    const text = `${each.type} ${each.name} ${each.group}`;
    if (filter.text !== '' && !filter.matches(text)) continue;
    count += 1;
    const types = groups.get(each.group) ?? new Map<string, Instance[]>();
    groups.set(each.group, types);
    const known = types.get(each.typeKey);
    if (known) known.push(each);
    else types.set(each.typeKey, [each]);
  }
  const sorted = [...groups]
    .map(([label, types]) => {
      const list = [...types].map(([key, own]) => typeOf(key, own, linesOf)).sort(worstFirst);
      return { label, types: list, worst: worstOf(list.map(({ health, lines }) => worse(health, lines))) };
    })
    .sort((a, b) => trouble(a.worst) - trouble(b.worst) || at(order, a.label) - at(order, b.label) || text(a, b));
  const rows = sorted.flatMap(({ label, types }): Row[] => [
    { kind: 'heading', label, instances: types.flatMap((type) => type.instances) },
    ...groupRows(label, types, toggled, filter.text !== '', linesOf),
  ]);
  const nodes = rows.filter((row) => row.kind !== 'heading');
  const rowOf = new Map<string, NodeRow>();
  for (const row of nodes) if (!row.unfolded) for (const { id } of row.instances) rowOf.set(id, row);
  return { rows, nodes, rowOf, count };
}

const at = (order: readonly SafeText[], label: SafeText): number =>
  (order.indexOf(label) + order.length + 1) % (order.length + 1);
const text = (a: { readonly label: SafeText }, b: { readonly label: SafeText }): number => (a.label < b.label ? -1 : 1);
/** Only failures move a group, all others keep their place. */
const trouble = (health: Health): number => Math.min(rankOf(health), 2);

function typeOf(key: string, instances: Instance[], linesOf: LinesOf): Type {
  return {
    key,
    label: instances[0]!.type,
    instances,
    health: worstOf(instances.map(({ health }) => health)),
    lines: worstOf(instances.map(({ id }) => linesOf(id))),
  };
}

function worstFirst(a: Type, b: Type): number {
  return (
    rankOf(worse(a.health, a.lines)) - rankOf(worse(b.health, b.lines)) ||
    b.instances.length - a.instances.length ||
    text(a, b)
  );
}

function groupRows(
  group: SafeText,
  types: readonly Type[],
  toggled: ReadonlySet<string>,
  all: boolean,
  linesOf: LinesOf,
): NodeRow[] {
  const fold = `more:${group}`;
  const open = all || types.length <= most + 1 || toggled.has(fold);
  const rows = (open ? types : types.slice(0, most)).flatMap((type) => typeRows(type, toggled, linesOf));
  if (types.length <= most + 1 || all) return rows;
  const rest = open ? [] : types.slice(most);
  const label = open ? t`fewer` : t`${rest.length} more`;
  const health = worstOf(rest.map((type) => type.health));
  const instances = rest.flatMap((type) => type.instances);
  return [...rows, { kind: 'more', key: fold, label, instances, health, fold, unfolded: open }];
}

function typeRows({ key, label, instances, health }: Type, toggled: ReadonlySet<string>, linesOf: LinesOf): NodeRow[] {
  if (instances.length === 1) return [{ kind: 'type', key, label, instances, health, unfolded: false }];
  const unfolded = toggled.has(key);
  const row: NodeRow = { kind: 'type', key, label, instances, health, fold: key, unfolded };
  if (!unfolded) return [row];
  const rank = ({ id, health: own }: Instance) => rankOf(worse(own, linesOf(id)));
  const own = instances.toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  return [
    row,
    ...own.map(
      (each): NodeRow => ({
        kind: 'instance',
        key: each.id,
        label: each.name,
        instances: [each],
        health: each.health,
        unfolded: false,
      }),
    ),
  ];
}
