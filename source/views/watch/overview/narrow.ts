import { list } from '../../../components/list.ts';
import { noFilter, parseFilter } from '../../../domain/filter/filter.ts';
import { t } from '../../../domain/text.ts';
import { paneState } from '../../../state/place.ts';
import { rowHit } from '../../../theme/hit.ts';
import { fit, type Line, line, span } from '../../../theme/line.ts';
import type { DrawContext } from '../../kit/view.ts';
import { columnTitle, connectedTo } from './detail.ts';
import { endMark } from './health.ts';
import { headingLabel, nodeLabel } from './labels.ts';
import { type Graph, ranked, type Selection } from './model.ts';
import type { Row } from './rows.ts';

/** Fewer rows than this show no useful list of peers. */
const fewest = 2;

/** One column, and beneath it the peers of its selected row, worst first: what a narrow screen has of the lines. */
export function drawNarrow(
  graph: Graph,
  context: DrawContext,
  selection: Selection,
  { width, height }: { readonly width: number; readonly height: number },
) {
  const { glyphs } = context;
  const { side, row, relations } = selection;
  const { rows } = graph[side];
  const { filter: text, offset } = paneState(context.place, side);
  const filter = parseFilter(text);
  const peers = relations ? ranked(relations) : [];
  const below = height < 5 ? 0 : Math.min(peers.length + 1, Math.max(fewest + 1, Math.floor(height * 0.5)));
  const room = Math.max(1, height - 1 - below);
  const label = (of: Row): Line =>
    of.kind === 'heading'
      ? headingLabel(of)
      : nodeLabel(of, of === row ? 'selected' : 'peer', width - 1, { ...context, filter });
  const drawn = list({
    count: rows.length,
    lineAt: (index) => label(rows[index]!),
    selectedIndex: row ? rows.indexOf(row) : -1,
    offset,
    width,
    height: room,
    focused: false,
    hitOf: (index) => {
      const of = rows[index];
      return rowHit(side, of?.kind === 'heading' ? undefined : of?.key);
    },
    glyphs,
  });
  const fits = below - 1 >= peers.length ? peers.length : Math.max(0, below - 2);
  const beneath: Line[] = [
    line(relations && connectedTo(graph, selection)),
    ...peers
      .slice(0, fits)
      .map(([peer, health]) =>
        line(
          t` `,
          ...nodeLabel(peer, 'peer', width - 1, { ...context, filter: noFilter, mark: endMark(health, glyphs) }).spans,
        ),
      ),
    ...(fits < peers.length ? [line(span(t`   ${peers.length - fits} more`, 'dim'))] : []),
  ];
  const body = [columnTitle(side, graph, context), ...drawn.block, ...beneath.slice(0, below)].map((each) =>
    fit(each, width),
  );
  return { body, offsets: { [side]: drawn.offset }, pageRows: room };
}
