import { UsageError } from '../../config/usage-error.ts';
import { asciiJson } from '../../domain/ascii.ts';
import { hasExpression, loadEngine } from '../../domain/filter/engine.ts';
import { counted } from '../../domain/format.ts';
import { t } from '../../domain/text.ts';
import {
  csvOf,
  documentOf,
  type ListFacts,
  markdownOf,
  missingOf,
  rowObjects,
} from '../../views/kit/listing/documents.ts';
import { type Field, fieldsOf } from '../../views/kit/listing/fields.ts';
import type { Listing } from '../../views/kit/listing/listing.ts';
import type { Status } from '../../workspace/watch/status-shape.ts';
import { codeOfAnswer } from '../exit-codes.ts';
import type { GlobalOptions } from '../global-options.ts';
import { oneShot } from '../one-shot.ts';
import { type OnUnread, sayUnread } from '../pages/address.ts';
import { allowedWords } from '../reading/allowed-words.ts';
import { asOf } from '../reading/as-of.ts';
import { findThing } from '../reading/find-thing.ts';
import { type OpenWorkspace, openWorkspace, say } from '../reading/open-workspace.ts';
import { printLook } from '../reading/print-look.ts';
import { readView, type ViewRead } from '../reading/read-view.ts';
import { unreadLine } from '../reading/unread.ts';
import { chosenFields, sortOf } from './chosen.ts';
import { type ListId, type ListName, listNamed, lists } from './names.ts';
import { columnOf, tableText } from './print.ts';

export interface ListOptions {
  readonly json?: boolean;
  readonly ndjson?: boolean;
  readonly csv?: boolean;
  readonly md?: boolean;
  readonly columns?: string;
  readonly sort?: string;
  readonly limit?: number;
  readonly filter?: string;
  readonly at?: string;
}

type Format = 'table' | 'json' | 'ndjson' | 'csv' | 'md';

/** `segtop list WHAT [OF]`: the rows of a page, by the same code, then the end. */
export function list(what: string, owner: string | undefined, options: GlobalOptions & ListOptions): Promise<void> {
  return oneShot(async () => {
    const name = nameOf(what);
    const format = formatOf(options);
    const now = await openWorkspace(options);
    const workspace = asOf(now, options.at);
    const ownerId = await ownerOf(now, name, owner);
    if (ownerId === null) return;
    const answer = await readList(workspace, { name: name.name, owner: ownerId, ...options });
    print(answer, format, options, workspace);
    await answer.read.end();
  });
}

/** @throws UsageError for a list that there is not */
export function nameOf(what: string): ListName & { readonly name: ListId } {
  const found = listNamed(what);
  if (found) return found;
  const names = lists.map(({ name }) => name);
  const others = lists.flatMap(({ also = [] }: ListName) => also);
  throw new UsageError('list', what, allowedWords(what, names, others));
}

function formatOf({ json, ndjson, csv, md }: ListOptions): Format {
  const wanted = [json && 'json', ndjson && 'ndjson', csv && 'csv', md && 'md'].filter((each): each is Format =>
    Boolean(each),
  );
  if (wanted.length > 1)
    throw new UsageError(`--${wanted[1]}`, `with --${wanted[0]}`, 'one of --json, --ndjson, --csv and --md');
  return wanted[0] ?? 'table';
}

/** The id of what the list belongs to; null where that could not be read, which is said. */
export async function ownerOf(
  workspace: OpenWorkspace,
  { name, of }: ListName,
  owner: string | undefined,
  onUnread: OnUnread = sayUnread,
): Promise<string | undefined | null> {
  if (!of) {
    if (owner === undefined) return undefined;
    throw new UsageError(`list ${name}`, owner, 'nothing there: the list is of the whole workspace');
  }
  if (owner === undefined) {
    if (of.maybe) return undefined;
    throw new UsageError(`list ${name}`, undefined, `segtop list ${name} followed by the id or name of a ${of.type}`);
  }
  const found = await findThing(workspace, of.type, owner);
  if (found.kind === 'found') return Object.values(found.params)[0];
  onUnread(found);
  return null;
}

/** A list with what was asked of it. */
export interface ListAnswer {
  readonly name: ListId;
  readonly listing: Listing;
  readonly fields: readonly Field[];
  readonly read: ViewRead;
  /** Rows to tell: those of the limit. */
  readonly count: number;
  /** Problems that leave the list in part; none where it is whole. */
  readonly problems: Status['problems'];
}

export interface ListQuery extends Pick<ListOptions, 'sort' | 'limit' | 'filter'> {
  readonly name: ListId;
  readonly owner?: string | undefined;
}

/**
 * Reads a list and all that its rows show.
 * @throws UsageError for an order or a filter that the list does not have
 */
