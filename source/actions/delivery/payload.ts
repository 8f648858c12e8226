import { type SafeText, t } from '../../domain/text.ts';
import type { Target } from '../../state/pages.ts';
import type { Pane, PaneDocument } from '../../state/pane.ts';
import { paneState } from '../../state/place.ts';
import { place } from '../../state/store.ts';
import { longestCopy } from '../../terminal/clipboard.ts';
import { changePane, current, select } from '../current.ts';
import type { Action, Environment } from '../environment.ts';
import { openTarget, turnFold } from '../navigate.ts';
import { toast } from '../toast.ts';

type Payload = Pane & { readonly document: PaneDocument };

/** The pane with the payload of the open view, whichever is focused. */
function payloadPane(environment: Environment): Payload | undefined {
  return environment.panes().find((pane): pane is Payload => pane.document !== undefined);
}

/** Where `p` leads from the selected row, or why it leads nowhere (H-22). */
export function payloadOfRow(environment: Environment): Target | { readonly why: SafeText } {
  if (payloadPane(environment)) return { why: t`this is the payload: h and l turn its tabs` };
  const here = current(environment);
  const { row } = here ?? {};
  const subject = [row?.subject, here?.pane.subject].find((each) => each?.kind === 'destination') ?? row?.subject;
  if (row?.payload) return row.payload;
  if (subject?.kind === 'destination') return environment.topError(subject.id);
  if (subject?.kind === 'warehouse') return { why: t`warehouses have sync reports, not payloads: Enter opens them` };
  const { why, good } = environment.noDelivery();
  return good === true ? { why: t`only failing destinations have one: 4 lists them, ! opens the worst` } : { why };
}

/** `p`: the payload of the row's top error. */
export const open: Action = (environment) => {
  const target = payloadOfRow(environment);
  if ('why' in target) toast(environment, t`No payload to open: ${target.why}`, 'info');
  else openTarget(environment, target);
};

/** Why no payload is shown here; undefined where one is. */
export function whyNoPayload(environment: Environment): SafeText | undefined {
  const document = payloadPane(environment)?.document;
  if (!document) return t`There is no payload here`;
  return document.shown < 0 ? document.instead.why : undefined;
}

/** Whether `y` has something to copy: the payload, or a link to it. */
export function copiesOf(environment: Environment): boolean {
  const document = payloadPane(environment)?.document;
  return document !== undefined && (document.shown >= 0 || document.instead.copy !== undefined);
}

/** Runs on the payload that is shown; where there is none, says why. */
const onPayload =
  (run: (environment: Environment, pane: Payload) => void): Action =>
  (environment) => {
    const pane = payloadPane(environment);
    const why = whyNoPayload(environment);
    if (!pane || why !== undefined) return toast(environment, why ?? t`There is no payload here`, 'info');
    run(environment, pane);
  };

/** `[` and `]`: another sample of the same error; the line stays, so that two can be compared. */
const turn = (step: number): Action =>
  onPayload((environment, pane) => {
    const { ids, shown } = pane.document;
    const next = Math.max(0, Math.min(ids.length - 1, shown + step));
    if (next === shown) {
      const end = step > 0 ? t`the oldest` : t`the newest`;
      return toast(
        environment,
        t`This is ${end} of ${ids.length} ${ids.length === 1 ? t`sample` : t`samples`}`,
        'info',
      );
    }
    changePane(environment, pane, { item: ids[next] });
  });

export const nextSample = turn(1);
export const previousSample = turn(-1);

/** `x`: masked values in clear, or masked again. */
export const reveal = onPayload((environment, pane) => {
  if (pane.document.masked === 0)
    return toast(environment, t`Nothing is masked here; credentials are never shown`, 'info');
  const { revealed } = paneState(place(environment.store.getState()), pane.id);
  changePane(environment, pane, { revealed: revealed !== true });
});

/** `y`: the payload as it is shown, masked or in clear; without one, the link to the page that has it. */
export const copy: Action = (environment) => {
  const pane = payloadPane(environment);
  const text = pane?.document.text();
  if (text === undefined) {
    const { why, copy: instead } = pane?.document.instead ?? { why: t`There is no payload here` };
    if (instead === undefined) return toast(environment, why, 'info');
    environment.copy(instead);
    return toast(environment, t`Link copied: ${instead}`, 'good');
  }
  if (Buffer.byteLength(text) > longestCopy)
    return toast(environment, t`Too long for the clipboard of a terminal: J opens it in the pager`, 'warn');
  const answer = environment.copy(text);
  toast(environment, t`${answer}: ${text.length} characters as shown`, 'good');
};

/** `J`: the whole payload in the user's pager. */
export const pager = onPayload((environment, pane) => environment.page(pane.document.lines()));

/** Enter: folds or unfolds an object or list; a row that leads somewhere is opened. */
export const fold: Action = (environment) => {
  const here = current(environment);
  if (here?.row?.open) return openTarget(environment, here.row.open);
  if (!here || !turnFold(environment, here)) toast(environment, t`Enter folds a row that ends in { or [`, 'info');
};

/** `n` and `N`: the next and previous row that the search matches, round the end. */
const jump = (step: 1 | -1): Action => {
  return (environment) => {
    const here = current(environment);
    if (!here?.pane.find) return toast(environment, t`Nothing here can be searched`, 'info');
    if (here.state.filter === '') return toast(environment, t`/ searches first`, 'info');
    const found = here.pane.find(here.state.filter);
    const next =
      step > 0
        ? (found.find((index) => index > here.index) ?? found[0])
        : (found.findLast((index) => index < here.index) ?? found.at(-1));
    if (next === undefined) toast(environment, t`No match`, 'info');
    else select(environment, here, next);
  };
};

export const nextMatch = jump(1);
export const previousMatch = jump(-1);
