import { UsageError } from '../../config/usage-error.ts';
import { asciiJson } from '../../domain/ascii.ts';
import { counted, whole } from '../../domain/format.ts';
import { sanitise, t } from '../../domain/text.ts';
import { isoText } from '../../domain/time.ts';
import { readAddress, withWholeName } from '../../state/address.ts';
import { pages } from '../../state/pages.ts';
import { contentOf, type PaneDocument } from '../../state/pane.ts';
import { type PaneState, placeOf, withPane } from '../../state/place.ts';
import { exitCode } from '../exit-codes.ts';
import type { GlobalOptions } from '../global-options.ts';
import { oneShot } from '../one-shot.ts';
import { type OpenWorkspace, openWorkspace, say } from '../reading/open-workspace.ts';
import { readView, type ViewRead } from '../reading/read-view.ts';
import { targetOf } from './address.ts';

export interface PayloadOptions {
  readonly code?: string;
  readonly sample?: number;
  readonly reveal?: boolean;
}

const pane = 'payload';
/** The sides of a sample by the tab that shows each. */
const sides = ['response', 'sent', 'request'] as const;

/** `segtop payload CONNECTION`: one failed delivery with all its sides as JSON, personal values hidden unless revealed. */
export function payload(connection: string, options: GlobalOptions & PayloadOptions): Promise<void> {
  return oneShot(async () => {
    const workspace = await openWorkspace(options);
    const { address, ...asked } = askedOf(connection, options);
    const target = await targetOf(workspace, address);
    if (!target) return;
    const { document, why, read } = await readPayload(workspace, target.params.id ?? '', asked);
    process.exitCode = read.isAnswered && document ? exitCode.good : exitCode.noAnswer;
    if (document) {
      const text = JSON.stringify(document, null, 2);
      process.stdout.write(`${workspace.ascii ? asciiJson(text) : text}\n`);
      if (document.masked > 0 && process.stderr.isTTY)
        say(`${hiddenText(document.masked)}; --reveal shows ${document.masked === 1 ? 'it' : 'them'}`);
    } else say(why);
    await read.end();
  });
}

/** What is asked for by an id, a name, or the ref of a row: `destination/ID`, or `payload/ID/401`, which names the code too. */
export function askedOf<T extends { readonly code?: string }>(
  connection: string,
  options: T,
): T & { readonly address: string } {
  const { view, params } = readAddress(withWholeName(connection));
  const isRef = params.id !== undefined && (view === pages.payload.id || view === pages.destination.id);
  const { id, code } = isRef ? params : { id: connection, code: undefined };
  const address = `${pages.payload.id}/${encodeURIComponent(id!)}`;
  return { ...(code !== undefined && { code }), ...options, address };
}

/** `2 values are hidden`, `1 value is hidden`. */
export const hiddenText = (count: number): string =>
  `${counted(count, t`value`, undefined, whole)} ${count === 1 ? 'is' : 'are'} hidden`;

/** A sample with its sides. */
export interface PayloadDocument {
  readonly version: 1;
  readonly ref: string;
  readonly generatedAt: string;
  readonly destination: { readonly id: string; readonly name: string };
  /** Which one of how many, from 1. */
  readonly sample: number;
  readonly samples: number;
  readonly messageId: string | null;
  readonly masked: number;
  readonly sent: unknown;
  readonly request: unknown;
  readonly response: unknown;
}

/**
 * Reads one error of a connection with its samples.
 * @throws UsageError for a sample that there is not
 */
export async function readPayload(
  workspace: OpenWorkspace,
  id: string,
  { code, sample = 1, reveal }: PayloadOptions,
): Promise<{ readonly document: PayloadDocument | undefined; readonly why: string; readonly read: ViewRead }> {
  const { payload: view } = await import('../../views/delivery/payload/index.ts');
  const { view: viewId, params } = pages.payload.at(id, code);
  const first = placeOf(viewId, params);
  const read = await readView(workspace, { view, place: first });
  const shown = (state: Partial<PaneState>): PaneDocument | undefined => {
    const context = { ...read.context, place: withPane(first, pane, { revealed: reveal, ...state }) };
    return contentOf(view.panes(view.model(context), context)[0], 'document');
  };
  const ids = shown({})?.ids ?? [];
  if (ids.length === 0) {
    const why = whyNone(read, shown({}));
    const isOfCode = read.isAnswered && code !== undefined;
    return { document: undefined, why: isOfCode ? `code "${sanitise(code, 80)}": ${why}` : why, read };
  }
  if (sample > ids.length) throw new UsageError('--sample', String(sample), `a number from 1 to ${ids.length}`);
  const item = ids[sample - 1];
  const parts = sides.map((side, tab) => ({ side, of: shown({ item, tab }) }));
  const values = Object.fromEntries(
    parts.map(({ side, of }) => [side, of?.text() === undefined ? null : JSON.parse(of.text()!)]),
  );
  const { destination } = read.context.overview.fleet.byId.get(id)!;
  const document: PayloadDocument = {
    version: 1,
    ref: `${viewId}/${id}${code === undefined ? '' : `/${encodeURIComponent(code)}`}`,
    generatedAt: isoText(read.context.now) ?? '',
    destination: { id, name: destination.name },
    sample,
    samples: ids.length,
    messageId: item ?? null,
    masked: reveal ? 0 : parts.reduce((sum, { of }) => sum + (of?.masked ?? 0), 0),
    sent: values.sent,
    request: values.request,
    response: values.response,
  };
  return { document, why: '', read };
}

function whyNone({ problems, isAnswered }: ViewRead, document: PaneDocument | undefined): string {
  if (!isAnswered) return `no answer: ${problems[0]?.message ?? 'nothing was read in time'}`;
  const { why, copy } = document?.instead ?? { why: sanitise('there is no such connection'), copy: undefined };
  return copy === undefined ? why : `${why}: ${copy}`;
}
