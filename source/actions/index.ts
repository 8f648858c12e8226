import type { CommandId } from '../keys/keymap.ts';
import { pages } from '../state/pages.ts';
import { switchRow } from './changes/switch.ts';
import * as connection from './delivery/connection.ts';
import { delivery } from './delivery/delivery.ts';
import * as payload from './delivery/payload.ts';
import * as replay from './delivery/replay.ts';
import type { Action } from './environment.ts';
import * as favorites from './favorites.ts';
import { palette } from './finding/palette.ts';
import * as graph from './graph.ts';
import { help } from './help.ts';
import * as look from './look.ts';
import { mark } from './marks.ts';
import { menu } from './menu.ts';
import * as move from './move.ts';
import * as navigate from './navigate.ts';
import { notifications } from './notifications.ts';
import * as privacy from './privacy/privacy.ts';
import * as program from './program.ts';
import { debug, violations } from './protocols/violations.ts';
import * as table from './table.ts';
import { newWorkspace, switchWorkspace, workspaces } from './workspaces.ts';

/** Every command and what it does: the compiler asks for a handler of each. */
export const actions: Readonly<Record<CommandId, Action>> = {
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
  period: look.period,
  refresh: look.refresh,
  'refresh.all': look.refreshAll,
  pause: look.pause,
  'favorite.toggle': favorites.toggle,
  'favorite.add': favorites.add,
  'row.mark': mark,
  replay: replay.open,
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
  palette,
  help,
  redraw: (environment) => environment.redraw(),
  suspend: (environment) => environment.suspend(),
  'quit.now': navigate.quitNow,
};
