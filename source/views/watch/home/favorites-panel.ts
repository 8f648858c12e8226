import type { Column } from '../../../components/table/columns.ts';
import { changeBetween } from '../../../domain/comparison.ts';
import { delivered, failed } from '../../../domain/delivery/counts.ts';
import { agoText, changeText, compact, counted } from '../../../domain/format.ts';
import { type SafeText, t, word } from '../../../domain/text.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { type Line, line, lineWidth, type Span, span, type Tone } from '../../../theme/line.ts';
import type { Connection } from '../../../workspace/delivery/fleet.ts';
import { lostIn } from '../../../workspace/polling/proof.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { type ComparedSums, changeIn, comparisonOf } from '../../../workspace/resources/delivery-comparison.ts';
import { inRowText, type StorageHealth } from '../../../workspace/storage/health.ts';
import { keySpans, keyText } from '../../kit/key-words.ts';
import { type DrawContext, type Pane, paneOf, type ViewContext } from '../../kit/view.ts';
import { functionMark, sideWords } from '../../kit/words/functions.ts';
import { connectionMark, connectionName, problemText, sourceMark, storageMark } from '../../kit/words.ts';
import { type Favorite, favoriteKey, favoriteName, favoriteTabs, favoriteTarget, kindOf } from './favorites.ts';
import type { PanelSpec } from './panel-kit.ts';

export { type Favorite, favoriteNeeds, favoriteRows } from './favorites.ts';

export function favoritesPane(rows: readonly Favorite[]): Pane {
  return {
    id: 'favorites',
    tabs: favoriteTabs,
    rows: rows.map((favorite) => ({
      key: favoriteKey(favorite),
      open: favoriteTarget(favorite),
      subject: { kind: kindOf(favorite), id: favorite.id, name: favoriteName(favorite) },
    })),
    scope: 'home',
  };
}

function markOf(favorite: Favorite, glyphs: Glyphs): Span {
  if (favorite.kind === 'source') return sourceMark(favorite.flow, glyphs);
  if (favorite.kind === 'destination') return connectionMark(favorite.connection, glyphs);
  if (favorite.kind === 'warehouse') return storageMark(favorite.storage, glyphs);
  if (favorite.kind === 'function') return functionMark(favorite.use, glyphs);
  return span(glyphs.inactive, 'dim');
}

/** Of a destination with its source: two of one name are told apart. */
const shownName = (favorite: Favorite, glyphs: Glyphs): SafeText =>
  favorite.kind === 'destination' ? connectionName(favorite.connection, glyphs) : favoriteName(favorite);

/** The statistics of each kind (F-08). */
function factsOf(favorite: Favorite, context: ViewContext): readonly Span[] {
  switch (favorite.kind) {
    case 'gone':
      return [span(t`no longer in this workspace`, 'dim')];
    case 'unread':
      return [unread(favorite, context)];
    case 'source':
      return sourceFacts(favorite, context);
    case 'destination':
      return connectionFacts(favorite.connection, context);
    case 'warehouse':
      return storageFacts(favorite, context);
    case 'function':
      return functionFacts(favorite, context);
  }
}

const listNames = {
  source: resources.sources,
  destination: resources.destinations,
  warehouse: resources.warehouses,
  function: resources.functions,
} as const;

function unread({ was }: Extract<Favorite, { was: string }>, { read }: ViewContext): Span {
  const snapshot = read<unknown>(listNames[was]);
  const problem = lostIn(snapshot) ?? snapshot.error;
  return problem ? span(problemText(problem), 'warn') : span(t`not read yet`, 'dim');
}

/** ` +4%`, and nothing while the window before is not known. */
function chip(change: number | undefined, growthIsBad = false): Span {
  if (change === undefined) return span(t``);
  return span(t` ${changeText(change)}`, growthIsBad && change > 1 ? 'bad' : 'dim');
}

