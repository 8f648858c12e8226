import type { Command, Scope } from './command.ts';
import { type OverlayId, overlayKeymap } from './overlay-keys.ts';
import { pageKeymap } from './page-keys.ts';

export type { Command, Group, Scope } from './command.ts';

/** THE keymap (rule 245). */
export const keymap = [
  ...pageKeymap,

  { id: 'move.down', keys: ['j', 'down'], scope: 'global', group: 'Move', title: 'Next row' },
  { id: 'move.up', keys: ['k', 'up'], scope: 'global', group: 'Move', title: 'Previous row' },
  { id: 'move.first', keys: ['g g', 'home'], scope: 'global', group: 'Move', title: 'First row' },
  { id: 'move.last', keys: ['G', 'end'], scope: 'global', group: 'Move', title: 'Last row' },
  { id: 'move.pageDown', keys: ['ctrl+d', 'pgdn'], scope: 'global', group: 'Move', title: 'Page down' },
  { id: 'move.pageUp', keys: ['ctrl+u', 'pgup'], scope: 'global', group: 'Move', title: 'Page up' },
  { id: 'pane.next', keys: ['tab'], scope: 'global', group: 'Move', title: 'Next panel', hint: 'panel' },
  { id: 'pane.previous', keys: ['shift+tab'], scope: 'global', group: 'Move', title: 'Previous panel' },
  {
    id: 'tab.next',
    keys: ['l', 'right'],
    scope: 'global',
    group: 'Move',
    title: 'Next tab or point of a graph; else unfold the row, else open it',
  },
  {
    id: 'tab.previous',
    keys: ['h', 'left'],
    scope: 'global',
    group: 'Move',
    title: 'Previous tab or point of a graph; else fold the row, else back',
  },
  {
    id: 'graph.open',
    keys: ['enter'],
    scope: 'graph',
    group: 'Move',
    title: 'Unfold the type or the rest of a group; open what is one',
    hint: 'open',
  },
  {
    id: 'graph.right',
    keys: ['l', 'right'],
    scope: 'graph',
    group: 'Move',
    title: 'To what the source feeds; from there, open the row',
  },
  {
    id: 'graph.left',
    keys: ['h', 'left'],
    scope: 'graph',
    group: 'Move',
    title: 'To what feeds the destination; from there, back',
  },
  { id: 'row.open', keys: ['enter'], scope: 'global', group: 'Move', title: 'Open the row', hint: 'open' },
  { id: 'back', keys: ['esc'], scope: 'global', group: 'Move', title: 'Clear the filter, then go back' },
  {
    id: 'forward',
    keys: [']', '}'],
    scope: 'global',
    group: 'Move',
    title: 'Forward again to the page that going back has left',
  },
  { id: 'quit', keys: ['q'], scope: 'global', group: 'Program', title: 'Go back; on Home, quit', hint: 'back' },

  { id: 'filter', keys: ['/'], scope: 'global', group: 'Look', title: 'Filter the rows', hint: 'filter' },
  { id: 'sort', keys: ['s'], scope: 'rows', group: 'Look', title: 'Sort by the next column' },
  { id: 'sort.invert', keys: ['I'], scope: 'rows', group: 'Look', title: 'Turn the sort order round' },
  {
    id: 'rows.problems',
    keys: ['z'],
    scope: 'rows',
    group: 'Look',
    title: 'Only the rows with problems, or all',
    hint: 'problems',
  },
  { id: 'rows.group', keys: ['b'], scope: 'rows', group: 'Look', title: 'Rows in groups, or one list', hint: 'groups' },
  {
    id: 'rows.columns',
    keys: ['c'],
    scope: 'rows',
    group: 'Look',
    title: 'Choose the columns of the list',
  },
  {
    id: 'rows.aside',
    keys: ['i'],
    scope: 'rows',
    group: 'Look',
    title: 'Details of the row beside or under the list, on or off',
  },
  {
    id: 'rows.follow',
    keys: ['F'],
    scope: 'rows',
    group: 'Look',
    title: 'Follow the row: it stays where it is while order and filter change',
  },
  {
    id: 'rows.json',
    keys: ['J'],
    scope: 'rows',
    group: 'Look',
    title: 'Everything known of the row as JSON in $PAGER',
  },
  {
    id: 'connection.period',
    keys: ['t'],
    scope: 'connection',
    group: 'Look',
    title: 'Period of this connection: 10 min, 1 h, 24 h, 7 d, 2 w',
    hint: 'period',
  },
  {
    id: 'connection.share',
    keys: ['%'],
    scope: 'connection',
    group: 'Look',
    title: 'Counts or percentages of the pipeline',
    hint: 'percent',
  },
  {
    id: 'connection.logs',
    keys: ['C'],
    scope: 'connection',
    group: 'Act',
    title: 'Collection ID of the failure logs, which the web app shows; kept on this machine',
  },
  { id: 'period', keys: ['t'], scope: 'global', group: 'Look', title: 'Last 24 hours or last 7 days', hint: 'period' },

  { id: 'refresh', keys: ['r'], scope: 'global', group: 'Data', title: 'Read this page again', hint: 'refresh' },
  { id: 'refresh.all', keys: ['R'], scope: 'global', group: 'Data', title: 'Read everything again' },
  {
    id: 'time.earlier',
    keys: ['<'],
    scope: 'global',
    group: 'Look',
    title: 'Back in time by an hour; :at 02:00 goes to a moment, r returns to now',
  },
  { id: 'time.later', keys: ['>'], scope: 'global', group: 'Look', title: 'Forth in time by an hour, at last to now' },
  {
    id: 'interval.longer',
    keys: ['+', '='],
    scope: 'global',
    group: 'Data',
    title: 'Read less often, until segtop ends: 2, 5 or 10 minutes in place of one',
  },
  {
    id: 'interval.shorter',
    keys: ['-'],
    scope: 'global',
    group: 'Data',
    title: 'Read more often, until segtop ends: 30 or 15 seconds, as far as the limits of the API allow',
  },
  { id: 'pause', keys: ['P'], scope: 'global', group: 'Data', title: 'Pause or go on reading' },

  { id: 'favorite.toggle', keys: ['f'], scope: 'global', group: 'Act', title: 'Favorite on or off for the row' },
  { id: 'favorite.add', keys: ['a'], scope: 'home', group: 'Act', title: 'Add favorites' },
  {
    id: 'row.mark',
    keys: ['space'],
    scope: 'global',
    group: 'Act',
    title: 'Mark the row; f and y then take all marked',
  },
  {
    id: 'row.markTo',
    keys: ['ctrl+space'],
    scope: 'global',
    group: 'Act',
    title: 'Mark the rows from the one marked last to this one',
  },
  {
    id: 'row.markAll',
    keys: ['*'],
    scope: 'global',
    group: 'Act',
    title: 'Mark all rows that the filter shows; where all are marked, none',
  },
  {
    id: 'replay',
    keys: ['Y'],
    scope: 'global',
    group: 'Act',
    title: 'Replay request: what a destination lost, written for Segment Support',
  },
  {
    id: 'report',
    keys: ['T'],
    scope: 'global',
    group: 'Act',
    title: 'Incident report of the row: what failed, since when, who changed what; to copy or to keep',
  },
  {
    id: 'replay.copy',
    keys: ['y'],
    scope: 'replay',
    group: 'Act',
    title: 'Copy the request or the report',
    hint: 'copy',
  },
  {
    id: 'replay.pager',
    keys: ['J'],
    scope: 'replay',
    group: 'Act',
    title: 'The request or the report in $PAGER',
    hint: 'pager',
  },
  {
    id: 'replay.save',
    keys: ['S'],
    scope: 'replay',
    group: 'Act',
    title: 'Keep the request or the report as a file',
    hint: 'file',
  },
  {
    id: 'switch',
    keys: ['enter', 'space'],
    scope: 'toggles',
    group: 'Act',
    title: 'Switch the rule or the kind of activity on or off',
    hint: 'on/off',
  },
  { id: 'menu', keys: ['m'], scope: 'global', group: 'Act', title: 'More for the row' },
  { id: 'undo', keys: ['u'], scope: 'global', group: 'Act', title: 'Undo the last removal or classification' },
  {
    id: 'field.color',
    keys: ['c'],
    scope: 'privacy',
    group: 'Act',
    title: 'Classify the field: red, yellow, green; kept on this machine',
    hint: 'colour',
  },
  {
    id: 'field.inventory',
    keys: ['a'],
    scope: 'privacy',
    group: 'Act',
    title: 'Add to Inventory, or take out of it',
    hint: 'inventory',
  },
  {
    id: 'field.copy',
    keys: ['y'],
    scope: 'privacy',
    group: 'Act',
    title: 'Copy the path of the field; in the inventory all of it as CSV',
    hint: 'copy',
  },
  {
    id: 'flow.unwanted',
    keys: ['b'],
    scope: 'privacy-grid',
    group: 'Act',
    title: 'The colour should not flow here, or may again; only a mark of yours',
    hint: 'unwanted',
  },
  {
    id: 'flow.color',
    keys: ['c'],
    scope: 'privacy-grid',
    group: 'Look',
    title: 'Next colour of the grid',
    hint: 'colour',
  },
  {
    id: 'sample.next',
    keys: [']'],
    scope: 'payload',
    group: 'Look',
    title: 'Next sample of the error',
    hint: 'next sample',
  },
  { id: 'sample.previous', keys: ['['], scope: 'payload', group: 'Look', title: 'Previous sample of the error' },
  {
    id: 'payload.reveal',
    keys: ['x'],
    scope: 'payload',
    group: 'Look',
    title: 'Masked values in clear, or masked again',
    hint: 'reveal',
  },
  {
    id: 'payload.fold',
    keys: ['enter', 'space'],
    scope: 'payload',
    group: 'Look',
    title: 'Fold or unfold; on a change, open it',
  },
  { id: 'match.next', keys: ['n'], scope: 'payload', group: 'Look', title: 'Next match of the search' },
  { id: 'match.previous', keys: ['N'], scope: 'payload', group: 'Look', title: 'Previous match of the search' },
  {
    id: 'payload.copy',
    keys: ['y'],
    scope: 'payload',
    group: 'Act',
    title: 'Copy the payload as it is shown',
    hint: 'copy',
  },
  { id: 'payload.pager', keys: ['J'], scope: 'payload', group: 'Act', title: 'The payload in $PAGER', hint: 'pager' },
  { id: 'copy', keys: ['y'], scope: 'global', group: 'Act', title: 'Copy the id of the row' },
  {
    id: 'browser',
    keys: ['o'],
    scope: 'global',
    group: 'Act',
    title: 'The same page of the web app; over SSH its link is copied',
  },
  {
    id: 'editor',
    keys: ['V'],
    scope: 'global',
    group: 'Act',
    title: 'What is shown in $VISUAL or $EDITOR, to read: the payload, the report, or the row as JSON',
  },

  { id: 'export', keys: [], scope: 'global', group: 'Act', title: 'Rows or screen as a file: :export csv FILE' },
  {
    id: 'config.check',
    keys: [],
    scope: 'global',
    group: 'Program',
    title: 'What is wrong with the configuration, in $PAGER',
  },
  {
    id: 'palette',
    keys: [':'],
    scope: 'global',
    group: 'Program',
    title: 'Go to a page or to anything by its name, or run a command',
    hint: 'command',
  },
  { id: 'help', keys: ['?'], scope: 'global', group: 'Program', title: 'Help', hint: 'help' },
  {
    id: 'mouse',
    keys: ['M'],
    scope: 'global',
    group: 'Program',
    title: 'Mouse on or off: wheel, click, double click; while it is on, Shift selects text',
  },
  { id: 'redraw', keys: ['ctrl+l'], scope: 'global', group: 'Program', title: 'Redraw the screen' },
  { id: 'suspend', keys: ['ctrl+z'], scope: 'global', group: 'Program', title: 'Suspend to the shell' },
  { id: 'quit.now', keys: ['ctrl+c'], scope: 'global', group: 'Program', title: 'Twice: quit at once' },
] as const satisfies readonly Command[];

