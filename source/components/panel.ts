/** A framed part of a screen: title in the top edge, what opens all of it at its right end. */
import { t } from '../domain/text.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import type { Hit } from '../theme/hit.ts';
import { blank, fit, flattened, type Line, lineWidth, type Span } from '../theme/line.ts';
import { repeated, spaces } from '../theme/width.ts';
import type { Block } from './block.ts';

export interface PanelOptions {
  readonly title: Line;
  /** Such as `3 all`; left out when there is no room for it and a readable title. */
  readonly right?: Line | undefined;
  readonly body: Block;
  readonly width: number;
  readonly height: number;
  readonly focused: boolean;
  /** The pane that it is for the mouse; without one it is a frame that nothing of can be chosen. */
  readonly pane?: string | undefined;
  readonly glyphs: Glyphs;
}

/** Columns of title worth more than the right part. */
const readableTitle = 8;
/** From this width on the body keeps one blank column to each side. */
const paddedFrom = 8;

const paddingOf = (width: number): number => (width >= paddedFrom ? 1 : 0);

/** The room a panel of this outer size leaves for its body. */
export function panelRoom(width: number, height: number): { readonly width: number; readonly height: number } {
  return { width: Math.max(0, width - 2 - 2 * paddingOf(width)), height: Math.max(0, height - 2) };
}

/** Rows that stood in a frame before: the same row in the same frame is the same row again, which is painted once. */
const framed = new WeakMap<Line, { readonly look: readonly unknown[]; readonly row: Line }>();

/** Exactly `height` rows of `width` columns; a single row is the top edge alone. */
export function panel({ title, right, body, width, height, focused, pane, glyphs: { borders } }: PanelOptions): Block {
  if (height <= 0) return [];
  const tone = focused ? 'focus' : 'frame';
  const hit: Hit = pane === undefined ? { kind: 'nothing' } : { kind: 'pane', pane };
  const edge = (text: Span['text']): Span => ({ text, tone, hit });
  const inner = panelRoom(width, height);
  const pad = { text: spaces(paddingOf(width)) };

  const tail = right ? lineWidth(right) + 2 : 0;
  const dashes = width - 2;
  const fits = right !== undefined && dashes - tail - 4 >= Math.min(lineWidth(title), readableTitle);
  const room = dashes - 3 - (fits ? tail + 1 : 0);
  const label = lineWidth(title) > room ? fit(title, Math.max(0, room)) : title;
  const labelled = lineWidth(label) > 0;
  const fill = dashes - (labelled ? lineWidth(label) + 2 : 0) - (fits ? tail + 1 : 0);
  const top: Span[] = [
    edge(borders.topLeft),
    ...(labelled ? [edge(t` `), ...label.spans, edge(t` `)] : []),
    edge(repeated(borders.horizontal, fill)),
    ...(fits ? [edge(t` `), ...right.spans, edge(t` `), edge(borders.horizontal)] : []),
    edge(borders.topRight),
  ];
  const bottom = [borders.bottomLeft, repeated(borders.horizontal, width - 2), borders.bottomRight].map(edge);
  const rows = Array.from({ length: height - 2 }, (_, row): Line => {
    const content = fit(body[row] ?? blank, inner.width);
    const look = [width, tone, pane, borders];
    const last = framed.get(content);
    if (last?.look.every((part, index) => part === look[index])) return last.row;
    const side = edge(borders.vertical);
    const whole: Line = { spans: [side, pad, ...flattened(content).spans, pad, side] };
    framed.set(content, { look, row: whole });
    return whole;
  });
  return [{ spans: top }, ...rows, { spans: bottom }].slice(0, height).map((row) => exactly(row, width));
}

/** Borders are never cut with an ellipsis: a panel one column wide shows its left edge. */
function exactly(row: Line, width: number): Line {
  return width >= 2 ? fit(row, width) : { spans: row.spans.slice(0, Math.max(0, width)) };
}
