import { t } from '../domain/text.ts';
import { back, forward, jump, replaceTop } from '../state/navigation.ts';
import { pages, type Target } from '../state/pages.ts';
import { contentOf, type Subject } from '../state/pane.ts';
import { isShown, paneState, sameTarget } from '../state/place.ts';
import { type AppState, place } from '../state/store.ts';
import { type Action, keyIn, on, opening, thisIsIt } from './action.ts';
import { type Current, changePane, current } from './current.ts';
import type { Here, Keeping, Program, Sight } from './environment.ts';
import { keepFilter } from './finding/kept-filter.ts';
import { unmark } from './marks.ts';
import { openTarget } from './open-target.ts';
import { toast } from './toast.ts';

/** A page of the bar. */
export const page = (target: Target): Action => ({
  why: ({ store }) => (sameTarget(place(store.getState()), target) ? thisIsIt : undefined),
  run: ({ store }) => store.setState(jump(store.getState(), target)),
});

/** What the audit trail may be of: not everything that a row can be about has one. */
const hasTrail = (subject: Subject | undefined): boolean =>
  subject !== undefined && subject.kind !== 'other' && subject.kind !== 'field';

/**
 * The audit trail of a resource: on the page of one thing of that thing, whatever row is selected there; in a list of the
 * selected row's. All of the trail where no row was chosen: on Home before the first move and among its activity, and where
 * the trail of that resource is open already.
 */
function trailOf(sight: Sight): string | undefined {
  const here = current(sight);
  const both = [here?.pane.subject, here?.row?.subject];
  const subject = (here?.pane.isPage ? both : both.reverse()).find(hasTrail);
  const untouched = here?.pane.scope === 'home' && (here.pane.id === 'activity' || here.state.selected === undefined);
  const known = here?.top.view === 'audit' && pages.audit.of(here.top).resource === subject?.id;
  return untouched || known ? undefined : subject?.id;
}

const wholeTrail = page(pages.audit.at());

export const auditPage: Action = {
  why: (sight) => (trailOf(sight) === undefined ? wholeTrail.why?.(sight) : undefined),
  run(environment) {
    const resource = trailOf(environment);
    if (resource === undefined) wholeTrail.run(environment);
    else openTarget(environment, pages.audit.at({ resource }));
  },
};

export const worst = opening((sight) => sight.worst(), t`No error to open`);

function focusOn(environment: Here, paneId: string): void {
  const state = environment.store.getState();
  const pane = environment.panes().findIndex(({ id }) => id === paneId);
  if (pane >= 0) environment.store.setState(replaceTop(state, { ...place(state), pane }));
}

/** Folds or unfolds what the row stands for. @returns whether it can be folded */
export function turnFold(environment: Here, here: Current): boolean {
  const path = here.row?.fold;
  if (path === undefined) return false;
  if (contentOf(here.pane, 'document')?.find && here.state.filter !== '') {
    toast(environment, t`Everything is open during a search: ${keyIn(environment, 'back')} ends it`, 'info');
    return true;
  }
  const shut = new Set(here.state.folded);
  if (!shut.delete(path)) shut.add(path);
  changePane(environment, here.pane, { folded: [...shut] });
  return true;
}

/** What Enter does on a row: goes to another panel, opens a page, or folds. */
type Way = { readonly focus: string } | { readonly target: Target } | { readonly fold: Current };

function wayOf(sight: Sight): Way | undefined {
  const here = current(sight);
  if (!here) return undefined;
  const { row, pane } = here;
  if (row?.focus !== undefined) return { focus: row.focus };
  const target = row?.open ?? pane.open;
  if (target) return { target };
  return row?.fold === undefined ? undefined : { fold: here };
}

export const openRow: Action = on(
  (sight) => {
    const way = wayOf(sight) ?? { why: t`the row leads nowhere` };
    const top = place(sight.store.getState());
    return 'target' in way && isShown(top, way.target) ? thisIsIt : way;
  },
  (environment: Here, way) => {
    if ('focus' in way) focusOn(environment, way.focus);
    else if ('target' in way) openTarget(environment, way.target);
    else turnFold(environment, way.fold);
  },
);

/** All rows again, at the next visit too. */
function clearFilter(environment: Here & Keeping, { pane }: Current): void {
  keepFilter(environment, '');
  changePane(environment, pane, { filter: '', recalled: undefined, index: 0, offset: 0 });
}

/** Esc: clears the filter first, then the marks, then goes back, and never quits. */
export const goBack: Action<Here & Keeping> = {
  why(sight) {
    const here = current(sight);
    const cleared = here && (paneState(here.top, here.pane.id).filter !== '' || (here.state.marked ?? []).length > 0);
    return cleared || back(sight.store.getState())
      ? undefined
      : { why: t`this is the first page; ${keyIn(sight, 'quit')} quits` };
  },
  run(environment) {
    const { store } = environment;
    const here = current(environment);
    if (here && paneState(here.top, here.pane.id).filter !== '') return clearFilter(environment, here);
    if (unmark(environment)) return;
    const change = back(store.getState());
    if (change) store.setState(change);
  },
};

/** Whether Esc leaves what is kept as it is: a filter that it clears is forgotten for good. */
export function isOnlyWayBack(sight: Sight): boolean {
  const here = current(sight);
  return !here || paneState(here.top, here.pane.id).filter === '';
}

/** Forward in history, as a browser does: until another page is opened. */
export const goForward: Action = {
  why: ({ store }) =>
    forward(store.getState()) ? undefined : { why: t`no page was left by going back since this one was opened` },
  run({ store }) {
    store.setState(forward(store.getState()) ?? {});
  },
};

const question = ({ unsaved = new Set() }: AppState): Partial<AppState> => ({
  overlay: { kind: 'quit', focused: 0, unsaved: [...unsaved] },
});

/** Ends the program; asks where something would be lost with it. */
export function endOrAsk(environment: Here & Program): void {
  const state = environment.store.getState();
  if ((state.unsaved?.size ?? 0) > 0) environment.store.setState(question(state));
  else environment.exit();
}

/** q: goes back, and asks at the root. */
export const quit: Action = {
  hint: ({ store }) => (back(store.getState()) ? undefined : t`quit`),
  run({ store }) {
    const state = store.getState();
    store.setState(back(state) ?? question(state));
  },
};

const twice = 2000;

/** ctrl+c: the second one within two seconds ends the program. */
export const quitNow: Action<Here & Program> = {
  run(environment) {
    const { store } = environment;
    const { interruptedAt = Number.NEGATIVE_INFINITY } = store.getState();
    const since = environment.now() - interruptedAt;
    // A clock that was set back makes no key of long ago one of a moment ago.
    if (since >= 0 && since < twice) return environment.exit();
    store.setState({ interruptedAt: environment.now(), overlay: undefined, prompt: undefined });
    toast(environment, t`ctrl+c once more quits`, 'warn');
  },
};
