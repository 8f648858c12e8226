import type { Changeable } from '../../domain/change.ts';
import { counted } from '../../domain/format.ts';
import { joined, type SafeText, sanitise, t, word } from '../../domain/text.ts';
import type { Confirm, Planned } from '../../state/dialogs.ts';
import type { Subject } from '../../state/pane.ts';
import type { ChangeableState, Environment } from '../environment.ts';
import { toast } from '../toast.ts';

export const readOnlyReason = t`read-only: needs --write`;

/** Names that a dialog about several things lists before it only counts. */
const mostNames = 10;

/** What a row is about, when it is something that can be renamed and deleted. */
export function changeable({ kind }: Subject): Changeable | undefined {
  return kind === 'source' || kind === 'destination' || kind === 'warehouse' ? kind : undefined;
}

/** Something that can be switched on and off; a filter and a mapping only through their destination. */
export function switchable(subject: Subject): boolean {
  if (subject.kind === 'filter' || subject.kind === 'mapping') return subject.parent !== undefined;
  return changeable(subject) !== undefined;
}

function switchOf({ kind, id, parent = '' }: Subject, enabled: boolean): Planned['change'] {
  if (kind === 'filter' || kind === 'mapping') return { kind: `switch-${kind}`, destinationId: parent, id, enabled };
  return { kind: 'switch', of: kind as Changeable, id, enabled };
}

/** Asks before anything is sent: Cancel is focused, and a sentence says what will start or stop (rule 233). */
export function askSwitch(environment: Environment, subject: Subject): void {
  const state = environment.stateOf(subject);
  if (!state) return gone(environment, subject);
  const enabled = !state.enabled;
  const verb = enabled ? t`Enable` : t`Disable`;
  ask(environment, {
    title: t`${verb} ${subject.name}?`,
    text: enabled ? state.whenEnabled : state.whenDisabled,
    verb,
    done: enabled ? t`Enabled` : t`Disabled`,
    planned: [{ change: switchOf(subject, enabled), name: subject.name }],
    danger: !enabled,
  });
}

/** Several of one kind at once: how many, which, and what stops for all of them together. */
export function askSwitchAll(environment: Environment, subjects: readonly Subject[], enabled: boolean): void {
  const concerned = subjects.flatMap((subject) => {
    const state = environment.stateOf(subject);
    return state && state.enabled !== enabled ? [{ subject, state }] : [];
  });
  const [first] = concerned;
  const missing = subjects.find((subject) => !environment.stateOf(subject));
  if (!first && missing) return gone(environment, missing);
  if (!first) return toast(environment, t`All of them are ${enabled ? t`enabled` : t`disabled`} already`, 'info');
  if (concerned.length === 1) return askSwitch(environment, first.subject);
  const verb = enabled ? t`Enable` : t`Disable`;
  const what = t`${concerned.length} ${pluralOf(first.subject)}`;
  const names = concerned.map(({ subject }) => subject.name);
  const listed = joined(names.slice(0, mostNames), t`, `);
  const more = names.length > mostNames ? t` and ${names.length - mostNames} more` : t``;
  ask(environment, {
    title: t`${verb} ${what}?`,
    text: t`${listed}${more}. ${together(
      first.subject,
      enabled,
      concerned.map(({ state }) => state),
    )}`,
    verb,
    done: enabled ? t`Enabled` : t`Disabled`,
    planned: concerned.map(({ subject }) => ({ change: switchOf(subject, enabled), name: subject.name })),
    danger: !enabled,
  });
}

export function pluralOf({ kind }: Subject): SafeText {
  return t`${word(kind)}s`;
}

/** What starts or stops for several things of a kind. */
function together({ kind }: Subject, enabled: boolean, states: readonly ChangeableState[]): SafeText {
  const known = states.flatMap(({ events }) => events ?? []);
  const sum = known.reduce((all, events) => all + events, 0);
  const events = known.length === states.length ? t` (${counted(sum, t`event`)} in the period)` : t``;
  const words: Partial<Record<Subject['kind'], readonly [on: SafeText, off: SafeText]>> = {
    source: [
      t`They are taken in again${events}; what was sent meanwhile is lost.`,
      t`Segment rejects everything they send${events}, and it cannot be replayed.`,
    ],
    destination: [
      t`Their events${events} flow again. Nothing was queued meanwhile.`,
      t`They get nothing more${events}. Nothing is queued while they are disabled.`,
    ],
    warehouse: [t`They are synced again.`, t`They are synced no more; their data stays as it is.`],
    filter: [t`What they drop is gone for their destination.`, t`They work on nothing more.`],
    mapping: [t`They send events again.`, t`Nothing more is sent through them, and nothing is queued.`],
  };
  return words[kind]?.[enabled ? 0 : 1] ?? t``;
}

/** Deleting cannot be undone: the name has to be typed (X-05). */
export function askDelete(environment: Environment, subject: Subject, of: Changeable): void {
  const state = environment.stateOf(subject);
  if (!state) return gone(environment, subject);
  // A name of blanks alone would be typed by typing nothing.
  const isBlank = subject.name.trim() === '';
  ask(environment, {
    title: t`Delete ${isBlank ? sanitise(subject.id) : subject.name}?`,
    text: t`${state.whenDisabled} Its settings are gone for good.`,
    verb: t`Delete`,
    done: t`Deleted`,
    planned: [{ change: { kind: 'delete', of, id: subject.id }, name: subject.name }],
    danger: true,
    field: {
      kind: 'delete',
      label: isBlank ? t`Id: ` : t`Name: `,
      text: '',
      cursor: 0,
      wanted: isBlank ? sanitise(subject.id) : subject.name,
    },
  });
}

/** Only the name changes: ids, slugs and what flows stay. */
export function askRename(environment: Environment, subject: Subject, of: Changeable): void {
  const { name, id } = subject;
  ask(environment, {
    title: t`Rename ${name}`,
    text: t`Its id and what flows stay as they are; everybody sees the new name.`,
    verb: t`Rename`,
    done: t`Renamed`,
    planned: [{ change: { kind: 'rename', of, id, name }, name }],
    danger: false,
    field: { kind: 'rename', label: t`New name: `, text: name, cursor: name.length, wanted: name },
  });
}

/** Opens the question with Cancel focused. */
export function ask({ store }: Environment, question: Omit<Confirm, 'kind' | 'focused'>): void {
  store.setState({ overlay: { kind: 'confirm', focused: 0, ...question } });
}

/** Whether it is gone, or its list was not read or lost it, is not known here. */
function gone(environment: Environment, { name }: Subject): void {
  toast(environment, t`${name} is not in its list as last read`, 'warn');
}
