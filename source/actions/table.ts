import { maskedRow } from '../domain/privacy/row-mask.ts';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import { groupsByItself } from '../state/place.ts';
import type { ColumnPicker } from '../state/store.ts';
import { besideFrom, type TableLook, underFrom } from '../state/table-look.ts';
import { type Current, changePane, current, select } from './current.ts';
import type { Action, Environment } from './environment.ts';
import { toast } from './toast.ts';

/** Keys that work on a list as a table, and why where they have nothing to do. */
type Why = (environment: Environment) => SafeText | undefined;

const tableOf = (environment: Environment) => current(environment)?.pane.table;

export const whyNoColumns: Why = (environment) =>
  (tableOf(environment)?.choices.length ?? 0) > 0 ? undefined : t`this list has no columns to choose`;

export const whyNoGroups: Why = (environment) =>
  tableOf(environment)?.grouped === undefined ? t`the rows of this list have no groups` : undefined;

export const whyNoAside: Why = (environment) => {
  const { columns, rows } = environment.store.getState();
  if (tableOf(environment)?.asideFrom === undefined) return t`this list has no details`;
  return columns < besideFrom && rows < underFrom ? t`the screen has no room for details` : undefined;
};

export const whyNoRow: Why = (environment) => {
  const here = current(environment);
  return here?.pane.table && here.row ? undefined : t`no row is selected`;
};

/** Keeps how the list looks, for this place and for the next time its view is opened. */
function keepLook(environment: Environment, { top, pane }: Current, look: TableLook): void {
  changePane(environment, pane, { look });
  const { store } = environment;
  store.setState({ looks: { ...store.getState().looks, [top.view]: look } });
  environment.saveLook(top.view, look);
}

const unless =
  (why: Why, run: (environment: Environment, here: Current) => void): Action =>
  (environment) => {
    const reason = why(environment);
    const here = current(environment);
    if (reason !== undefined || !here) return toast(environment, t`Nothing to do: ${reason ?? t`no list`}`, 'info');
    run(environment, here);
  };

/** `b`: rows in groups, or one list; the row stays selected (S-02, D-02). */
export const group = unless(whyNoGroups, (environment, here) => {
  changePane(environment, here.pane, { selected: here.row?.key, offset: 0 });
  const grouped = !here.pane.table!.grouped;
  const { grouped: _, ...others } = here.state.look ?? {};
  keepLook(environment, here, grouped === groupsByItself(here.state) ? others : { ...others, grouped });
});

/** `i`: the panel with the details of the selected row. */
export const aside = unless(whyNoAside, (environment, here) => {
  const { columns } = environment.store.getState();
  const shown = here.state.look?.aside ?? columns >= here.pane.table!.asideFrom!;
  keepLook(environment, here, { ...here.state.look, aside: !shown });
});

/** `F`: the row stays selected and where it is on screen, whatever order, filter and refresh do around it. */
export const follow = unless(whyNoRow, (environment, here) => {
  const { pane, state, index, row } = here;
  if (state.follow?.key === row!.key) return changePane(environment, pane, { follow: undefined });
  const line = pane.table!.lineOf(index) - state.offset;
  changePane(environment, pane, { selected: row!.key, index, follow: { key: row!.key, line } });
});

/** `J`: everything known of the row in the user's pager, without secrets and personal values. */
export const json = unless(whyNoRow, (environment, { pane, index }) => {
  const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  const text = JSON.stringify(maskedRow(pane.table!.json(index)), plain, 2);
  environment.page(text.split('\n').map((row) => sanitise(row)));
});

/** `c`: which columns the list shows. */
export const columns = unless(whyNoColumns, (environment, { top, pane }) => {
  const { choices } = pane.table!;
  const picked = new Set(choices.filter(({ shown }) => shown).map(({ id }) => id));
  const picker = { filter: { text: '', cursor: 0 }, picked, initial: picked, tab: 0, offset: 0 };
  environment.store.setState({ overlay: { kind: 'columns', view: top.view, choices, picker } });
});

/** Keeps what differs from the columns that the view shows by itself. */
export function chooseColumns(environment: Environment, { choices, picker }: ColumnPicker): void {
  environment.store.setState({ overlay: undefined });
  const here = current(environment);
  if (!here?.pane.table) return;
  const chosen = choices.filter(({ id, usual }) => picker.picked.has(id) !== usual);
  const columns = Object.fromEntries(chosen.map(({ id, usual }) => [id, !usual]));
  keepLook(environment, here, { ...here.state.look, columns });
}

/** Shows the lines of the selected row; false where it has none, or shows them already. */
export function unfold(environment: Environment): boolean {
  const here = current(environment);
  if (!here?.row?.unfold || here.row.unfold.open) return false;
  const { row } = here.row.unfold;
  changePane(environment, here.pane, { unfolded: [...(here.state.unfolded ?? []), row], selected: row });
  return true;
}

/** Hides the lines of the row, from any of them; false where none are shown. */
export function foldRow(environment: Environment): boolean {
  const here = current(environment);
  if (!here?.row?.unfold?.open) return false;
  const { row } = here.row.unfold;
  const index = here.pane.rows.findIndex(({ key }) => key === row);
  select(environment, here, index);
  changePane(environment, here.pane, { unfolded: here.state.unfolded?.filter((key) => key !== row) });
  return true;
}
