import { t } from '../domain/text.ts';
import type { MenuItem } from '../state/store.ts';
import { current } from './current.ts';
import type { Action, Environment } from './environment.ts';
import { removeAt, sameRef, toggle } from './favorites.ts';
import { auditPage, openRow } from './navigate.ts';
import { toast } from './toast.ts';
import { violations } from './violations.ts';

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
    ...(subject.kind === 'source' ? [{ id: 'violations', label: t`Violations` }] : []),
    { id: 'audit', label: t`Audit trail of it` },
    ...(canKeep ? [{ id: 'favorite', label: kept ? t`Remove favorite` : t`Add to favorites` }] : []),
    { id: 'copy', label: t`Copy id` },
    { id: 'browser', label: t`Copy link to the web app` },
  ];
  environment.store.setState({ overlay: { kind: 'menu', title: subject.name, items } });
};

const chosen: Readonly<Record<string, Action>> = {
  open: openRow,
  violations,
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
