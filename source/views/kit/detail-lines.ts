import { windowText } from '../../domain/format.ts';
import { t } from '../../domain/text.ts';
import type { Window } from '../../domain/time.ts';
import { type Line, line, span } from '../../theme/line.ts';
import { widthOf } from '../../theme/width.ts';
import { factLine } from './text-lines.ts';

const nameWidth = 11;

/** `Failed     2,397`: one fact of the pane that explains the selected row. */
export const detailFact = factLine(nameWidth);

/** The window that the numbers below are of; where its words do not fit beside the name, without it. */
export function windowFact(window: Window, now: number, width: number): Line {
  const text = windowText(window, now);
  const fits = nameWidth + 1 + widthOf(text) <= width;
  return fits ? detailFact(t`Window`, span(text, 'dim')) : line(span(text, 'dim'));
}
