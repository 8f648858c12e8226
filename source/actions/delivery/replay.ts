import { counted } from '../../domain/format.ts';
import { t } from '../../domain/text.ts';
import type { Target } from '../../state/pages.ts';
import { contentOf, type Sheet } from '../../state/pane.ts';
import { longestCopy } from '../../terminal/clipboard.ts';
import { type Action, keyIn, on, opening } from '../action.ts';
import { current } from '../current.ts';
import type { Clipboard, Here, Reader, Sight, Why } from '../environment.ts';
import { toast } from '../toast.ts';

/** Where `Y` leads from here, or why there is nothing that a replay could bring (rule 75). */
function replayOf(sight: Sight): Target | Why {
  const here = current(sight);
  if (contentOf(here?.pane, 'sheet')) return { why: t`this is the request` };
  const about = [here?.row?.subject, here?.pane.subject].filter((subject) => subject !== undefined);
  const destination = about.find(({ kind }) => kind === 'destination');
  if (destination) return sight.replayOf(destination.id);
  const [first] = about;
  if (first?.kind === 'source') return { why: t`what never reached Segment cannot be replayed` };
  if (first?.kind === 'warehouse') return { why: t`the next sync loads what is missing: no replay is needed` };
  return { why: t`only for destinations: ${keyIn(sight, 'page.triage')} lists what lost events` };
}

/** `Y`: the request for a replay of what the destination lost. */
export const open = opening(replayOf, t`No replay request`);

const onSheet = <Needs extends Here>(run: (environment: Needs, sheet: Sheet) => void): Action<Needs> =>
  on((sight) => {
    const sheet = contentOf(current(sight)?.pane, 'sheet');
    return sheet && sheet.lines().length > 0 ? sheet : { why: t`there is no request here` };
  }, run);

export const copy = onSheet((environment: Here & Clipboard, sheet) => {
  const text = sheet.lines().join('\n');
  if (Buffer.byteLength(text) > longestCopy)
    return toast(
      environment,
      t`Too long for the clipboard of a terminal: ${keyIn(environment, 'replay.pager')} opens it in the pager`,
      'warn',
    );
  toast(environment, t`${environment.copy(text)}: ${counted(sheet.lines().length, t`line`)}`, 'good');
});

export const pager = onSheet((environment: Here & Reader, sheet) => environment.page(sheet.lines()));

const tones = { written: 'good', exists: 'warn', failed: 'bad' } as const;

export const save = onSheet((environment: Here & Reader, sheet) => {
  void environment.keepFile(sheet.file, sheet.lines()).then(({ kind, said }) => toast(environment, said, tones[kind]));
});
