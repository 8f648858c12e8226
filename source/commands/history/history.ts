import type { Column } from '../../components/table/columns.ts';
import { UsageError } from '../../config/usage-error.ts';
import { asciiJson } from '../../domain/ascii.ts';
import { csvText } from '../../domain/csv.ts';
import { clock, compact, percentText } from '../../domain/format.ts';
import { type HourRow, hourRows } from '../../domain/hour-rows.ts';
import type { HourHistory, SeenSeries } from '../../domain/hours.ts';
import { momentOf, ofStore } from '../../domain/moment.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { day, floorTo, isoText, type Window } from '../../domain/time.ts';
import { addressOf } from '../../state/address.ts';
import { pages, type Target } from '../../state/pages.ts';
import { glyphs } from '../../theme/glyphs.ts';
import { connectionName } from '../../views/kit/words.ts';
import { needOf } from '../../workspace/needs/page.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import * as resources from '../../workspace/resources/common.ts';
import { type HourSubject, hoursOf } from '../../workspace/watch/hours.ts';
import { problemsOf } from '../../workspace/watch/status.ts';
import { codeOfAnswer } from '../exit-codes.ts';
import type { GlobalOptions } from '../global-options.ts';
import { tableText } from '../lists/print.ts';
import { oneShot } from '../one-shot.ts';
import { type OnUnread, sayUnread, targetOf } from '../pages/address.ts';
import type { WasRead } from '../read-once.ts';
import { findAmong } from '../reading/find-thing.ts';
import { type OpenWorkspace, openWorkspace, say } from '../reading/open-workspace.ts';
import { printLook } from '../reading/print-look.ts';
import { unreadLine } from '../reading/unread.ts';

