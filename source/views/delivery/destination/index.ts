import { type Block, beside, clip, stack } from '../../../components/block.ts';
import { list } from '../../../components/list.ts';
import { panel, panelRoom } from '../../../components/panel.ts';
import { positionText } from '../../../components/table/table.ts';
import { parseFilter } from '../../../domain/filter/filter.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { paneState } from '../../../state/place.ts';
import { rowHit } from '../../../theme/hit.ts';
import { fit, type Line, line, select, span } from '../../../theme/line.ts';
import { breakdownTabs } from '../../../workspace/delivery/breakdown.ts';
import { stageIds } from '../../../workspace/delivery/pipeline.ts';
import { connectionNeeds } from '../../../workspace/needs/pipeline.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { absentPage } from '../../kit/absent-page.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import type { PageRow } from '../../kit/page-view.ts';
import { type DrawContext, defineView, type Pane, paneOf, type Subject, type ViewContext } from '../../kit/view.ts';
import { connectionName } from '../../kit/words.ts';
import * as breakdown from './breakdown.ts';
import { chartBody, chartRight, chartTitle } from './chart-panel.ts';
import { allFactRows, factRows, factsFolded } from './facts.ts';
import { connectionLayout, type Part, type Placed } from './layout.ts';
import { breakdownPane, type ConnectionPage, factsPane, type Model, modelOf, stepsPane, verdictPane } from './model.ts';
import { stepsBody, stepsFolded, stepsRight, stepsTitle } from './steps.ts';
import { verdictRows } from './verdict.ts';
import { stageNames } from './words.ts';

/** Width rows are made for before the drawing size is known: only their keys matter then. */
const anyWidth = 80;

const ownSubject = ({ connection: { id, destination } }: ConnectionPage): Subject => ({
  kind: 'destination',
  id,
  name: destination.name,
});

/** One connection: is it losing data, since when, why, where in the pipeline, and what changed (H-22, H-23; rule 50). */
export const destination = defineView<Model>({
  id: pages.destination.id,
  aliases: [],
  title: ({ overview, place, glyphs }) => {
    const found = overview.fleet.byId.get(pages.destination.of(place).id ?? '');
    return found ? connectionName(found, glyphs) : t`Destination`;
  },
  model: modelOf,
  panes: ({ page }, context) => (page ? panesOf(page, context) : [{ id: verdictPane, rows: [] }]),
  draw: ({ page }, context) => (page ? drawPage(page, context) : drawAbsent(context)),
  needs: ({ look, page }, { read, period }) => connectionNeeds(read, period, page?.connection, look),
});

function panesOf(page: ConnectionPage, context: ViewContext): Pane[] {
  const subject = ownSubject(page);
  // Without a pipeline a period of its own or percentages would change nothing.
  const base = page.pipeline ? ({ scope: 'connection', subject, isPage: true } as const) : { subject, isPage: true };
  const leading = verdictRows(page, context, anyWidth).filter(({ open }) => open);
  const verdict: Pane = {
    ...base,
    id: verdictPane,
    unfiltered: true,
    rows:
      leading.length > 0 ? leading.map((row) => ({ subject, ...row, key: row.key! })) : [{ key: 'verdict', subject }],
  };
  const facts: Pane = {
    ...base,
    id: factsPane,
    rows: factRows(page, context).map(({ key, open, subject: own }) => ({ key: key!, open, subject: own ?? subject })),
  };
  const parts = page.breakdown;
  if (!parts) return [verdict, facts];
  return [
    verdict,
    {
      ...base,
      id: stepsPane,
      initial: page.look.initial,
      rows: shownStages(page, context).map(({ id }) => ({ key: id, subject, focus: breakdownPane })),
    },
    {
      ...base,
      id: breakdownPane,
      tabs: breakdownTabs(page.look.stage).map(({ id }) => breakdown.tabNames[id]),
      rows: breakdown.shownRows(parts, context).map((row) => {
        const open = breakdown.openRow(row, parts, page.connection.id);
        const payload = breakdown.payloadRow(row, parts, page.connection.id);
        return { key: breakdown.rowKey(row), subject, open, payload };
      }),
    },
    facts,
  ];
}

