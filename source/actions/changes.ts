import type { Change, Changeable } from '../domain/change.ts';
import { problemOf } from '../domain/problem.ts';
import { type SafeText, t } from '../domain/text.ts';
import type { Subject } from '../state/pane.ts';
import type { Confirm } from '../state/store.ts';
import type { Environment } from './environment.ts';
import { toast } from './toast.ts';

export const readOnlyReason = t`read-only: start segtop with --write`;

/** What a row is about, when it is something that can be switched or deleted. */
export function changeable({ kind }: Subject): Changeable | undefined {
  return kind === 'source' || kind === 'destination' || kind === 'warehouse' ? kind : undefined;
}

/** Asks before anything is sent: Cancel is focused, and a sentence says what will start or stop (design §6). */
export function askSwitch(environment: Environment, subject: Subject, of: Changeable): void {
  const state = environment.stateOf(subject);
  if (!state) return toast(environment, t`${subject.name} is no longer in the workspace`, 'warn');
  const enabled = !state.enabled;
  const verb = enabled ? t`Enable` : t`Disable`;
  ask(environment, {
    kind: 'confirm',
    title: t`${verb} ${subject.name}?`,
    text: enabled ? state.whenEnabled : state.whenDisabled,
    verb,
    change: { kind: 'switch', of, id: subject.id, enabled },
    danger: !enabled,
    focused: 0,
  });
}

/** Deleting cannot be undone: the name has to be typed. */
export function askDelete(environment: Environment, subject: Subject, of: Changeable): void {
  const state = environment.stateOf(subject);
  if (!state) return toast(environment, t`${subject.name} is no longer in the workspace`, 'warn');
  ask(environment, {
    kind: 'confirm',
    title: t`Delete ${subject.name}?`,
    text: t`${state.whenDisabled} Its settings are gone for good.`,
    verb: t`Delete`,
    change: { kind: 'delete', of, id: subject.id },
    danger: true,
    focused: 0,
    typed: { wanted: subject.name, text: '', cursor: 0 },
  });
}

function ask({ store }: Environment, overlay: Confirm): void {
  store.setState({ overlay });
}

/** Why the change cannot be made yet, or undefined. */
export function missing({ typed }: Confirm): SafeText | undefined {
  return typed && typed.text.trim() !== typed.wanted ? t`type the name to delete it` : undefined;
}

/** Sends the change; a refusal stays in the dialog in the server's own words, and nothing is tried again. */
export function confirm(environment: Environment, overlay: Confirm): void {
  const { store } = environment;
  if (overlay.sending || missing(overlay)) return;
  const sending: Confirm = { ...overlay, sending: true, refusal: undefined };
  store.setState({ overlay: sending });
  environment.change(overlay.change).then(
    () => {
      if (store.getState().overlay === sending) store.setState({ overlay: undefined });
      toast(environment, t`${done(overlay.change)}: the audit trail will show it`, 'good');
      environment.refresh(false);
    },
    (thrown: unknown) => {
      const { message } = problemOf(thrown, overlay.title);
      if (store.getState().overlay === sending)
        store.setState({ overlay: { ...overlay, sending: false, refusal: message } });
      else toast(environment, t`${overlay.verb} was refused: ${message}`, 'bad');
    },
  );
}

function done(change: Change): SafeText {
  if (change.kind === 'delete') return t`Deleted`;
  if (change.kind === 'switch') return change.enabled ? t`Enabled` : t`Disabled`;
  return t`Changed`;
}
