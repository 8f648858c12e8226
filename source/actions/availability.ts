import { type SafeText, t } from '../domain/text.ts';
import type { CommandId, Scope } from '../keys/keymap.ts';
import { paneState, sameTarget } from '../state/place.ts';
import { current } from './current.ts';
import { deliveryOf } from './delivery/delivery.ts';
import { copiesOf, payloadOfRow, whyNoPayload } from './delivery/payload.ts';
import { replayOf } from './delivery/replay.ts';
import type { Environment } from './environment.ts';
import { refOf } from './favorites.ts';
import { isList } from './marks.ts';
import { atRoot } from './navigate.ts';
import { violatingSource } from './protocols/violations.ts';
import { whyNoAside, whyNoColumns, whyNoGroups, whyNoRow } from './table.ts';

type Why = (environment: Environment) => SafeText | undefined;

const needsSubject: Why = (environment) =>
  current(environment)?.row?.subject ? undefined : t`nothing is selected that has an id`;

/** A menu is about the row, else about the page. A thing that exists only in the trail or in a catalog has none. */
const needsMenu: Why = (environment) => {
  const here = current(environment);
  const subject = here?.row?.subject ?? here?.pane.subject;
  return subject && subject.kind !== 'other' ? undefined : t`nothing is selected that can be acted on`;
};

const needsPanels: Why = (environment) => (environment.panes().length > 1 ? undefined : t`there is one panel only`);

const needsPayload: Why = whyNoPayload;

const needsField: Why = (environment) => (current(environment)?.row?.field ? undefined : t`no field is selected`);

const needsSearch: Why = (environment) => {
  const here = current(environment);
  return here?.pane.find && here.state.filter !== '' ? undefined : t`/ searches first`;
};

/** Commands that may have nothing to do at a place, and why. */
const reasons: Readonly<Partial<Record<CommandId, Why>>> = {
  'page.worst': (environment) => {
    const target = environment.worst();
    if ('why' in target) return target.why;
    const top = environment.store.getState().stack.at(-1);
    return top && sameTarget(top, target) ? t`this is it` : undefined;
  },
  violations: (environment) => (violatingSource(environment) ? undefined : t`no source is selected`),
  delivery: (environment) => {
    const target = deliveryOf(environment);
    return 'why' in target ? target.why : undefined;
  },
  debugger: (environment) => (violatingSource(environment) ? undefined : t`no source is selected`),
  payload: (environment) => {
    const target = payloadOfRow(environment);
    return 'why' in target ? target.why : undefined;
  },
  'sample.next': needsPayload,
  'sample.previous': needsPayload,
  'payload.reveal': needsPayload,
  'payload.fold': (environment) => {
    const row = current(environment)?.row;
    return row?.open || row?.fold !== undefined ? undefined : t`the row neither folds nor leads anywhere`;
  },
  'payload.pager': needsPayload,
  'payload.copy': (environment) => (copiesOf(environment) ? undefined : t`there is nothing to copy`),
  'match.next': needsSearch,
  'match.previous': needsSearch,
  'pane.next': needsPanels,
  'pane.previous': needsPanels,
  'row.open': (environment) => {
    const here = current(environment);
    return (here?.row?.open ?? here?.pane.open) || here?.row?.fold !== undefined ? undefined : t`the row leads nowhere`;
  },
  back: (environment) => {
    const here = current(environment);
    const filtered = here !== undefined && paneState(here.top, here.pane.id).filter !== '';
    return filtered || !atRoot(environment) ? undefined : t`this is the first page; q quits`;
  },
  'sort.invert': (environment) => (current(environment)?.state.sort ? undefined : t`s chooses a column first`),
  'field.color': needsField,
  'field.inventory': needsField,
  'rows.problems': (environment) =>
    current(environment)?.pane.narrows ? undefined : t`only where rows can have problems, such as destinations`,
  'rows.group': whyNoGroups,
  'rows.columns': whyNoColumns,
  'rows.aside': whyNoAside,
  'rows.follow': whyNoRow,
  'rows.json': whyNoRow,
  'favorite.toggle': (environment) =>
    refOf(current(environment)?.row?.subject) ? undefined : t`only sources, destinations, warehouses and functions`,
  replay: (environment) => {
    const target = replayOf(environment);
    return 'why' in target ? target.why : undefined;
  },
  menu: needsMenu,
  copy: needsSubject,
  undo: (environment) => {
    const { removed, undo } = environment.store.getState();
    const until = Math.max(removed?.until ?? 0, undo?.until ?? 0);
    return environment.now() <= until ? undefined : t`nothing was removed or classified just now`;
  },
};

/** Why a command has nothing to do here; undefined when it works. */
export function whyNot(environment: Environment, id: CommandId): SafeText | undefined {
  return reasons[id]?.(environment);
}

/** The scopes that hold now, narrowest first, besides `global`: lists with keys of their own have those of all lists too. */
export function scopesHere(environment: Environment): readonly Scope[] {
  const pane = current(environment)?.pane;
  if (!pane?.scope) return [];
  return pane.scope !== 'rows' && isList(pane) ? [pane.scope, 'rows'] : [pane.scope];
}
