import { UsageError } from '../../config/usage-error.ts';
import type { SafeText } from '../../domain/text.ts';
import { readAddress, withWholeName } from '../../state/address.ts';
import { pages } from '../../state/pages.ts';
import { contentOf } from '../../state/pane.ts';
import { placeOf } from '../../state/place.ts';
import { asciiText } from '../../theme/glyphs.ts';
import { exitCode } from '../exit-codes.ts';
import type { GlobalOptions } from '../global-options.ts';
import { oneShot } from '../one-shot.ts';
import { allowedWords } from '../reading/allowed-words.ts';
import { type OpenWorkspace, openWorkspace, say } from '../reading/open-workspace.ts';
import { readView, type ViewRead } from '../reading/read-view.ts';
import { type OnUnread, sayUnread, targetOf } from './address.ts';
import { endOf, noAnswer } from './show.ts';

const kinds = ['destination', 'source', 'warehouse'] as const;

/** `segtop report TYPE/ID`: the incident report of one thing as Markdown, then the end. */
export function printReport(address: string, options: GlobalOptions): Promise<void> {
  return oneShot(async () => {
    checkKind(address);
    const workspace = await openWorkspace(options);
    const { lines, read } = (await readReport(workspace, address)) ?? {};
    if (!read) return;
    if (!read.isAnswered) return noAnswer(read);
    if (lines) {
      const text = `${lines.join('\n')}\n`;
      process.stdout.write(workspace.ascii ? asciiText(text) : text);
      endOf(read);
    } else {
      say('there is no such thing in what was read');
      process.exitCode = exitCode.noAnswer;
    }
    await read.end();
  });
}

/** Whether an address is of a kind that reports are written of. */
export function isReported(address: string): boolean {
  const { view } = readAddress(withWholeName(address));
  return (kinds as readonly string[]).includes(view);
}

/** @throws UsageError for what no report is written of */
function checkKind(address: string): void {
  if (isReported(address)) return;
  const words = allowedWords(readAddress(address).view, kinds, ['connection']);
  throw new UsageError('TYPE/ID', address, `${words}, then / and the id or name`);
}

/** Reads a report and all that it is written from; undefined where the thing could not be looked up, which is said. */
export async function readReport(
  workspace: OpenWorkspace,
  address: string,
  onUnread: OnUnread = sayUnread,
): Promise<{ readonly lines: readonly SafeText[] | undefined; readonly read: ViewRead } | undefined> {
  const target = await targetOf(workspace, address, onUnread);
  const kind = kinds.find((each) => each === target?.view);
  if (!target || !kind) return undefined;
  const { report: view } = await import('../../views/watch/report/index.ts');
  const { view: id, params } = pages.report.at({ kind, id: target.params.id ?? '' });
  const read = await readView(workspace, { view, place: placeOf(id, params), patient: kind === 'warehouse' });
  const lines = contentOf(view.panes(read.model as never, read.context)[0], 'sheet')?.lines();
  return { lines: lines?.length ? lines : undefined, read };
}
