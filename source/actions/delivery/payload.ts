import { counted, whole } from '../../domain/format.ts';
import { t } from '../../domain/text.ts';
import type { Target } from '../../state/pages.ts';
import { contentOf, type Pane, type PaneDocument } from '../../state/pane.ts';
import { paneState } from '../../state/place.ts';
import { place } from '../../state/store.ts';
import { longestCopy } from '../../terminal/clipboard.ts';
import { type Action, keyIn, on, opening } from '../action.ts';
import { changePane, current, select } from '../current.ts';
import type { Clipboard, Here, Reader, Sight, Why } from '../environment.ts';
import { openRow, turnFold } from '../navigate.ts';
import { toast } from '../toast.ts';

interface Payload {
  readonly pane: Pane;
  readonly document: PaneDocument;
}

/** The pane with the payload of the open view, whichever is focused. */
function payloadPane(sight: Sight): Payload | undefined {
  for (const pane of sight.panes()) {
    const document = contentOf(pane, 'document');
    if (document) return { pane, document };
  }
  return undefined;
}

/** Where `p` leads from the selected row, or why it leads nowhere (H-22). */
function payloadOfRow(sight: Sight): Target | Why {
  if (payloadPane(sight))
    return {
      why: t`this is the payload: ${keyIn(sight, 'tab.previous')} and ${keyIn(sight, 'tab.next')} turn its tabs`,
    };
  const here = current(sight);
  const { row } = here ?? {};
  const subject = [row?.subject, here?.pane.subject].find((each) => each?.kind === 'destination') ?? row?.subject;
  if (row?.payload) return row.payload;
  if (subject?.kind === 'destination') return sight.topError(subject.id);
  if (subject?.kind === 'warehouse')
    return { why: t`a warehouse has sync reports: ${keyIn(sight, 'row.open')} opens them` };
  const { why, good } = sight.noDelivery();
  return good === true
    ? { why: t`only failing destinations have one: ${keyIn(sight, 'page.destinations')} lists them` }
    : { why };
}

/** `p`: the payload of the row's top error. */
export const open = opening(payloadOfRow, t`No payload to open`);

/** The pane with a payload in it, or why none is shown. */
export function shownPayload(sight: Sight): Payload | Why {
  const payload = payloadPane(sight);
  if (!payload) return { why: t`there is no payload here` };
  const { shown, instead } = payload.document;
  return shown < 0 ? { why: instead.why } : payload;
}

/** Runs on the payload that is shown; where there is none, says why. */
const onPayload = <Needs extends Here>(run: (environment: Needs, payload: Payload) => void): Action<Needs> =>
  on(shownPayload, run);

/**
 * `[` and `]`: another sample of the same error, during a search one that it finds something in; the line stays, so that two can be
 * compared.
 */
const turn = (step: number): Action =>
  onPayload((environment: Here, { pane, document }) => {
    const { ids, shown } = document;
    const matching = document.matching?.(paneState(place(environment.store.getState()), pane.id).filter);
    if (matching) {
      const found = step > 0 ? matching.find((at) => at > shown) : matching.findLast((at) => at < shown);
      if (found !== undefined) return changePane(environment, pane, { item: ids[found] });
      const side = step > 0 ? t`older` : t`newer`;
      return toast(environment, t`No ${side} sample matches: ${matching.length} of ${ids.length} do`, 'info');
    }
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
export const reveal: Action = on(
  (sight) => {
    const payload = shownPayload(sight);
    return 'document' in payload && payload.document.masked === 0
      ? { why: t`nothing is masked here; credentials are never shown` }
      : payload;
  },
  (environment: Here, { pane }) => {
    const { revealed } = paneState(place(environment.store.getState()), pane.id);
    changePane(environment, pane, { revealed: revealed !== true });
  },
);

/** `y`: the payload as it is shown, masked or in clear; without one, the link to the page that has it. */
export const copy: Action<Here & Clipboard> = on(
  (sight) => {
    const document = payloadPane(sight)?.document;
    if (!document) return { why: t`there is no payload here` };
    return document.shown >= 0 || document.instead.copy !== undefined ? document : { why: document.instead.why };
  },
  (environment: Here & Clipboard, { instead, ...document }) => {
    const text = document.text();
    if (text === undefined) {
      if (instead.copy === undefined) return toast(environment, instead.why, 'info');
      environment.copy(instead.copy);
      return toast(environment, t`Link copied: ${instead.copy}`, 'good');
    }
    if (Buffer.byteLength(text) > longestCopy)
      return toast(
        environment,
        t`Too long for the clipboard of a terminal: ${keyIn(environment, 'payload.pager')} opens it in the pager`,
        'warn',
      );
    const answer = environment.copy(text);
    toast(environment, t`${answer}: ${counted(text.length, t`character`, t`characters`, whole)} as shown`, 'good');
  },
);

/** `J`: the whole payload in the user's pager. */
export const pager = onPayload((environment: Here & Reader, { document }) => environment.page(document.lines()));

/** Enter: folds or unfolds an object or list; a row that leads somewhere is opened. */
export const fold: Action = on(
  (sight) => {
    const here = current(sight);
    if (here?.row?.open) return openRow.why?.(sight) ?? here;
    return here?.row?.fold === undefined
      ? { why: t`${keyIn(sight, 'payload.fold')} folds a row that ends in { or [` }
      : here;
  },
  (environment: Here, here) => {
    if (here.row?.open) openRow.run(environment);
    else turnFold(environment, here);
  },
);

/** `n` and `N`: the next and previous row that the search matches, round the end. */
const jump = (step: 1 | -1): Action =>
  on(
    (sight) => {
      const here = current(sight);
      const find = contentOf(here?.pane, 'document')?.find;
      if (!here || !find) return { why: t`nothing here can be searched` };
      if (here.state.filter === '') return { why: t`${keyIn(sight, 'filter')} searches first` };
      const found = find(here.state.filter);
      const next =
        step > 0
          ? (found.find((index) => index > here.index) ?? found[0])
          : (found.findLast((index) => index < here.index) ?? found.at(-1));
      if (next === undefined) return { why: t`no match` };
      return next === here.index ? { why: t`this is the only match` } : { here, next };
    },
    (environment: Here, { here, next }) => select(environment, here, next),
  );

export const nextMatch = jump(1);
export const previousMatch = jump(-1);