function sourceFacts({ flow, fed }: Extract<Favorite, { kind: 'source' }>, context: ViewContext): readonly Span[] {
  const { source, health, events, change } = flow;
  if (!source.enabled) return [span(t`disabled`, 'dim'), fans(fed, context)];
  if (health.state === 'silent' && health.lastSeen !== undefined)
    return [span(t`silent, last seen ${agoText(health.lastSeen, context.now)}`, 'bad'), fans(fed, context)];
  return [
    ...failedFacts(fed, context, context.overview.fleet.isWhole),
    span(events === undefined ? t`  – events` : t`  ${counted(events, t`event`)}`),
    chip(change),
    fans(fed, context),
  ];
}

/** How many it feeds: that it is none, or no more, stands on the whole list of destinations. */
function fans({ length }: readonly Connection[], { glyphs, overview: { fleet } }: ViewContext): Span {
  const count = fleet.isWhole ? t`${length}` : length === 0 ? t`–` : t`${length}+`;
  return span(t`  ${count} ${glyphs.right}`, 'dim');
}

/** What some connections delivered and failed against the equal window before; only when all of them know their past. */
function comparedOf(connections: readonly Connection[], { read, period }: ViewContext): ComparedSums | undefined {
  return comparisonOf(connections.map(({ destination }) => read(resources.comparedMetrics(period, destination)).data));
}

/**
 * Failed deliveries of several connections, of a part of them at least so many; the change only when all of them know their past.
 * @param isListed these are all there are
 */
function failedFacts(connections: readonly Connection[], context: ViewContext, isListed: boolean): Span[] {
  const measured = connections.flatMap((each) => (each.metrics ? [{ each, metrics: each.metrics }] : []));
  if (measured.length === 0) return [];
  const lost = measured.reduce((sum, { metrics }) => sum + failed(metrics), 0);
  const compared = comparedOf(
    measured.map(({ each }) => each),
    context,
  );
  const change = changeIn(compared, (counts) => counts.failed);
  const isAll = isListed && connections.every(({ metrics, state }) => metrics || state !== 'unknown');
  const count = isAll ? compact(lost) : lost > 0 ? t`${compact(lost)}+` : t`–`;
  return [span(t`${count} failed`, lost > 0 ? 'bad' : 'dim'), chip(change, true)];
}

function connectionFacts(connection: Connection, context: ViewContext): readonly Span[] {
  const { metrics, destination, state, snapshot } = connection;
  if (state === 'disabled') return [span(t`disabled`, 'dim')];
  if (state === 'unobservable') return [span(t`${word(destination.mode)} mode: not observable`, 'dim')];
  if (!metrics) return [snapshot.error ? span(problemText(snapshot.error), 'warn') : span(t`not read yet`, 'dim')];
  const compared = comparedOf([connection], context);
  // What failed stands first: it is what the row is looked at for, and nothing of it is cut.
  return [
    ...failedFacts([connection], context, true),
    span(t`  ${compact(delivered(metrics))} delivered`),
    chip(changeIn(compared, (counts) => counts.attempted - counts.failed)),
  ];
}

const syncTones: Partial<Record<StorageHealth['state'], Tone>> = { ok: 'good', failing: 'bad', partial: 'warn' };

function storageFacts({ storage }: Extract<Favorite, { kind: 'warehouse' }>, { now }: ViewContext): readonly Span[] {
  const { state, last, lastGood, failedInRow, pairs, reported, syncs } = storage;
  if (state === 'disabled') return [span(t`disabled`, 'dim')];
  if (state === 'no-runs') return [span(t`NO RUNS  No Syncs`, 'dim')];
  if (!last) {
    const problem = syncs.error ?? lostIn(syncs);
    if (reported) return [span(reported.type, 'bad')];
    return [problem ? span(t`syncs: ${problemText(problem)}`, 'warn') : span(t`syncs not read yet`, 'dim')];
  }
  const word = failedInRow > 1 ? t`${last.word} ${inRowText(storage)}×` : last.word;
  // The newest reports alone are read: that none of them tells a good sync does not mean that there was none.
  const good = lastGood === undefined ? t`last good –` : t`last good ${agoText(lastGood, now)}`;
  return [span(word, syncTones[state]), span(t`  ${good}  ${counted(pairs.length, t`source`)}`, 'dim')];
}

