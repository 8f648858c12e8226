import { type Change, changedIds, verbsOf } from '../../domain/change.ts';
import { clockSeconds } from '../../domain/format.ts';
import { problemOf } from '../../domain/problem.ts';
import { type SafeText, t, without } from '../../domain/text.ts';
import type { Confirm, Made, Outcome, Planned, Sending } from '../../state/dialogs.ts';
import { pages } from '../../state/pages.ts';
import type { Environment } from '../environment.ts';
import { marksOfNow } from '../marks.ts';
import { openTarget } from '../open-target.ts';
import { toast } from '../toast.ts';
import { fieldProblem, plannedOf } from './field.ts';
import { refusalText } from './roles.ts';

/** Why the change cannot be made yet, or undefined. */
export function missing({ field }: Confirm): SafeText | undefined {
  return field && fieldProblem(field);
}

/** Sends the changes one after the other; a refusal stays in the dialog in the server's own words, and nothing is tried again. */
export function confirm(environment: Environment, overlay: Confirm): void {
  if (overlay.sending === undefined && missing(overlay) === undefined) void send(environment, overlay);
}

async function send(environment: Environment, asked: Confirm): Promise<void> {
  const { store } = environment;
  const planned = plannedOf(asked);
  const dialog = openSending(environment, asked);
  const unmark = marksOfNow(environment);
  const made: Made[] = [];
  const since = environment.now();
  for (const one of planned) {
    // Closing the dialog stops what has not been sent yet.
    if (!dialog.isOpen()) {
      made.push({ ...one, refusal: stopped });
      continue;
    }
    dialog.show({ done: made.length, sent: false });
    made.push({ ...one, refusal: await refusalOf(environment, one, dialog, made.length) });
  }
  const isOpen = dialog.isOpen();
  dialog.end();
  if (made.every(({ refusal }) => refusal === stopped))
    return toast(environment, t`${asked.verb}: taken back, nothing was sent`, 'info');
  const [first] = made;
  if (made.length === 1 && first?.refusal !== undefined) {
    if (isOpen) store.setState({ overlay: { ...asked, sending: undefined, refusal: first.refusal } });
    else toast(environment, t`${asked.verb} was refused: ${first.refusal}`, 'bad');
    return;
  }
  // What was refused, or not sent any more, can be tried again as it is marked.
  unmark(new Set(made.flatMap(({ change, refusal }) => (refusal === undefined ? [] : changedIds(change).slice(0, 1)))));
  await tell(environment, asked, made, isOpen, since);
}

const stopped = t`stopped before it was sent`;

/** The dialog while it sends. Closing it, in whatever way, takes back what has not been sent. */
interface SendingDialog {
  readonly signal: AbortSignal;
  isOpen(): boolean;
  show(now: Omit<Sending, 'id'>): void;
  end(): void;
}

function openSending(environment: Environment, asked: Confirm): SendingDialog {
  const { store } = environment;
  const taken = new AbortController();
  let sending: Sending = { id: Symbol('sending'), done: 0, sent: false };
  const current = (): Confirm | undefined => {
    const { overlay } = store.getState();
    return overlay?.kind === 'confirm' && overlay.sending?.id === sending.id ? overlay : undefined;
  };
  // The button that was pressed stays focused: pressed again, by impatience, it does nothing.
  store.setState({ overlay: { ...asked, refusal: undefined, focused: 1, sending } });
  const stop = store.subscribe(() => {
    if (current() || taken.signal.aborted) return;
    taken.abort();
    if (sending.sent)
      toast(environment, t`${asked.verb} was sent and cannot be taken back; its answer comes here`, 'info');
  });
  return {
    signal: taken.signal,
    isOpen: () => current() !== undefined,
    show: (now) => {
      sending = { id: sending.id, ...now };
      const dialog = current();
      if (dialog) store.setState({ overlay: { ...dialog, sending } });
    },
    end: stop,
  };
}

async function refusalOf(
  environment: Environment,
  { change, name }: Planned,
  { signal, show }: SendingDialog,
  done: number,
): Promise<SafeText | undefined> {
  try {
    await environment.change(change, {
      signal,
      onWait: (until) => show({ done, sent: false, until }),
      onSent: () => show({ done, sent: true }),
    });
    return undefined;
  } catch (thrown) {
    const problem = problemOf(thrown, name);
    if (problem.kind === 'aborted') return stopped;
    const { retryAfter } = problem;
    const now = environment.now();
    const again = retryAfter === undefined ? t`` : t`; it is taken again from ${clockSeconds(now + retryAfter, now)}`;
    return t`${refusalText(problem, change)}${again}`;
  }
}

/** Shows what was done, then the audit event it caused once the trail has it: in the dialog, or in the footer when that was shut. */
async function tell(
  environment: Environment,
  { done, title }: Confirm,
  made: readonly Made[],
  isOpen: boolean,
  since: number,
): Promise<void> {
  const { store } = environment;
  const good = made.filter(({ refusal }) => refusal === undefined);
  const [first] = good;
  const heading = made.length === 1 ? t`${done}: ${made[0]!.name}` : t`${done}: ${good.length} of ${made.length}`;
  const waits = first !== undefined && verbsOf(first.change).length > 0;
  let outcome: Outcome = {
    kind: 'outcome',
    title: heading,
    made,
    echo: { kind: waits ? 'waiting' : 'never' },
    focused: 0,
  };
  if (isOpen) store.setState({ overlay: outcome });
  else {
    const refused = made.find(({ refusal }) => refusal !== undefined && refusal !== stopped);
    const why = refused?.refusal ? t`; ${refused.name} was refused: ${refused.refusal}` : t``;
    toast(environment, t`${heading}${why}`, good.length === made.length ? 'good' : 'bad');
  }
  if (!waits) return;
  const echo = await environment.echo(first.change, since);
  const overlay = store.getState().overlay;
  if (overlay?.kind === 'outcome' && overlay.made === made) {
    outcome = { ...overlay, echo, focused: echo.kind === 'found' ? 1 : overlay.focused };
    return store.setState({ overlay: outcome });
  }
  toast(environment, t`${without(title, /\?$/)}: ${echoText(outcome.made[0]!.change, echo)}`, 'info');
}

/** What the trail tells of a change, in a few words. */
export function echoText(change: Change, echo: Outcome['echo']): SafeText {
  switch (echo.kind) {
    case 'waiting':
      return t`waiting for its audit event…`;
    case 'found':
      return t`${echo.item.type} by ${echo.item.actorEmail ?? echo.item.actor}`;
    case 'none':
      return t`audit event not found within ${Math.round(echo.waited / 1000)} s; :audit shows the trail`;
    case 'unreadable':
      return t`the audit trail cannot be read: ${echo.problem.message}`;
    case 'never':
      return change.kind === 'sync' ? t`its run shows up in the list; Segment writes no audit event for it` : t``;
  }
}

/** Enter in the result: opens the audit event, or closes. */
export function leaveOutcome(environment: Environment, { echo, focused }: Outcome): void {
  environment.store.setState({ overlay: undefined });
  if (focused === 1 && echo.kind === 'found') openTarget(environment, pages.auditItem.at(echo.item.id));
}
