import { type SafeText, t } from '../../domain/text.ts';
import type { Target } from '../../state/pages.ts';
import type { Sheet } from '../../state/pane.ts';
import { longestCopy } from '../../terminal/clipboard.ts';
import { current } from '../current.ts';
import type { Action, Environment } from '../environment.ts';
import { openTarget } from '../navigate.ts';
import { toast } from '../toast.ts';

/** Where `Y` leads from here, or why there is nothing that a replay could bring (rule 75). */
export function replayOf(environment: Environment): Target | { readonly why: SafeText } {
  const here = current(environment);
  if (here?.pane.sheet) return { why: t`this is the request` };
  const about = [here?.row?.subject, here?.pane.subject].filter((subject) => subject !== undefined);
  const destination = about.find(({ kind }) => kind === 'destination');
  if (destination) return environment.replayOf(destination.id);
  const [first] = about;
  if (first?.kind === 'source') return { why: t`what never reached Segment cannot be replayed; choose a destination` };
  if (first?.kind === 'warehouse') return { why: t`the next sync loads what is missing: no replay is needed` };
  return { why: t`only for destinations: e lists what lost events` };
}

/** `Y`: the request for a replay of what the destination lost. */
export const open: Action = (environment) => {
  const target = replayOf(environment);
  if ('why' in target) toast(environment, t`No replay request: ${target.why}`, 'info');
  else openTarget(environment, target);
};

const onSheet =
  (run: (environment: Environment, sheet: Sheet) => void): Action =>
  (environment) => {
    const sheet = current(environment)?.pane.sheet;
    if (!sheet || sheet.lines().length === 0) toast(environment, t`There is no request here`, 'info');
    else run(environment, sheet);
  };

export const copy = onSheet((environment, sheet) => {
  const text = sheet.lines().join('\n');
  if (Buffer.byteLength(text) > longestCopy)
    return toast(environment, t`Too long for the clipboard of a terminal: J opens it in the pager`, 'warn');
  toast(environment, t`${environment.copy(text)}: ${sheet.lines().length} lines`, 'good');
});

export const pager = onSheet((environment, sheet) => environment.page(sheet.lines()));

export const save = onSheet((environment, sheet) => {
  void environment.keepFile(sheet.file, sheet.lines()).then((answer) => toast(environment, answer, 'info'));
});