export async function readList(workspace: OpenWorkspace, query: ListQuery): Promise<ListAnswer> {
  const { listPlace, listSources } = await import('../../views/lists.ts');
  const source = listSources[query.name];
  const { filter = '', limit, owner } = query;
  if (hasExpression(filter)) await loadEngine();
  const look = { filter, owner, until: limit };
  const wanted = { ...source, place: listPlace(source, look) };
  const read = await readView(workspace, wanted);
  const listing = sorted(read, query, (sort) => listPlace(source, { ...look, sort }));
  if (listing.invalid)
    throw new UsageError('--filter', filter, 'a filter as on screen: its pattern is no regular expression');
  const count = Math.min(listing.count, limit ?? listing.count);
  return { name: query.name, listing, fields: fieldsOf(listing, read.context), read, count, problems: read.problems };
}

/** The order can be named only once the columns are known, which may depend on what was read. */
function sorted(
  { view, context, model }: ViewRead,
  { sort }: ListQuery,
  placeFor: (sort: ReturnType<typeof sortOf>) => typeof context.place,
): Listing {
  const listing = view.listing?.(model, context) ?? view.absentListing?.(context);
  if (!listing) throw new Error('this page is no list');
  if (sort === undefined) return listing;
  const order = sortOf(sort, fieldsOf(listing, context));
  const ordered = { ...context, place: placeFor(order) };
  return view.listing?.(view.model(ordered), ordered) ?? listing;
}

function print(
  answer: ListAnswer,
  format: Format,
  options: ListOptions & GlobalOptions,
  workspace: OpenWorkspace,
): void {
  const { listing, count, read, problems } = answer;
  const { context } = read;
  const fields = options.columns === undefined ? answer.fields : chosenFields(answer.fields, options.columns);
  const { isAnswered } = read;
  const isWhole = problems.length === 0;
  process.exitCode = codeOfAnswer({ isAnswered, isSound: isAnswered, isWhole, isFailing: false });
  if (!isAnswered) {
    say(`no answer: ${problems[0]?.message ?? 'nothing was read in time'}`);
    if (format !== 'json' && format !== 'ndjson') return;
  }
  const write = (text: string) => void process.stdout.write(text);
  const json = (value: unknown, indent?: number) => {
    const text = JSON.stringify(value, null, indent);
    return workspace.ascii ? asciiJson(text) : text;
  };
  if (format === 'json') write(`${json(documentOf(factsOf(answer), fields), 2)}\n`);
  else if (format === 'ndjson')
    write(
      rowObjects(count, fields)
        .map((row) => `${json(row)}\n`)
        .join(''),
    );
  else if (format === 'csv') write(csvOf(count, fields));
  else if (format === 'md' || count > 0) {
    const columns = options.columns === undefined ? listing.shown : fields.map(columnOf);
    const missing = missingOf(answer);
    if (format === 'md') write(markdownOf(count, columns, { now: context.now, missing }));
    else write(tableText(count, columns, { ...context, ...printLook(process.stdout, options) }));
  }
  if (!read.isAnswered) return;
  const said = saidOf(answer, options);
  if (said.length > 0) say(said.join('; '));
}

/** What a reader of the rows has to know besides. */
export function saidOf(
  {
    listing,
    count,
    problems,
    read,
  }: Pick<ListAnswer, 'listing' | 'count' | 'problems'> & { readonly read?: Pick<ViewRead, 'asOf'> },
  options: Pick<ListOptions, 'limit' | 'sort'>,
): readonly string[] {
  return [
    ...(count === 0 ? [noneLine(listing)] : []),
    ...(isCutOff(listing, options)
      ? [`${counted(listing.total, t`row`)} read, and there may be more; --limit reads on`]
      : []),
    ...(read?.asOf?.notes ?? []),
    ...(problems.length > 0 ? [unreadLine(problems)] : []),
  ];
}

/** Rows that nobody has read yet might belong among those that are told: in another order they might even be the first. */
const isCutOff = (
  { more, count }: Listing,
  { limit = Number.POSITIVE_INFINITY, sort }: Pick<ListOptions, 'limit' | 'sort'>,
): boolean => more && (count < limit || sort !== undefined);

/** What a document of the list is made from. */
export const factsOf = ({ read, ...answer }: Omit<ListAnswer, 'fields'>): ListFacts => ({
  ...answer,
  context: read.context,
  asOf: read.asOf,
});

/** Why there is no row: that there is none only where it is proven. */
export function noneLine({ total, empty }: Listing): string {
  if (total > 0) return `no row of ${total} matches the filter`;
  const { title, text } = empty();
  return text === undefined ? title : `${title}. ${text}`;
}
