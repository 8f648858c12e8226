import { t } from '../domain/text.ts';
import { back, jump, open, replaceTop } from '../state/navigation.ts';
import { pages, type Target } from '../state/pages.ts';
import type { Subject } from '../state/pane.ts';
import { paneState } from '../state/place.ts';
import { place } from '../state/store.ts';
import { type Current, changePane, current } from './current.ts';
import type { Action, Environment } from './environment.ts';
import { unmark } from './marks.ts';
import { toast } from './toast.ts';

export function openTarget({ store }: Environment, target: Target): void {
  store.setState(open(store.getState(), target));
}

export const page =
  (target: Target): Action =>
  ({ store }) =>
    store.setState(jump(store.getState(), target));

/** What the audit trail may be of: not everything that a row can be about has one. */
const hasTrail = (subject: Subject | undefined): boolean =>
  subject !== undefined && subject.kind !== 'other' && subject.kind !== 'field';

/**
 * The audit trail of a resource: on the page of one thing of that thing, whatever row is selected there; in a list of the
 * selected row's. All of the trail where no row was chosen: on Home before the first move and among its activity, and where
 * the trail of that resource is open already.
 */
export const auditPage: Action = (environment) => {
  const here = current(environment);
  const both = [here?.pane.subject, here?.row?.subject];
  const subject = (here?.pane.isPage ? both : both.reverse()).find(hasTrail);
  const untouched = here?.pane.scope === 'home' && (here.pane.id === 'activity' || here.state.selected === undefined);
  const known = here?.top.view === 'audit' && pages.audit.of(here.top).resource === subject?.id;
  if (!subject || untouched || known) return page(pages.audit.at())(environment);
  openTarget(environment, pages.audit.at({ resource: subject.id }));
};

export const worst: Action = (environment) => {
  const target = environment.worst();
  if ('why' in target) toast(environment, t`No error to open: ${target.why}`, target.good === true ? 'good' : 'info');
  else openTarget(environment, target);
};

function focusOn(environment: Environment, paneId: string): void {
  const state = environment.store.getState();
  const pane = environment.panes().findIndex(({ id }) => id === paneId);
  if (pane >= 0) environment.store.setState(replaceTop(state, { ...place(state), pane }));
}

/** Folds or unfolds what the row stands for. @returns whether it can be folded */
export function turnFold(environment: Environment, here: Current): boolean {
  const path = here.row?.fold;
  if (path === undefined) return false;
  if (here.pane.find && here.state.filter !== '') {
    toast(environment, t`Everything is open during a search: esc ends it`, 'info');
    return true;
  }
  const shut = new Set(here.state.folded);
  if (!shut.delete(path)) shut.add(path);
  changePane(environment, here.pane, { folded: [...shut] });
  return true;
}

export const openRow: Action = (environment) => {
  const here = current(environment);
  if (here?.row?.focus !== undefined) return focusOn(environment, here.row.focus);
  const target = here?.row?.open ?? here?.pane.open;
  if (target) openTarget(environment, target);
  else if (here) turnFold(environment, here);
};

/** Esc: clears the filter first, then the marks, then goes back, and never quits. */
export const goBack: Action = (environment) => {
  const { store } = environment;
  const here = current(environment);
  if (here && paneState(here.top, here.pane.id).filter !== '')
    return changePane(environment, here.pane, { filter: '', index: 0, offset: 0 });
  if (unmark(environment)) return;
  const change = back(store.getState());
  if (change) store.setState(change);
};

/** q: goes back, and asks at the root. */
export const quit: Action = (environment) => {
  const { store } = environment;
  const change = back(store.getState());
  store.setState(change ?? { overlay: { kind: 'quit', focused: 0, unsaved: [...(store.getState().unsaved ?? [])] } });
};

const twice = 2000;

/** ctrl+c: the second one within two seconds ends the program. */
export const quitNow: Action = (environment) => {
  const { store } = environment;
  const { interruptedAt } = store.getState();
  if (interruptedAt !== undefined && environment.now() - interruptedAt < twice) return environment.exit();
  store.setState({ interruptedAt: environment.now(), overlay: undefined, prompt: undefined });
  toast(environment, t`ctrl+c once more quits`, 'warn');
};

export function atRoot({ store }: Environment): boolean {
  return store.getState().stack.length === 1 && place(store.getState()).view === 'home';
}
