import { maskedRow } from '../domain/privacy/row-mask.ts';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import { contentOf, type PaneRow, type PaneTable } from '../state/pane.ts';
import { groupsByItself } from '../state/place.ts';
import type { ColumnPicker } from '../state/store.ts';
import { besideFrom, isShortOn, type TableLook, underFrom } from '../state/table-look.ts';
import { type Action, on } from './action.ts';
import { type Current, changePane, current, select } from './current.ts';
import type { Here, Keeping, Reader, Sight } from './environment.ts';

/** The list that the keys work on as a table. */
interface List extends Current {
  readonly table: PaneTable;
}

function listOf(sight: Sight): List | undefined {
  const here = current(sight);
  const table = contentOf(here?.pane, 'table');
  return here && table && { ...here, table };
}

/** A command on the list; `why` says of a list, or of none, why it does not work on it. */
const onList = <Needs extends Sight>(
  why: (list: List | undefined, sight: Sight) => SafeText | undefined,
  run: (environment: Needs, list: List) => void,
): Action<Needs> =>
  on((sight) => {
    const list = listOf(sight);
    const reason = why(list, sight);
    return reason === undefined && list ? list : { why: reason ?? t`there is no list` };
  }, run);

/** A command on the selected row of the list. */
const onRow = <Needs extends Sight>(run: (environment: Needs, list: List, row: PaneRow) => void): Action<Needs> =>
  onList(
    (list) => (list?.row ? undefined : t`no row is selected`),
    (environment: Needs, list) => {
      if (list.row) run(environment, list, list.row);
    },
  );

/** Keeps how the list looks, for this place and for the next time its view is opened. */
function keepLook(environment: Here & Keeping, { top, pane }: Current, look: TableLook): void {
  changePane(environment, pane, { look });
  const { store } = environment;
  store.setState({ looks: { ...store.getState().looks, [top.view]: look } });
  environment.saveLook(top.view, look);
}

/** `b`: rows in groups, or one list; the row stays selected (S-02, D-02). */
export const group = onList(
  (list) => (list?.table.grouped === undefined ? t`the rows of this list have no groups` : undefined),
  (environment: Here & Keeping, list) => {
    changePane(environment, list.pane, { selected: list.row?.key, offset: 0 });
    const grouped = !list.table.grouped;
    const { grouped: _, ...others } = list.state.look ?? {};
    keepLook(environment, list, grouped === groupsByItself(list.state) ? others : { ...others, grouped });
  },
);

/** `i`: the panel with the details of the selected row. */
export const aside = onList(
  (list, { store }) => {
    const { columns, rows } = store.getState();
    if (list?.table.asideFrom === undefined) return t`this list has no details`;
    return columns < besideFrom && rows < underFrom ? t`the screen has no room for details` : undefined;
  },
  (environment: Here & Keeping, list) => {
    const { columns, rows } = environment.store.getState();
    const shown = list.state.look?.aside ?? (columns >= list.table.asideFrom! || isShortOn(list.table.lines, rows));
    keepLook(environment, list, { ...list.state.look, aside: !shown });
  },
);

/** `F`: the row stays selected and where it is on screen, whatever order, filter and refresh do around it. */
export const follow = onRow((environment: Here, { pane, state, index, table }, { key }) => {
  if (state.follow?.key === key) return changePane(environment, pane, { follow: undefined });
  const line = table.lineOf(index) - state.offset;
  changePane(environment, pane, { selected: key, index, follow: { key, line } });
});

/** Everything known of the row as JSON, without secrets and personal values. */
export function rowLines(table: PaneTable, index: number): readonly SafeText[] {
  const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  const text = JSON.stringify(maskedRow(table.json(index)), plain, 2);
  return text.split('\n').map((row) => sanitise(row));
}

/** `J`: everything known of the row in the user's pager, without secrets and personal values. */
export const json = onRow((environment: Here & Reader, { table, index }) => {
  environment.page(rowLines(table, index));
});

/** `c`: which columns the list shows. */
export const columns = onList(
  (list) => ((list?.table.choices.length ?? 0) > 0 ? undefined : t`this list has no columns to choose`),
  (environment: Here, { top, table: { choices } }) => {
    const picked = new Set(choices.filter(({ shown }) => shown).map(({ id }) => id));
    const picker = { filter: { text: '', cursor: 0 }, picked, initial: picked, tab: 0, offset: 0 };
    environment.store.setState({ overlay: { kind: 'columns', view: top.view, choices, picker } });
  },
);

/** Keeps what differs from the columns that the view shows by itself. */
export function chooseColumns(environment: Here & Keeping, { choices, picker }: ColumnPicker): void {
  environment.store.setState({ overlay: undefined });
  const here = current(environment);
  if (!here || !contentOf(here.pane, 'table')) return;
  const chosen = choices.filter(({ id, usual }) => picker.picked.has(id) !== usual);
  const columns = Object.fromEntries(chosen.map(({ id, usual }) => [id, !usual]));
  keepLook(environment, here, { ...here.state.look, columns });
}

/** Shows the lines of the selected row. */
export const unfold: Action = on(
  (sight) => {
    const here = current(sight);
    const of = here?.row?.unfold;
    return here && of && !of.open ? { here, of } : { why: t`the row has no lines to show` };
  },
  (environment: Here, { here: { pane, state }, of: { row } }) =>
    changePane(environment, pane, { unfolded: [...(state.unfolded ?? []), row], selected: row }),
);

/** Hides the lines of the row, from any of them. */
export const foldRow: Action = on(
  (sight) => {
    const here = current(sight);
    const of = here?.row?.unfold;
    return here && of?.open ? { here, of } : { why: t`the row shows no lines` };
  },
  (environment: Here, { here, of: { row } }) => {
    const { pane, state } = here;
    const index = pane.rows.findIndex(({ key }) => key === row);
    select(environment, here, index);
    changePane(environment, pane, { unfolded: state.unfolded?.filter((key) => key !== row) });
  },
);
