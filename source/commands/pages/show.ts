import { asciiJson } from '../../domain/ascii.ts';
import { maskedRow } from '../../domain/privacy/row-mask.ts';
import { isMoment, isoText } from '../../domain/time.ts';
import { addressOf, wantedPart } from '../../state/address.ts';
import type { Target, ViewId } from '../../state/pages.ts';
import { placeOf } from '../../state/place.ts';
import { lineText } from '../../theme/line.ts';
import { timesOf } from '../../views/kit/listing/documents.ts';
import { codeOfAnswer, exitCode } from '../exit-codes.ts';
import type { GlobalOptions } from '../global-options.ts';
import type { ListId } from '../lists/names.ts';
import { oneShot } from '../one-shot.ts';
import { asOf } from '../reading/as-of.ts';
import { type OpenWorkspace, openWorkspace, say } from '../reading/open-workspace.ts';
import { printLook } from '../reading/print-look.ts';
import { readView, type ViewRead } from '../reading/read-view.ts';
import { unreadLine } from '../reading/unread.ts';
import { targetOf } from './address.ts';
import { pageLines, printed } from './text.ts';

export interface ShowOptions {
  readonly json?: boolean;
  readonly at?: string;
}

/** The widest that every page still puts all its parts below each other. */
const pageWidth = 88;

/** `segtop show TYPE/ID`: the page of one thing as text, then the end. */
export function show(address: string, options: GlobalOptions & ShowOptions): Promise<void> {
  return oneShot(async () => {
    const now = await openWorkspace(options);
    const workspace = asOf(now, options.at);
    // What something is called is looked up as of now: it may have no past.
    const target = await targetOf(now, address);
    if (!target) return;
    const read = await readPage(workspace, target);
    const look = printLook(process.stdout, options);
    if (!read.isAnswered) return noAnswer(read);
    if (options.json) {
      const text = jsonText(await pageDocument(read, target));
      process.stdout.write(`${workspace.ascii ? asciiJson(text) : text}\n`);
    } else process.stdout.write(printed(pageLines(read, Math.min(look.width ?? pageWidth, pageWidth)), look.palette));
    endOf(read);
    await read.end();
  });
}

/** Reads a page and all that it shows. */
export async function readPage(workspace: OpenWorkspace, target: Target): Promise<ViewRead> {
  const { views } = await import('../../views/registry.ts');
  const view = views.find(({ id }) => id === target.view);
  if (!view) throw new Error(`there is no page ${target.view}`);
  return readView(workspace, { view, place: placeOf(target.view, target.params) });
}

export function noAnswer({ problems }: ViewRead): void {
  say(`no answer: ${problems[0]?.message ?? 'nothing was read in time'}`);
  process.exitCode = exitCode.noAnswer;
}

/** What was not read is said; a page without its thing is no answer, but one of all may well have nothing, as usage has on the first of a month. */
export function endOf({
  view,
  problems,
  model,
  asOf: then,
}: Pick<ViewRead, 'problems' | 'model' | 'asOf'> & { readonly view: Pick<ViewRead['view'], 'id'> }): void {
  const isWhole = problems.length === 0;
  const isAnswered = model !== undefined || (isWhole && wantedPart(view.id) === undefined);
  process.exitCode = codeOfAnswer({ isAnswered, isSound: true, isWhole, isFailing: false });
  const said = [...(then?.notes ?? []), ...(isWhole ? [] : [unreadLine(problems)])];
  if (said.length > 0) say(said.join('; '));
}

/** The list that has everything known of a thing in its rows. */
const rowsOf: Readonly<Partial<Record<ViewId, ListId>>> = {
  source: 'sources',
  destination: 'connections',
  warehouse: 'warehouses',
  'tracking-plan': 'plans',
  function: 'functions',
  audience: 'audiences',
  trait: 'audiences',
  regulation: 'regulations',
};

/** A page as one object: what is known of the thing, without secrets and personal values, and the page as lines of text. */
export async function pageDocument(read: ViewRead, target: Target) {
  const { context, problems } = read;
  const { workspace } = context.overview;
  return {
    version: 1,
    ref: addressOf(target),
    workspace: workspace ? { id: workspace.id, slug: workspace.slug, name: workspace.name } : null,
    period: context.period,
    ...timesOf(context.now, read.asOf),
    thing: (await rowOf(read, target)) ?? null,
    text: pageLines(read, pageWidth).map((line) => lineText(line).trimEnd()),
    problems,
  };
}

async function rowOf({ context }: ViewRead, target: Target): Promise<unknown> {
  const list = rowsOf[target.view];
  if (list === undefined) return undefined;
  const { listPlace, listSources } = await import('../../views/lists.ts');
  const source = listSources[list];
  const placed = { ...context, place: listPlace(source, { filter: '' }) };
  const listing = source.view.listing?.(source.view.model(placed), placed);
  const index = Array.from({ length: listing?.count ?? 0 }, (_, at) => at).find(
    (at) => listing?.subject(at)?.id === target.params.id,
  );
  return index === undefined ? undefined : maskedRow(listing?.json(index));
}

/** Names of values that are moments. */
const moment = /(?:^|[a-z])(?:[Aa]t|[Ss]ince|[Ss]tart|[Ee]nd|[Bb]efore|[Uu]ntil|[Ss]een|[Gg]ood)$/;

/** A document of segtop's own as JSON: moments in ISO, and counts that no number holds as texts. What others have sent is not to be put through it. */
export function jsonText(value: unknown): string {
  const plain = (key: string, each: unknown): unknown => {
    if (typeof each === 'bigint') return String(each);
    return typeof each === 'number' && moment.test(key) && isMoment(each) ? isoText(each) : each;
  };
  return JSON.stringify(value, plain, 2);
}
