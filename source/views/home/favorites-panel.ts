import type { Column } from '../../components/columns.ts';
import { delivered, failed, relativeChange } from '../../domain/delivery.ts';
import { ago, changeText, compact } from '../../domain/format.ts';
import { type SafeText, t } from '../../domain/text.ts';
import type { FavoriteRef } from '../../state/store.ts';
import { type Line, line, type Span, span } from '../../theme/line.ts';
import type { Connection } from '../../workspace/fleet.ts';
import type { SourceFlow } from '../../workspace/inflow.ts';
import type { Overview } from '../../workspace/overview.ts';
import type { StorageHealth } from '../../workspace/storage-health.ts';
import { type DrawContext, type Pane, paneOf, type ViewContext } from '../view.ts';
import { connectionMark, sourceMark, storageMark } from '../words.ts';
import type { PanelSpec } from './panel-kit.ts';

/** A favorite joined with what it stands for; `gone` when the workspace no longer has it. */
export type Favorite =
  | { readonly kind: 'source'; readonly id: string; readonly flow: SourceFlow; readonly fed: readonly Connection[] }
  | { readonly kind: 'destination'; readonly id: string; readonly connection: Connection }
  | { readonly kind: 'warehouse'; readonly id: string; readonly storage: StorageHealth }
  | { readonly kind: 'gone'; readonly id: string; readonly was: FavoriteRef['kind'] };

export const favoriteTabs = [t`All`, t`Sources`, t`Destinations`] as const;

/** The favorites of a tab, in the order they were added; warehouses count as destinations (F-07). */
export function favoriteRows({ overview, favorites }: ViewContext, tab: number): Favorite[] {
  return favorites
    .filter(({ kind }) => tab === 0 || (tab === 1 ? kind === 'source' : kind !== 'source'))
    .map((ref) => joined(ref, overview));
}

function joined({ kind, id }: FavoriteRef, { flow, fleet, storage }: Overview): Favorite {
  if (kind === 'source') {
    const found = flow.bySource.get(id);
    if (found)
      return {
        kind,
        id,
        flow: found,
        fed: fleet.connections.filter(({ destination }) => destination.sourceId === id),
      };
  }
  if (kind === 'destination') {
    const found = fleet.byId.get(id);
    if (found) return { kind, id, connection: found };
  }
  if (kind === 'warehouse') {
    const found = storage.find(({ warehouse }) => warehouse.id === id);
    if (found) return { kind, id, storage: found };
  }
  return { kind: 'gone', id, was: kind };
}

export function nameOf(favorite: Favorite): SafeText {
  switch (favorite.kind) {
    case 'source':
      return favorite.flow.source.name;
    case 'destination':
      return favorite.connection.destination.name;
    case 'warehouse':
      return favorite.storage.warehouse.name;
    case 'gone':
      return t`${favorite.was as SafeText} ${favorite.id.slice(0, 10) as SafeText}`;
  }
}

export function favoritesPane(rows: readonly Favorite[]): Pane {
  return {
    id: 'favorites',
    tabs: favoriteTabs,
    rows: rows.map((favorite) => {
      const kind = favorite.kind === 'gone' ? favorite.was : favorite.kind;
      return {
        key: `${kind}:${favorite.id}`,
        open: favorite.kind === 'gone' ? undefined : { view: favorite.kind, params: { id: favorite.id } },
        subject: { kind, id: favorite.id, name: nameOf(favorite) },
      };
    }),
    scope: 'home',
  };
}

const columns: readonly Column<Favorite>[] = [
  { id: 'mark', header: t``, width: 1, priority: 0, cell: (row, { glyphs }) => markOf(row, glyphs) },
  { id: 'name', header: t``, width: { min: 8, max: 24 }, priority: 0, cell: nameOf },
  {
    id: 'facts',
    header: t``,
    width: { min: 10, grow: 1 },
    priority: 1,
    cell: (row, { now, glyphs }) => factsOf(row, now, glyphs),
  },
];