/** Steps that the filter leaves. */
function shownStages({ pipeline }: ConnectionPage, context: ViewContext) {
  const { filter } = paneState(context.place, stepsPane);
  const { matches } = parseFilter(filter);
  return (pipeline?.stages ?? []).filter(({ id }) => filter === '' || matches(stageNames[id]));
}

function drawAbsent(context: DrawContext) {
  const gone = { title: t`This destination is no longer in the workspace`, help: keyText(context, 'back', t`back`) };
  const why = emptyNotice(context.read(resources.destinations), t`destination`, gone);
  return { block: absentPage(t`Destination`, why, context) };
}

interface DrawnPart {
  readonly block: Block;
  readonly offset?: readonly [pane: string, offset: number];
}

function drawPage(page: ConnectionPage, context: DrawContext) {
  const { width, height, place } = context;
  const ids = context.panes.map(({ id }) => id);
  const focused = (ids[Math.min(place.pane, ids.length - 1)] ?? verdictPane) as Exclude<Part, 'chart'>;
  const rows = verdictRows(page, context, panelRoom(width, height).width - 2).length;
  const layout = connectionLayout(width, height, focused, rows, page.pipeline !== undefined);
  const charted = layout.flat().some(({ part }) => part === 'chart');
  const offsets: Record<string, number> = {};
  const draw = (placed: Placed): Block => {
    const { block, offset } = drawPart(page, context, placed, charted);
    if (offset) offsets[offset[0]] = offset[1];
    return clip(block, placed.width, placed.height);
  };
  const parts = layout.map(([left, right]) =>
    right ? beside(draw(left!), draw(right), left!.width, right.width) : draw(left!),
  );
  return { block: clip(stack(...parts), width, height), offsets };
}

function drawPart(page: ConnectionPage, context: DrawContext, placed: Placed, charted: boolean): DrawnPart {
  switch (placed.part) {
    case 'verdict':
      return drawVerdict(page, context, placed);
    case 'steps':
      return drawSteps(page, context, placed, charted);
    case 'chart':
      return drawChart(page, context, placed);
    case 'breakdown':
      return drawBreakdown(page, context, placed);
    case 'facts':
      return drawFacts(page, context, placed);
  }
}

/** A part as one line; its name is highlighted where it is focused. */
function folded(name: SafeText, text: SafeText, width: number): DrawnPart {
  return { block: [fit(line(t` `, span(name, 'strong'), span(t`  ${text}`, 'dim')), width)] };
}

/** Rows of which some can be selected, with the pointer on the selected one. */
function pointed(
  rows: readonly PageRow[],
  selectedKey: string | undefined,
  focused: boolean,
  width: number,
  context: DrawContext,
): Line[] {
  return rows.map((row) => {
    const here = focused && row.open !== undefined && row.key === selectedKey;
    const hit = rowHit(verdictPane, row.open && row.key);
    const whole = line({ ...span(here ? context.glyphs.pointer : t` `, 'focus'), hit }, t` `, ...row.line.spans);
    return here ? select(fit(whole, width)) : whole;
  });
}

function drawVerdict(page: ConnectionPage, context: DrawContext, { width, height }: Placed): DrawnPart {
  const pane = paneOf(context, verdictPane);
  const framed = height > 2;
  const room = framed ? panelRoom(width, height) : { width, height };
  const all = verdictRows(page, context, room.width - 2);
  const rows = all.length > room.height ? essential(all, room.height) : all;
  const body = pointed(rows, pane.selectedKey, pane.focused, room.width, context);
  if (!framed) return { block: body };
  const title = line(span(connectionName(page.connection, context.glyphs), 'strong'));
  return { block: panel({ title, body, width, height, focused: pane.focused, pane: pane.id, glyphs: context.glyphs }) };
}

