import { counted } from '../domain/format.ts';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import { type CommandId, commandIn } from '../keys/keymap.ts';
import type { MenuPart } from '../state/menu-part.ts';
import { pages, type Target } from '../state/pages.ts';
import { heldOf, type PaneRow, type Subject } from '../state/pane.ts';
import { isShown, sameTarget } from '../state/place.ts';
import { type MenuAbout, place } from '../state/store.ts';
import { type AnyAction, on } from './action.ts';
import { askDelete, askRename, askSwitch, askSwitchAll, changeable, pluralOf, switchable } from './changes/changes.ts';
import { askSync, type Entry, partEntries, whenRead } from './changes/menus.ts';
import { current } from './current.ts';
import type { Environment, Why } from './environment.ts';
import { isFavorite, refOf, toggleSubjects } from './favorites.ts';
import { followLink } from './links.ts';
import { actedOn } from './marks.ts';
import { openTarget } from './open-target.ts';
import { ownEntries } from './own.ts';
import { copyIds } from './program.ts';
import { toast } from './toast.ts';
import { alertEntries } from './watch/alerts.ts';

/** Only the pages that exist for the row's kind, then what can be done with it (F-09). */
function entriesOf(environment: Environment, { subject, open }: MenuAbout): readonly Entry[] {
  const { id } = subject;
  const here = place(environment.store.getState());
  const changed = aboutOf(environment, subject);
  const own = environment.pagesOf(subject);
  const led: Entry[] = [];
  const lead = (name: string, label: SafeText, target: Target | undefined, id?: CommandId) => {
    if (!target || isShown(here, target)) return;
    led.push({ id: name, label, ...hintOf(environment, id), run: (inside) => openTarget(inside, target) });
  };
  if (open?.view === 'audit-item') lead('open', t`Event`, open);
  else if (own.length === 0) lead('open', t`Details`, open);
  for (const each of own) lead(each.id, each.label, each.target, each.key);
  const leadTo = (name: string, label: SafeText, target: Target | Why, command: CommandId) =>
    lead(name, label, 'why' in target ? undefined : target, command);
  if (changed.kind === 'destination') {
    leadTo('payload', t`Payload of the top error`, environment.topError(id), 'payload');
    leadTo('replay', t`Replay request`, environment.replayOf(id), 'replay');
  }
  lead('audit', t`Audit trail`, pages.audit.at({ resource: id }), 'page.audit');
  const changes = changesOf(environment, changed, open);
  // A thing that was just switched off by mistake is what the menu is opened for: Enable comes first.
  const [first] = changes;
  const revives =
    first?.id === 'switch' && first.disabled === undefined && environment.stateOf(changed)?.enabled === false;
  return revives
    ? [first, ...led, ...doings(environment, subject), ...changes.slice(1)]
    : [...led, ...doings(environment, subject), ...changes];
}

/** The thing that an audit event is about, where it can be changed: so it can be switched on again from the event. */
function aboutOf(environment: Environment, subject: Subject): Subject {
  if (subject.kind !== 'audit') return subject;
  const kinds = ['destination', 'source', 'warehouse'] as const;
  const kind = kinds.find((each) => environment.stateOf({ ...subject, kind: each }) !== undefined);
  return kind ? { ...subject, kind } : subject;
}

/** What can be changed, greyed with the reason where segtop only reads (rule 233). */
function changesOf(environment: Environment, subject: Subject, open: Target | undefined): Entry[] {
  const of = changeable(subject);
  const state = switchable(subject) ? environment.stateOf(subject) : undefined;
  const disabled = environment.readOnly;
  const entry = (id: string, label: SafeText, run: Entry['run']): Entry => ({ id, label, disabled, run });
  const entries: Entry[] = [];
  const { id, kind } = subject;
  if (state)
    entries.push(entry('switch', state.enabled ? t`Disable` : t`Enable`, (inside) => askSwitch(inside, subject)));
  if (kind === 'model' || state?.fed)
    entries.push(entry('sync', t`Run the model now`, (inside) => askSyncs(inside, subject, open)));
  if (of && state) entries.push(entry('rename', t`Rename`, (inside) => askRename(inside, subject, of)));
  if (kind === 'source' && state) {
    const about = { subject, open };
    entries.push(
      entry('labels', t`Labels`, (inside) =>
        whenRead(inside, t`the labels`, inside.changeReads.labels(id), (labels) =>
          openMenu(inside, { ...about, part: { kind: 'labels', ...labels } }),
        ),
      ),
      entry('controls', t`Schema controls`, (inside) =>
        whenRead(inside, t`the controls`, inside.changeReads.controls(id), (settings) =>
          openMenu(inside, { ...about, part: { kind: 'controls', settings } }),
        ),
      ),
    );
  }
  if (of && state) entries.push(entry('delete', t`Delete`, (inside) => askDelete(inside, subject, of)));
  return entries;
}

/** The mappings that a model is sent through; asks which only where there are several. */
function askSyncs(environment: Environment, subject: Subject, open: Target | undefined): void {
  whenRead(environment, t`its mappings`, environment.changeReads.syncs(subject), (found) => {
    const { choices, missing } = found;
    const [only] = choices;
    const none =
      subject.kind === 'model'
        ? t`No mapping sends what ${subject.name} finds`
        : t`No reverse ETL model is sent through ${subject.name}`;
    if (!only) return toast(environment, none, 'info');
    if (choices.length === 1) return askSync(environment, only, missing);
    openMenu(environment, { subject, open, part: { kind: 'syncs', ...found } });
  });
}

/**
 * What may be done to several things at once: switching those of one kind. Deleting asks for the name, so it is done one by
 * one.
 */
