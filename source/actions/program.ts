import { type SafeText, sanitise, t } from '../domain/text.ts';
import type { MenuItem } from '../state/store.ts';
import { current } from './current.ts';
import type { Action, Environment } from './environment.ts';
import { removeAt, sameRef, toggle } from './favorites.ts';
import { auditPage, openRow, openTarget, page } from './navigate.ts';
import { toast } from './toast.ts';

export const help: Action = ({ store }) => store.setState({ overlay: { kind: 'help' } });

export const palette: Action = ({ store }) => store.setState({ prompt: { kind: 'command', text: '', cursor: 0 } });

export const copyId: Action = (environment) => {
  const subject = current(environment)?.row?.subject;
  if (!subject) return toast(environment, t`Nothing to copy here`, 'info');
  toast(environment, environment.copy(subject.id), 'good');
};

export const browser: Action = (environment) => {
  const link = environment.webLink(current(environment)?.row?.subject);
  environment.copy(link);
  toast(environment, t`Link copied: ${link}`, 'good');
};

/** The row's menu: only what exists for its kind (F-09). */
export const menu: Action = (environment) => {
  const here = current(environment);
  const subject = here?.row?.subject;
  if (!here || !subject) return toast(environment, t`No menu here`, 'info');
  const kept = environment.store
    .getState()
    .favorites.some((ref) => sameRef(ref, { kind: subject.kind as 'source', id: subject.id }));
  const canKeep = subject.kind !== 'audit' && subject.kind !== 'other';
  const items: MenuItem[] = [
    ...(here.row?.open ? [{ id: 'open', label: t`Open` }] : []),
    { id: 'audit', label: t`Audit trail of it` },
    ...(canKeep ? [{ id: 'favorite', label: kept ? t`Remove favorite` : t`Add to favorites` }] : []),
    { id: 'copy', label: t`Copy id` },
    { id: 'browser', label: t`Copy link to the web app` },
  ];
  environment.store.setState({ overlay: { kind: 'menu', title: subject.name, items } });
};

const chosen: Readonly<Record<string, Action>> = {
  open: openRow,
  audit: auditPage,
  favorite: toggle,
  copy: copyId,
  browser,
};

/** Runs a menu's item on the row the menu was opened for. */
export function chooseMenu(environment: Environment, id: string): void {
  environment.store.setState({ overlay: undefined });
  const here = current(environment);
  const subject = here?.row?.subject;
  if (id === 'favorite' && subject) {
    const index = environment.store
      .getState()
      .favorites.findIndex((ref) => ref.id === subject.id && ref.kind === subject.kind);
    if (index >= 0) return removeAt(environment, index, subject.name);
  }
  chosen[id]?.(environment, 1);
}

/** Pages whose name begins with what was typed, best first. */
export function suggestions(environment: Environment, text: string): readonly SafeText[] {
  const wanted = text.trim().toLowerCase();
  return environment
    .pages()
    .flatMap(({ names }) => names.filter((name) => name.startsWith(wanted)).slice(0, 1))
    .map((name) => sanitise(name));
}

/** Runs a line of the palette: `sources`, `destinations braze` (a page and a filter), `24h`, `7d`, `q`. */
export function runLine(environment: Environment, text: string): void {
  const [word = '', ...rest] = text.trim().split(/\s+/);
  const { store } = environment;
  if (word === 'q' || word === 'quit') return environment.exit();
  if (word === '24h' || word === '7d') return store.setState({ period: word });
  const wanted = word.toLowerCase();
  const known = environment.pages();
  const found =
    known.find(({ names }) => names.includes(wanted)) ??
    known.find(({ names }) => names.some((name) => name.startsWith(wanted)));
  if (word === '' || !found)
    return word === ''
      ? undefined
      : toast(environment, t`No page or command is called ${sanitise(word)}: ${suggestAll(environment)}`, 'warn');
  if (Object.keys(found.target.params).length > 0) openTarget(environment, found.target);
  else page(found.target.view)(environment, 1);
  if (rest.length > 0) applyFilter(environment, rest.join(' '));
}

function suggestAll(environment: Environment): SafeText {
  return environment
    .pages()
    .map(({ names }) => names[0])
    .join(', ') as SafeText;
}

function applyFilter(environment: Environment, text: string): void {
  const { store } = environment;
  const state = store.getState();
  const top = state.stack.at(-1);
  if (!top) return;
  const list = { index: 0, offset: 0, tab: 0, ...top.panes.list, filter: text };
  store.setState({ stack: [...state.stack.slice(0, -1), { ...top, panes: { ...top.panes, list } }] });
}
