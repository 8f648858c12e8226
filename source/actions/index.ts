import { type SafeText, t } from '../domain/text.ts';
import type { BuiltInId, CommandId } from '../keys/keymap.ts';
import type { OverlayId } from '../keys/overlay-keys.ts';
import { pages } from '../state/pages.ts';
import type { AnyAction } from './action.ts';
import { switchRow } from './changes/switch.ts';
import * as connection from './delivery/connection.ts';
import { delivery } from './delivery/delivery.ts';
import * as logs from './delivery/logs.ts';
import * as payload from './delivery/payload.ts';
import * as replay from './delivery/replay.ts';
import { editor } from './editor.ts';
import type { Environment, Sight, Why } from './environment.ts';
import * as favorites from './favorites.ts';
import { exportRows, palette } from './finding/palette.ts';
import * as graph from './graph.ts';
import { help } from './help.ts';
import * as look from './look.ts';
import { mark, markAll, markTo } from './marks.ts';
import { menu } from './menu.ts';
import * as move from './move.ts';
import * as navigate from './navigate.ts';
import { notifications } from './notifications.ts';
import { ownAction } from './own.ts';
import * as pace from './pace.ts';
import * as privacy from './privacy/privacy.ts';
import * as program from './program.ts';
import { debug, violations } from './protocols/violations.ts';
import * as table from './table.ts';
import * as travel from './time-travel.ts';
import { toast } from './toast.ts';
import { report } from './watch/report.ts';
import { newWorkspace, switchWorkspace, workspaces } from './workspaces.ts';

/** Every command: why it has nothing to do at a place, and what it does else. The compiler asks for an entry of each. */
const actions: Readonly<Record<BuiltInId, AnyAction>> = {
  'page.home': navigate.page(pages.home.at()),
  'page.overview': navigate.page(pages.overview.at()),
  'page.sources': navigate.page(pages.sources.at()),
  'page.destinations': navigate.page(pages.destinations.at()),
  workspaces,
  'workspaces.open': switchWorkspace,
  'workspaces.new': newWorkspace,
  'page.health': navigate.page(pages.health.at()),
  'page.privacy': navigate.page(pages.privacy.at()),
  'page.protocols': navigate.page(pages.protocols.at()),
  'page.catalog': navigate.page(pages.catalog.at()),
  'page.usage': navigate.page(pages.usage.at()),
  'page.settings': navigate.page(pages.settings.at()),
  'page.alerts': navigate.page(pages.alerts.at()),
  'page.log': navigate.page(pages.log.at()),
  notifications,
  'page.engage': navigate.page(pages.engage.at()),
  'page.audit': navigate.auditPage,
  'page.triage': navigate.page(pages.triage.at()),
  violations,
  debugger: debug,
  delivery,
  payload: payload.open,
  'page.worst': navigate.worst,
  'move.down': move.down,
  'move.up': move.up,
  'move.first': move.first,
  'move.last': move.last,
  'move.pageDown': move.pageDown,
  'move.pageUp': move.pageUp,
  'pane.next': move.nextPane,
  'pane.previous': move.previousPane,
  'tab.next': move.nextTab,
  'tab.previous': move.previousTab,
  'graph.open': graph.openNode,
  'graph.right': graph.right,
  'graph.left': graph.left,
  'row.open': navigate.openRow,
  back: navigate.goBack,
  forward: navigate.goForward,
  quit: navigate.quit,
  filter: look.filter,
  sort: look.sort,
  'sort.invert': look.invert,
  'rows.problems': connection.problems,
  'rows.group': table.group,
  'rows.columns': table.columns,
  'rows.aside': table.aside,
  'rows.follow': table.follow,
  'rows.json': table.json,
  'connection.period': connection.period,
  'connection.share': connection.share,
  'connection.logs': logs.type,
  period: look.period,
  refresh: look.refresh,
  'refresh.all': look.refreshAll,
  'interval.longer': pace.longer,
  'interval.shorter': pace.shorter,
  pause: look.pause,
  'time.earlier': travel.earlier,
  'time.later': travel.later,
  'favorite.toggle': favorites.toggle,
  'favorite.add': favorites.add,
  'row.mark': mark,
  'row.markTo': markTo,
  'row.markAll': markAll,
  replay: replay.open,
  report,
  'replay.copy': replay.copy,
  'replay.pager': replay.pager,
  'replay.save': replay.save,
  switch: switchRow,
  menu,
  undo: favorites.undo,
  'field.color': privacy.color,
  'field.inventory': privacy.inventory,
  'field.copy': privacy.copy,
  'flow.color': privacy.nextColumn,
  'flow.unwanted': privacy.unwanted,
  'payload.reveal': payload.reveal,
  'payload.fold': payload.fold,
  'payload.copy': payload.copy,
  'payload.pager': payload.pager,
  'sample.next': payload.nextSample,
  'sample.previous': payload.previousSample,
  'match.next': payload.nextMatch,
  'match.previous': payload.previousMatch,
  copy: program.copyId,
  browser: program.browser,
  editor,
  'config.check': program.configCheck,
  mouse: program.mouse,
  export: exportRows,
  palette,
  help,
  redraw: { run: (environment) => environment.redraw() },
  suspend: { run: (environment) => environment.suspend() },
  'quit.now': navigate.quitNow,
};

const isOwn = (id: CommandId): id is Exclude<CommandId, BuiltInId | OverlayId> =>
  id.startsWith('own.') || id.startsWith('go.');
const isBuiltIn = (id: CommandId): id is BuiltInId => Object.hasOwn(actions, id);

/** The keys of what lies over a page do nothing on the page. */
const ofOverlays: AnyAction = { why: () => ({ why: t`it works over the page only` }), run: () => undefined };

const actionOf = (id: CommandId): AnyAction => (isOwn(id) ? ownAction(id) : isBuiltIn(id) ? actions[id] : ofOverlays);

/** Why a command has nothing to do here, in the words that Help and the palette have beside it; undefined when it works. */
export function whyNot(sight: Sight, id: CommandId): SafeText | undefined {
  return actionOf(id).why?.(sight)?.why;
}

/** What the footer calls a command here, where that is not what the keymap says. */
export function hintOf(sight: Sight, id: CommandId): SafeText | undefined {
  return actionOf(id).hint?.(sight);
}

/** Runs a command; one that has nothing to do says why. */
export function run(environment: Environment, id: CommandId): void {
  const { why, run: act, refusal = t`Nothing to do` } = actionOf(id);
  const reason: Why | undefined = why?.(environment);
  if (reason) toast(environment, t`${refusal}: ${reason.why}`, reason.good === true ? 'good' : 'info');
  else act(environment);
}