/** What the API lets one see of a function: the deliveries or events of what runs it. */
function functionFacts(
  { use: { fn, flows, connections, isListed } }: Extract<Favorite, { kind: 'function' }>,
  context: ViewContext,
): readonly Span[] {
  const side = span(sideWords[fn.side], 'dim');
  // Of a part of the list these are so many at least.
  const more = isListed ? t`` : t`+`;
  if (connections.length > 0) {
    const many = t`  ${connections.length}${more} run it`;
    return [...failedFacts(connections, context, isListed), span(t`  `), side, span(many, 'dim')];
  }
  if (flows.length > 0) {
    const { window, earlierWindow } = context.overview.flow;
    const events = isListed ? sumOf(flows.map((flow) => flow.events)) : undefined;
    const before = sumOf(flows.map((flow) => flow.earlierEvents));
    const change = changeBetween({ value: events, window }, { value: before, window: earlierWindow });
    return [side, span(events === undefined ? t`  – events` : t`  ${counted(events, t`event`)}`), chip(change)];
  }
  return [side, span(t`  runs and errors: not observable`, 'dim')];
}

const sumOf = (counts: readonly (number | undefined)[]): number | undefined =>
  counts.reduce((sum, count) => (sum === undefined || count === undefined ? undefined : sum + count), 0);

/** As many of the facts, the most telling first, as have room whole; the first in any case. A change stands behind its number. */
function wholeFacts(facts: readonly Span[], width: number): readonly Span[] {
  if (width === 0) return facts;
  let count = facts.length;
  while (count > 1 && lineWidth({ spans: facts.slice(0, count) }) > width) count -= 1;
  return facts.slice(0, count);
}

function columnsFor(context: ViewContext): readonly Column<Favorite>[] {
  return [
    { id: 'mark', header: t``, width: 1, priority: 0, cell: (row, { glyphs }) => markOf(row, glyphs) },
    {
      id: 'name',
      header: t``,
      width: { min: 8, max: 40 },
      priority: 0,
      cell: (row, { glyphs }) => shownName(row, glyphs),
    },
    {
      id: 'facts',
      header: t``,
      width: { min: 10, grow: 1 },
      priority: 1,
      cell: (row, { width }) => wholeFacts(factsOf(row, context), width),
    },
  ];
}

/** How many are kept, and the first that is in trouble. */
function folded(rows: readonly Favorite[], context: DrawContext): Line {
  const adds = keyText(context, 'favorite.add', t`adds`);
  if (rows.length === 0) return line(span(t`Favorites`), span(adds === '' ? t`none yet` : t`none yet: ${adds}`, 'dim'));
  const sick = rows.find((row) => markOf(row, context.glyphs).tone === 'bad');
  const facts = sick
    ? [t`  `, markOf(sick, context.glyphs), t` ${shownName(sick, context.glyphs)}  `, ...factsOf(sick, context)]
    : [];
  return line(span(t`Favorites`), span(t`${rows.length} kept`, 'dim'), ...facts);
}

export function favoritesPanel(rows: readonly Favorite[], context: DrawContext): PanelSpec<Favorite> {
  const pane = paneOf(context, 'favorites');
  const title: Line = line(
    span(t`Favorites`, 'strong'),
    t` `,
    ...favoriteTabs.flatMap((tab, index) => [
      t` `,
      index === pane.state.tab ? span(t`[${tab}]`, 'accent') : span(tab, 'dim'),
    ]),
  );
  const elsewhere = context.favorites.length;
  return {
    pane: 'favorites',
    title,
    right: keyText(context, 'favorite.add', t`add`),
    folded: folded(rows, context),
    rows,
    rowKey: favoriteKey,
    columns: columnsFor(context),
    instead:
      elsewhere > 0
        ? [line(span(t`None under this tab: ${elsewhere} under All`, 'dim'))]
        : [
            line(t`Keep the integrations you watch here. `, ...keySpans(context, 'favorite.add', t`chooses them.`)),
            line(...keySpans(context, 'favorite.toggle', t`takes the row of any list.`)),
          ],
  };
}
