import { type Block, beside, clip, stack } from '../../../components/block.ts';
import { panel, panelRoom } from '../../../components/panel.ts';
import type { AuditItem } from '../../../domain/entities.ts';
import { t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { paneState } from '../../../state/place.ts';
import { line, span } from '../../../theme/line.ts';
import type { Connection } from '../../../workspace/delivery/fleet.ts';
import { overviewNeeds } from '../../../workspace/needs/overview.ts';
import type { Need } from '../../../workspace/polling/resource.ts';
import { keyText } from '../../kit/key-words.ts';
import { drawnOnce, remembered } from '../../kit/remembered.ts';
import { type DrawContext, defineView, type Pane, paneOf, type ViewContext } from '../../kit/view.ts';
import { activityPane, activityPanel, activityRows, switchedOff } from './activity-panel.ts';
import { destinationRows, destinationsPane, destinationsPanel } from './destinations-panel.ts';
import { type Favorite, favoriteNeeds, favoriteRows, favoritesPane, favoritesPanel } from './favorites-panel.ts';
import { type HomePane, homeLayout, homePanes, isStacked, type PanelArea } from './layout.ts';
import { type DrawnPanel, foldedLine, homePanel } from './panel-kit.ts';
import { type SourceRow, sourceRows, sourcesPane, sourcesPanel } from './sources-panel.ts';
import { triageLines } from './triage-lines.ts';
import { usageFolded, usageLines, usagePane, usageTitle, usageTrouble } from './usage-panel.ts';

interface Model {
  readonly sources: readonly SourceRow[];
  readonly destinations: readonly Connection[];
  readonly favorites: readonly Favorite[];
  readonly activity: readonly AuditItem[];
}

/** Connections at the top of the ranking are watched each minute even when they are scrolled out of the panel. */
const watched = 12;

const modelOf = remembered<Model>();
const panesOf = remembered<readonly Pane[]>();
const drawnOf = drawnOnce<DrawnPanel>();
const needsOf = remembered<readonly Need[]>();

/** Families of reads whose losses the panels report themselves. */
const ownReports: ReadonlySet<string> = new Set([
  'sources',
  'volume',
  'tracking-plans',
  'blocked',
  'destinations',
  'metrics',
  'failures',
  'recent-audit',
  'api-calls',
  'mtu',
]);

/** Workspace Home: the rows of docs/rows.md from H-01 to U-05. */
export const home = defineView<Model>({
  id: pages.home.id,
  page: { key: '1', label: t`Home` },
  aliases: ['home'],
  title: () => t`Home`,
  model: (context) => {
    const { tab } = paneState(context.place, 'favorites');
    return modelOf(context, [context.overview, context.favorites, tab], () => ({
      sources: sourceRows(context),
      destinations: destinationRows(context),
      favorites: favoriteRows(context, tab),
      activity: activityRows(context),
    }));
  },
  panes: (model, context) =>
    panesOf(context, [model], () => [
      sourcesPane(model.sources, context),
      destinationsPane(model.destinations, context),
      favoritesPane(model.favorites),
      activityPane(model.activity, context),
      usagePane(context),
    ]),
  start: ({ activity: [newest] }, context, screen) =>
    newest && switchedOff(newest, context) ? 'activity' : isStacked(screen) ? worstPane(context) : undefined,
  reportsLossesOf: ownReports,
  draw: (model, context) => {
    const focused = homePanes[context.place.pane] ?? 'sources';
    const { triage, meters } = context.overview;
    const layout = homeLayout(
      context.width,
      context.height,
      focused,
      triage.length,
      meters.length,
      Math.max(model.favorites.length, context.favorites.length),
    );
    const offsets: Record<string, number> = {};
    let pageRows = 1;
    const drawn = (place: PanelArea): Block => {
      const { block, offset, rows } = drawPane(model, context, place);
      offsets[place.pane] = offset;
      if (place.pane === focused) pageRows = rows;
      return block;
    };
    const rows = layout.rows.map((columns) => {
      const [left, right] = columns.map((places) => stack(...places.map(drawn)));
      return right ? beside(left!, right, columns[0]![0]!.width, columns[1]![0]!.width) : left!;
    });
    return {
      block: clip(stack(triageLines(context, context.width, layout.triage), ...rows), context.width, context.height),
      offsets,
      pageRows,
    };
  },
  needs: (model, context, attention) =>
    needsOf(context, [model], () => [
      ...overviewNeeds(context.read, context.period, context.now, {
        ...attention,
        visible: new Set(model.destinations.slice(0, watched).map(({ id }) => id)),
      }),
      ...favoriteNeeds(context.favorites),
    ]),
});

/** The panel that holds the worst trouble: the one that is open where only one is. */
function worstPane({ overview: { triage } }: ViewContext): HomePane | undefined {
  for (const { kind } of triage) {
    if (kind === 'connection' || kind === 'disabled') return 'destinations';
    if (kind === 'source' || kind === 'violations') return 'sources';
  }
  return undefined;
}

function drawPane(model: Model, context: DrawContext, { pane, width, height }: PanelArea): DrawnPanel {
  const size = { width, height };
  return drawnOf(context, paneOf(context, pane), size, (own) => {
    const draw: Record<HomePane, () => DrawnPanel> = {
      sources: () => homePanel(sourcesPanel(model.sources, own), own, size),
      destinations: () => homePanel(destinationsPanel(model.destinations, own), own, size),
      favorites: () => homePanel(favoritesPanel(model.favorites, own), own, size),
      activity: () => homePanel(activityPanel(model.activity, own), own, size),
      usage: () => ({ block: usagePanel(own, width, height), offset: 0, rows: 1 }),
    };
    return draw[pane]();
  });
}

function usagePanel(context: DrawContext, width: number, height: number): Block {
  const { focused } = paneOf(context, 'usage');
  if (height <= 1) return [foldedLine('usage', usageFolded(context), width, focused, usageTrouble(context))];
  const title = usageTitle(context);
  const room = panelRoom(width, height);
  return panel({
    title,
    right: line(span(keyText(context, 'page.usage', t`all`), 'key')),
    body: usageLines(context, room.width),
    width,
    height,
    focused,
    pane: 'usage',
    glyphs: context.glyphs,
  });
}
