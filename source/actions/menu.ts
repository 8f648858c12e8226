import { type SafeText, t } from '../domain/text.ts';
import type { CommandId } from '../keys/keymap.ts';
import type { Subject } from '../state/pane.ts';
import { sameTarget, type Target } from '../state/place.ts';
import { type MenuAbout, type MenuItem, place } from '../state/store.ts';
import { askDelete, askSwitch, changeable, readOnlyReason } from './changes.ts';
import { current } from './current.ts';
import type { Action, Environment } from './environment.ts';
import { isFavorite, refOf, toggleSubjects } from './favorites.ts';
import { openTarget } from './navigate.ts';
import { toast } from './toast.ts';

/** One line of a row's menu, and what it does. */
interface Entry extends MenuItem {
  run(environment: Environment): void;
}

/** The page of its own that a kind has, in the words of what it shows. */
const ownPages: Readonly<Partial<Record<Subject['kind'], SafeText>>> = {
  source: t`Overview`,
  destination: t`Delivery`,
  warehouse: t`Sync history`,
};

/** Only the pages that exist for the row's kind, then what can be done with it (F-09). */
function entriesOf(environment: Environment, { subject, open }: MenuAbout): readonly Entry[] {
  const { kind, id } = subject;
  const here = place(environment.store.getState());
  const own = ownPages[kind];
  const pages: Entry[] = [];
  const lead = (name: string, label: SafeText, target: Target | undefined, id?: CommandId) => {
    if (!target || sameTarget(target, here)) return;
    pages.push({ id: name, label, ...hintOf(environment, id), run: (inside) => openTarget(inside, target) });
  };
  if (own) lead('own', own, { view: kind, params: { id } });
  else lead('open', kind === 'audit' ? t`Event` : t`What runs it`, open);
  if (kind === 'source')
    lead('violations', t`Violations`, { view: 'violation-events', params: { source: id } }, 'violations');
  if (kind === 'destination') lead('payload', t`Payload of the top error`, environment.topError(id), 'payload');
  lead('audit', t`Audit trail`, { view: 'audit', params: { resource: id } }, 'page.audit');
  const changes = changesOf(environment, subject);
  // What was switched off by mistake is what the menu was opened for (product 3.5).
  const [first] = changes;
  const revives =
    first?.id === 'switch' && first.disabled === undefined && environment.stateOf(subject)?.enabled === false;
  return revives
    ? [...changes, ...pages, ...doings(environment, subject)]
    : [...pages, ...doings(environment, subject), ...changes];
}

/** What can be changed, greyed with the reason where segtop only reads (design §8). */
function changesOf(environment: Environment, subject: Subject): Entry[] {
  const of = changeable(subject);
  const state = of && environment.stateOf(subject);
  if (!of || !state) return [];
  const disabled = environment.mayWrite ? undefined : readOnlyReason;
  return [
    {
      id: 'switch',
      label: state.enabled ? t`Disable` : t`Enable`,
      disabled,
      run: (inside) => askSwitch(inside, subject, of),
    },
    { id: 'delete', label: t`Delete`, disabled, run: (inside) => askDelete(inside, subject, of) },
  ];
}

function doings(environment: Environment, subject: Subject): Entry[] {
  const ref = refOf(subject);
  const favorite: Entry[] = ref
    ? [
        {
          id: 'favorite',
          label: isFavorite(environment, ref) ? t`Remove favorite` : t`Add to favorites`,
          ...hintOf(environment, 'favorite.toggle'),
          run: (inside) => toggleSubjects(inside, [subject]),
        },
      ]
    : [];
  return [
    ...favorite,
    {
      id: 'copy',
      label: t`Copy id`,
      ...hintOf(environment, 'copy'),
      run: (inside) => toast(inside, inside.copy(subject.id), 'good'),
    },
    {
      id: 'browser',
      label: t`Copy link to the web app`,
      ...hintOf(environment, 'browser'),
      run: (inside) => {
        const link = inside.webLink(subject);
        inside.copy(link);
        toast(inside, t`Link copied: ${link}`, 'good');
      },
    },
  ];
}

/** The key that does the same, so that the menu teaches it. */
function hintOf({ store }: Environment, id: CommandId | undefined): { readonly hint?: SafeText } {
  const key = id && store.getState().keymap.find((entry) => entry.id === id)?.keys[0];
  return key ? { hint: key as SafeText } : {};
}

/** `m`: the menu of the selected row, else of what the page is about. */
export const menu: Action = (environment) => {
  const here = current(environment);
  const subject = here?.row?.subject ?? here?.pane.subject;
  if (!subject || subject.kind === 'other') return toast(environment, t`No menu here`, 'info');
  const about: MenuAbout = { subject, open: here?.row?.open };
  const items = entriesOf(environment, about).map(({ id, label, hint, disabled }) => ({ id, label, hint, disabled }));
  environment.store.setState({ overlay: { kind: 'menu', title: subject.name, items, about } });
};

/** Runs a menu's item on what the menu was opened for, whatever stands under the selection by now. */
export function chooseMenu(environment: Environment, id: string): void {
  const { overlay } = environment.store.getState();
  if (overlay?.kind !== 'menu') return;
  const entry = entriesOf(environment, overlay.about).find((each) => each.id === id);
  environment.store.setState({ overlay: undefined });
  entry?.run(environment);
}