function markOf(favorite: Favorite, glyphs: DrawContext['glyphs']): Span {
  if (favorite.kind === 'source') return sourceMark(favorite.flow, glyphs);
  if (favorite.kind === 'destination') return connectionMark(favorite.connection, glyphs);
  if (favorite.kind === 'gone') return span(glyphs.inactive, 'dim');
  return storageMark(favorite.storage, glyphs);
}

/** The statistics of each kind (F-08). */
function factsOf(favorite: Favorite, now: number, { right }: DrawContext['glyphs']): readonly Span[] {
  if (favorite.kind === 'gone') return [span(t`no longer in this workspace`, 'dim')];
  if (favorite.kind === 'source') {
    const { flow, fed } = favorite;
    if (!flow.source.enabled) return [span(t`disabled`, 'dim')];
    const change = relativeChange(flow.events, flow.earlierEvents);
    return [
      span(t`${compact(flow.events ?? Number.NaN)} events`),
      span(t` ${change === undefined ? t`` : changeText(change)}`, 'dim'),
      failedSpan(fed),
      span(t`  ${fed.length} ${right}`, 'dim'),
    ];
  }
  if (favorite.kind === 'warehouse') return storageFacts(favorite.storage, now);
  const { connection } = favorite;
  const { metrics, source } = connection;
  if (connection.state === 'disabled') return [span(t`disabled`, 'dim')];
  if (connection.state === 'unobservable')
    return [span(t`${connection.destination.mode as SafeText} mode: not observable`, 'dim')];
  if (!metrics) return [span(t`not read yet`, 'dim')];
  const lost = failed(metrics);
  const change = connection.change === undefined ? t`` : t` ${changeText(connection.change)}`;
  return [
    span(t`${compact(delivered(metrics))} delivered  `),
    span(t`${compact(lost)} failed${change}`, lost > 0 ? 'bad' : 'dim'),
    span(t`  from ${source?.name ?? t`?`}`, 'dim'),
  ];
}

/** Failed deliveries of everything a source feeds; nothing while none of it was read. */
function failedSpan(fed: readonly Connection[]): Span {
  const read = fed.flatMap(({ metrics }) => (metrics ? [failed(metrics)] : []));
  if (read.length === 0) return span(t``);
  const lost = read.reduce((sum, count) => sum + count, 0);
  return span(t`  ${compact(lost)} failed`, lost > 0 ? 'bad' : 'dim');
}

function storageFacts({ state, last, lastGood }: StorageHealth, now: number): readonly Span[] {
  if (state === 'disabled') return [span(t`disabled`, 'dim')];
  if (state === 'no-runs') return [span(t`NO RUNS  No Syncs`, 'dim')];
  if (!last) return [span(t`syncs not read yet`, 'dim')];
  const good = lastGood === undefined ? t`none good` : t`last good ${ago(lastGood, now)}`;
  return [span(last.word, state === 'ok' ? 'good' : 'bad'), span(t`  ${good}`, 'dim')];
}

/** How many are kept, and the first that is in trouble. */
function folded(rows: readonly Favorite[], { glyphs, now }: DrawContext): Line {
  if (rows.length === 0) return line(span(t`Favorites`), span(t`none yet: a adds`, 'dim'));
  const sick = rows.find((row) => markOf(row, glyphs).tone === 'bad');
  const facts = sick ? [t`  `, markOf(sick, glyphs), t` ${nameOf(sick)}  `, ...factsOf(sick, now, glyphs)] : [];
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
  return {
    pane: 'favorites',
    title,
    right: t`a add`,
    folded: folded(rows, context),
    extra: [],
    rows,
    rowKey: ({ kind, id, ...rest }) => `${kind === 'gone' && 'was' in rest ? rest.was : kind}:${id}`,
    columns,
    instead: [
      line(t`Keep the integrations you watch here: `, span(t`a`, 'key'), t` to choose them,`),
      line(t`or `, span(t`f`, 'key'), t` on any row of any list.`),
    ],
  };
}