/** The commands that segtop has itself. */
export type BuiltInId = (typeof keymap)[number]['id'];

/** Every command: programs of the user's own and keys that open a page among them. */
export type CommandId = BuiltInId | OverlayId | `own.${string}` | `go.${string}`;

/** The keymap with the keys of what lies over a page: all that can be given other keys. */
export const allKeys: readonly Command[] = [...keymap, ...overlayKeymap];

const byId = new WeakMap<readonly Command[], ReadonlyMap<string, Command>>();

/** A command of a keymap, which may be the user's; undefined where it has none of that name. Every frame asks for many. */
export function commandIn(table: readonly Command[], id: string): Command | undefined {
  const known = byId.get(table);
  if (known) return known.get(id);
  byId.set(table, new Map(table.toReversed().map((command) => [command.id, command])));
  return commandIn(table, id);
}

const scoped = new WeakMap<readonly Command[], ReadonlyMap<Scope, readonly Command[]>>();

/** The commands of a pane's own scope, in their order; none of those that work everywhere. Every frame asks for them. */
export function commandsOf(table: readonly Command[], scope: Scope | undefined): readonly Command[] {
  if (scope === undefined || scope === 'global') return [];
  const known = scoped.get(table) ?? Map.groupBy(table, (command) => command.scope);
  scoped.set(table, known);
  return known.get(scope) ?? [];
}