/** With little room: the verdict, then the reason or whatever else leads on, then the rest in order. */
function essential(rows: readonly PageRow[], height: number): readonly PageRow[] {
  const kept = new Set([rows[0], rows.find(({ open }) => open)]);
  for (const row of rows) if (kept.size < height) kept.add(row);
  return rows.filter((row) => kept.has(row)).slice(0, height);
}

function drawSteps(page: ConnectionPage, context: DrawContext, { width, height }: Placed, charted: boolean): DrawnPart {
  const { look } = page;
  const pipeline = page.pipeline!;
  const stage = pipeline.stages[stageIds.indexOf(look.stage)]!;
  if (height <= 1) return folded(t`Pipeline`, stepsFolded(stage, look), width);
  const pane = paneOf(context, stepsPane);
  const room = panelRoom(width, height);
  const drawn = stepsBody(pipeline, shownStages(page, context), stage, look, charted, context, room);
  const block = panel({
    title: stepsTitle(look, context),
    right: stepsRight(look, pipeline, context, width),
    body: drawn.body,
    width,
    height,
    focused: pane.focused,
    pane: pane.id,
    glyphs: context.glyphs,
  });
  return { block, offset: [stepsPane, drawn.offset] };
}

function drawChart(
  { look, pipeline, changes }: ConnectionPage,
  context: DrawContext,
  { width, height }: Placed,
): DrawnPart {
  const stage = pipeline!.stages[stageIds.indexOf(look.stage)]!;
  const block = panel({
    title: chartTitle(stage),
    right: chartRight(stage, look, pipeline!),
    body: chartBody(stage, look, pipeline!, changes, context, panelRoom(width, height)),
    width,
    height,
    focused: false,
    glyphs: context.glyphs,
  });
  return { block };
}

function drawBreakdown(
  { look, breakdown: parts }: ConnectionPage,
  context: DrawContext,
  { width, height }: Placed,
): DrawnPart {
  if (height <= 1) return folded(stageNames[look.stage], breakdown.breakdownFolded(parts!), width);
  const pane = paneOf(context, breakdownPane);
  const drawn = breakdown.breakdownBody(parts!, look, context, panelRoom(width, height));
  const block = panel({
    title: breakdown.breakdownTitle(parts!, pane.state.filter),
    right: breakdown.breakdownRight(parts!, breakdown.shownRows(parts!, context), context),
    body: drawn.body,
    width,
    height,
    focused: pane.focused,
    pane: pane.id,
    glyphs: context.glyphs,
  });
  return { block, offset: [breakdownPane, drawn.offset] };
}

function drawFacts(page: ConnectionPage, context: DrawContext, { width, height }: Placed): DrawnPart {
  if (height <= 1) return folded(t`Source`, factsFolded(page, context), width);
  const pane = paneOf(context, factsPane);
  const rows = factRows(page, context);
  const at = rows.findIndex(({ key }) => key === pane.selectedKey);
  const room = panelRoom(width, height);
  const drawn = list({
    count: rows.length,
    lineAt: (index) => rows[index]!.line,
    selectedIndex: at,
    offset: pane.state.offset,
    ...room,
    focused: pane.focused,
    hitOf: (index) => rowHit(pane.id, rows[index]?.key),
    glyphs: context.glyphs,
  });
  const { filter } = pane.state;
  const block = panel({
    title: line(span(t`Connection`, 'strong'), filter === '' ? t`` : span(t` /${sanitise(filter)}`, 'match')),
    right: line(span(positionText(at, rows.length, allFactRows(page, context).length), 'dim')),
    body: drawn.block,
    width,
    height,
    focused: pane.focused,
    pane: pane.id,
    glyphs: context.glyphs,
  });
  return { block, offset: [factsPane, drawn.offset] };
}