function togetherEntries(environment: Environment, all: readonly Subject[]): readonly Entry[] {
  const [first] = all;
  const mixed = all.some(({ kind }) => kind !== first?.kind);
  const states = all.map((subject) => (switchable(subject) ? environment.stateOf(subject) : undefined));
  const fixed = states.includes(undefined) ? t`not all of them can be switched` : undefined;
  const why = mixed ? t`mark rows of one kind` : (fixed ?? environment.readOnly);
  const one = (enabled: boolean, label: SafeText): Entry => {
    const count = states.filter((state) => state?.enabled === !enabled).length;
    return {
      id: enabled ? 'enable' : 'disable',
      // Of rows whose state is unknown a count would be too low.
      label: first && !mixed && !fixed && count > 0 ? t`${label} ${count} ${pluralOf(first)}` : label,
      disabled: why ?? (count === 0 ? t`none to switch` : undefined),
      run: (inside) => askSwitchAll(inside, all, enabled),
    };
  };
  const ids = all.map(({ id }) => id);
  return [
    {
      id: 'copy',
      label: t`Copy ${counted(all.length, t`id`)}`,
      ...hintOf(environment, 'copy'),
      run: (inside) => copyIds(inside, ids),
    },
    one(false, t`Disable`),
    one(true, t`Enable`),
    { id: 'delete', label: t`Delete`, disabled: t`one by one`, run: () => undefined },
  ];
}

/** A field can be looked at and classified; nothing of it is Segment's to change (rule 140). */
function fieldEntries(environment: Environment, { open, subject }: MenuAbout): readonly Entry[] {
  const own = (id: 'field.color' | 'field.inventory', label: SafeText): Entry => ({
    id,
    label,
    ...hintOf(environment, id),
    run: (inside) => inside.run(id),
  });
  const isOpen = !open || sameTarget(open, place(environment.store.getState()));
  // A field of a rule is the same field, but classified only where Privacy lists it.
  const listed = heldOf(current(environment)?.row, 'field') !== undefined;
  const classes = listed
    ? [own('field.color', t`Next colour`), own('field.inventory', t`Add to Inventory, or take out`)]
    : [];
  return [
    ...(isOpen ? [] : [{ id: 'open', label: t`Details`, run: (inside: Environment) => openTarget(inside, open) }]),
    ...classes,
    ...doings(environment, subject),
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
      run: (inside) => copyIds(inside, [subject.id]),
    },
    {
      id: 'browser',
      label: t`Open in the web app`,
      ...hintOf(environment, 'browser'),
      run: (inside) => followLink(inside, inside.webLink(subject)),
    },
    ...ownEntries(environment, subject).map((entry) => ({ ...entry, ...hintOf(environment, entry.id) })),
  ];
}

/** The key that does the same, so that the menu teaches it. */
function hintOf({ store }: Environment, id: CommandId | undefined): { readonly hint?: SafeText } {
  const key = id && commandIn(store.getState().keymap, id)?.keys[0];
  return key ? { hint: sanitise(key) } : {};
}

function itemsOf(environment: Environment, about: MenuAbout): readonly Entry[] {
  if (about.part) return partEntries(about.subject, about.part);
  if (about.subject.kind === 'field') return fieldEntries(environment, about);
  if (about.all) return togetherEntries(environment, about.all);
  const alert = about.alert ? alertEntries(environment, about.alert) : [];
  return [...alert, ...entriesOf(environment, about)];
}

const partTitles: Readonly<Record<MenuPart['kind'], SafeText>> = {
  controls: t`Schema controls`,
  labels: t`Labels`,
  syncs: t`Run`,
};

function openMenu(environment: Environment, about: MenuAbout): void {
  const items = itemsOf(environment, about).map(({ id, label, hint, disabled }) => ({ id, label, hint, disabled }));
  const { subject, part, all } = about;
  const title = part
    ? t`${partTitles[part.kind]} of ${subject.name}`
    : all
      ? t`${all.length} marked rows`
      : subject.name;
  environment.store.setState({ overlay: { kind: 'menu', title, items, about } });
}

/** `m`: the menu of the marked rows, be it one, of the selected row, else of what the page is about. */
export const menu: AnyAction = on(
  (sight) => {
    const here = current(sight);
    const rows = here ? actedOn(here) : [];
    const row = rows.find(({ subject }) => subject !== undefined) ?? rows[0];
    const subject = row?.subject ?? here?.pane.subject;
    // What stands only in the trail or in a catalog has no menu, unless it is an alert.
    return subject && (subject.kind !== 'other' || heldOf(row, 'alert'))
      ? { rows, row, subject }
      : { why: t`nothing is selected that can be acted on` };
  },
  (environment: Environment, { rows, row, subject }) => {
    const all = uniqueSubjects(rows);
    const { open } = row ?? {};
    const alert = heldOf(row, 'alert');
    openMenu(environment, { subject, open, ...(all.length > 1 ? { all } : {}), ...(alert ? { alert } : {}) });
  },
  { refusal: t`No menu here` },
);

/** Each thing once, however many of the marked rows are about it. */
function uniqueSubjects(rows: readonly PaneRow[]): readonly Subject[] {
  const subjects = rows.flatMap(({ subject }) => subject ?? []);
  return [...new Map(subjects.map((subject) => [`${subject.kind}:${subject.id}`, subject])).values()];
}

/** Runs a menu's item on what the menu was opened for, whatever stands under the selection by now. */
export function chooseMenu(environment: Environment, id: string): void {
  const { overlay } = environment.store.getState();
  if (overlay?.kind !== 'menu') return;
  const entry = itemsOf(environment, overlay.about).find((each) => each.id === id);
  environment.store.setState({ overlay: undefined });
  if (entry && entry.disabled === undefined) entry.run(environment);
}
