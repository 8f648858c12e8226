import { type Block, clip } from '../../../components/block.ts';
import { panel, panelRoom } from '../../../components/panel.ts';
import { positionText } from '../../../components/table/table.ts';
import { t } from '../../../domain/text.ts';
import { line, span } from '../../../theme/line.ts';
import type { DrawContext, Drawn } from '../../kit/view.ts';
import { drawColumns } from './columns.ts';
import { detailLines } from './detail.ts';
import { instead } from './guide.ts';
import { type Graph, missingSide, type Selection, selectionOf } from './model.ts';
import { drawNarrow } from './narrow.ts';

/** From this width on both columns stand beside each other. */
const wideFrom = 60;
/** From this height on two rows below tell of the selected node, one on less. */
const tallFrom = 16;
const detailFrom = 6;

/** Two columns and the lines between them, or one column and the peers of its selected row; without sources, how to begin. */
export function drawGraph(graph: Graph, context: DrawContext): Drawn {
  const { width, height, glyphs } = context;
  const selection = selectionOf(graph, context.place);
  const room = panelRoom(width, height);
  const { body, offsets, pageRows } = bodyOf(graph, context, selection, room);
  const { nodes } = graph[selection.side];
  const block = panel({
    title: line(span(t`Overview`, 'strong')),
    right: selection.row && line(span(positionText(nodes.indexOf(selection.row), nodes.length), 'dim')),
    body,
    width,
    height,
    focused: true,
    glyphs,
  });
  return { block: clip(block, width, height), offsets, pageRows };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function bodyOf(
  graph: Graph,
  context: DrawContext,
  selection: Selection,
  room: Size,
): Required<Omit<Drawn, 'block'>> & { readonly body: Block } {
  const missing = missingSide(graph);
  if (missing) return { body: instead(missing, context, room.width, room.height), offsets: {}, pageRows: 1 };
  if (context.width < wideFrom) return drawNarrow(graph, context, selection, room);
  const allDetails = room.height < detailFrom ? [] : detailLines(graph, selection, context);
  const details = allDetails.slice(0, room.height >= tallFrom ? 2 : 1);
  const drawn = drawColumns(graph, context, selection, { width: room.width, height: room.height - details.length });
  return { ...drawn, body: [...drawn.body, ...details] };
}