export interface HistoryOptions {
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

const ofSource = ['received', 'blocked'] as const;
const ofConnection = ['delivered', 'failed', 'filtered'] as const;
type Count = (typeof ofSource)[number] | (typeof ofConnection)[number];

/** Why no hour of a connection in device mode is known (rule 65). */
export const uncounted = 'not observable: Segment counts no deliveries of it';

/** One hour as it is told: counts, what of the attempted failed, and whether all of it is known and over. */
type Told = Readonly<Partial<Record<Count | 'failedPercent', number | null>>> & {
  readonly at: string;
  readonly complete: boolean;
};

/** `segtop history TYPE/ID`: the hours of a source or a connection, then the end. */
export function history(address: string, options: GlobalOptions & HistoryOptions): Promise<void> {
  return oneShot(async () => {
    if (options.json && options.csv) throw new UsageError('--csv', 'with --json', 'one of --json and --csv');
    const workspace = await openWorkspace(options);
    const window = windowOf(options, workspace.clock.now());
    const target = await subjectOf(workspace, address);
    if (!target) return;
    const read = await readHistory(workspace, target, window);
    const { document, rows } = read;
    const isWhole = document.problems.length === 0;
    process.exitCode = codeOfAnswer({ isAnswered: read.isAnswered, isSound: true, isWhole, isFailing: false });
    if (!read.isAnswered) say(`no answer: ${document.problems[0]?.message ?? 'nothing was read in time'}`);
    if (!read.isAnswered && !options.json) return;
    if (options.json) {
      const text = JSON.stringify(document, null, 2);
      process.stdout.write(`${workspace.ascii ? asciiJson(text) : text}\n`);
    } else if (options.csv) process.stdout.write(csvOf(document.hours, read.names));
    else {
      const look = {
        ...printLook(process.stdout, options),
        glyphs: glyphs(workspace.ascii),
        now: workspace.clock.now(),
      };
      process.stdout.write(tableText(rows.length, columnsOf(rows, read.names, look.now), look));
    }
    if (read.isUncounted) say(uncounted);
    if (read.isAnswered && !isWhole) say(unreadLine(document.problems));
  });
}

/** @throws UsageError for a time that is none, and for an end before the beginning */
export function windowOf({ from, to }: Pick<HistoryOptions, 'from' | 'to'>, now: number): Window {
  const moment = (option: string, text: string | undefined, otherwise: number): number => {
    if (text === undefined) return otherwise;
    const named = momentOf(text, now, undefined, ofStore);
    if ('why' in named) throw new UsageError(option, text, `a time: ${named.why}`);
    return named.at;
  };
  const end = moment('--to', to, now);
  const start = moment('--from', from, end - day);
  if (start >= end) throw new UsageError('--from', from, 'a time before --to');
  return { start: floorTo(start, 'HOUR'), end };
}

/**
 * The source or the connection of an address; undefined where it could not be looked up, which is said.
 * @throws UsageError for anything else
 */
export async function subjectOf(
  workspace: OpenWorkspace,
  address: string,
  onUnread: OnUnread = sayUnread,
): Promise<Target | undefined> {
  const look = address.includes('/') ? targetOf : namedOf;
  const target = await look(workspace, address, onUnread);
  if (target && target.view !== pages.source.id && target.view !== pages.destination.id)
    throw new UsageError('TYPE/ID', address, 'source/ID or destination/ID');
  return target;
}

/** A name alone is that of a connection, else of a source; a whole name comes before a part of another. */
async function namedOf(workspace: OpenWorkspace, name: string, onUnread: OnUnread): Promise<Target | undefined> {
  const found = await findAmong(workspace, [pages.destination.id, pages.source.id], name);
  return found.kind === 'found' ? { view: found.view, params: found.params } : onUnread(found);
}

/** What is known of the hours: what the API tells, and what this host has seen before. */
export async function readHistory(workspace: OpenWorkspace, target: Target, window: Window) {
  const { backend, clock: time, until, settings } = workspace;
  const { id = '' } = target.params;
  const isSource = target.view === pages.source.id;
  const destinationOf = (poller: Pick<WasRead, 'snapshot'>) =>
    isSource ? undefined : poller.snapshot(resources.destinations).data?.find((one) => one.id === id);
  const find = (poller: Pick<WasRead, 'snapshot'>): HourSubject | undefined => {
    if (isSource) return { thing: `source:${id}`, sourceId: id };
    const destination = destinationOf(poller);
    if (destination?.mode !== 'cloud') return undefined;
    return { thing: `connection:${id}`, sourceId: destination.sourceId, destinationId: id };
  };
  const resourceOf = (subject: HourSubject) => hoursOf(subject, window);
  let asked: ReturnType<typeof resourceOf> | undefined;
  const needsOf = (poller: WasRead): readonly Need[] => {
    const subject = find(poller);
    if (subject) asked ??= resourceOf(subject);
    const named = [needOf(resources.workspace), needOf(resources.sources)];
    return [...named, ...(isSource ? [] : [needOf(resources.destinations)]), ...(asked ? [needOf(asked)] : [])];
  };
  const { poller, needs, stop } = await workspace.read({
    backend,
    clock: time,
    until,
    period: settings.period,
    needsOf,
  });
  stop();
  const subject = find(poller);
  const read: readonly SeenSeries[] = (asked && poller.snapshot(asked).data) ?? [];
  const { data: open } = poller.snapshot(resources.workspace);
  const kept = await keptHours(workspace, open?.id);
  const names: readonly Count[] = isSource ? ofSource : ofConnection;
  // Of device mode the API answers 0 whatever arrives: its hours are unknown (rule 65).
  const isUncounted = !subject && destinationOf(poller) !== undefined;
  const unknown = isUncounted ? hourRows(`connection:${id}`, names, window, []) : [];
  const rows = subject ? hourRows(subject.thing, names, window, read, kept?.hours) : unknown;
  kept?.close();
  const document = {
    version: 1,
    ref: addressOf(target),
    name: nameOf(poller, target) ?? null,
    workspace: open ? { id: open.id, slug: open.slug, name: open.name } : null,
    from: isoText(window.start) ?? '',
    to: isoText(window.end) ?? '',
    generatedAt: isoText(time.now()) ?? '',
    hours: rows.map((row) => told(row, names)),
    problems: problemsOf(poller, needs(), time.now()),
  };
  const isKnown = rows.some(({ counts }) => names.some((name) => counts[name] !== null));
  return {
    document,
    rows,
    names,
    isUncounted,
    isAnswered: isKnown || isUncounted || (asked !== undefined && poller.snapshot(asked).data !== undefined),
  };
}

interface KeptHours {
  readonly hours: HourHistory;
  close(): void;
}

/** The hours that were seen before, where this host has a store of the workspace. */
async function keptHours({ store }: OpenWorkspace, workspaceId: string | undefined): Promise<KeptHours | undefined> {
  if (!store) return undefined;
  const stores = await store.open(({ message }) => say(message));
  const id = workspaceId ?? (await stores.known());
  // A store is not made for a question: it is there once a dashboard or the daemon has read something.
  if (id === undefined || (await stores.known()) !== id) return undefined;
  const opened = await stores.of(id);
  return opened && { hours: opened.store.hours, close: () => opened.store.close() };
}

function nameOf(poller: Pick<WasRead, 'snapshot'>, { view, params }: Target): SafeText | undefined {
  const sources = poller.snapshot(resources.sources).data ?? [];
  if (view === pages.source.id) return sources.find(({ id }) => id === params.id)?.name;
  const destination = poller.snapshot(resources.destinations).data?.find(({ id }) => id === params.id);
  const source = sources.find(({ id }) => id === destination?.sourceId);
  return destination && source ? connectionName({ destination, source }, glyphs(false)) : destination?.name;
}

/** Failed of attempted, percent; null where one of both is not known or nothing was attempted. */
function failedPercent({ delivered, failed }: HourRow<Count>['counts']): number | null {
  if (delivered === null || failed === null || delivered + failed === 0) return null;
  return Math.round((failed / (delivered + failed)) * 1_000_000) / 10_000;
}

function told({ at, counts, isWhole }: HourRow<Count>, names: readonly Count[]): Told {
  const own = Object.fromEntries(names.map((name) => [name, counts[name]]));
  const rate = names.includes('failed') ? { failedPercent: failedPercent(counts) } : {};
  return { at: isoText(at) ?? '', ...own, ...rate, complete: isWhole };
}

const fieldsOf = (names: readonly Count[]): readonly (keyof Told)[] => [
  'at',
  ...names,
  ...(names.includes('failed') ? (['failedPercent'] as const) : []),
  'complete',
];

/** Hours as comma-separated values: what is not known is empty. */
export function csvOf(hours: readonly Told[], names: readonly Count[]): string {
  const fields = fieldsOf(names);
  return csvText([fields, ...hours.map((row) => fields.map((field) => String(row[field] ?? '')))]);
}

const headers: Readonly<Record<Count, SafeText>> = {
  received: t`Received`,
  blocked: t`Blocked`,
  delivered: t`Delivered`,
  failed: t`Failed`,
  filtered: t`Filtered`,
};

/** Hours as a table: a dash for what is not known, and a word for an hour that is not whole. */
export function columnsOf(
  rows: readonly HourRow<Count>[],
  names: readonly Count[],
  now: number,
): readonly Column<number>[] {
  const counts = names.map(
    (name): Column<number> => ({
      id: name,
      header: headers[name],
      width: { min: 8 },
      align: 'right',
      priority: 0,
      cell: (index) => compact(rows[index]?.counts[name] ?? undefined),
    }),
  );
  const rate: Column<number> = {
    id: 'failedPercent',
    header: t`Rate`,
    width: { min: 6 },
    align: 'right',
    priority: 1,
    cell: (index) => percentText(failedPercent(rows[index]!.counts) ?? undefined),
  };
  const state: Column<number> = {
    id: 'complete',
    header: t``,
    width: { min: 8 },
    priority: 2,
    cell: (index) => {
      const { counts: own, isWhole } = rows[index]!;
      return isWhole ? t`` : names.some((name) => own[name] !== null) ? t`in part` : t`not known`;
    },
  };
  return [
    { id: 'at', header: t`Hour`, width: { min: 12 }, priority: 0, cell: (index) => clock(rows[index]!.at, now) },
    ...counts,
    ...(names.includes('failed') ? [rate] : []),
    state,
  ];
}
