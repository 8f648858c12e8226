import { windowText } from '../../domain/format.ts';
import { type SafeText, t } from '../../domain/text.ts';
import type { Window } from '../../domain/time.ts';
import { type Line, line, type Span, span } from '../../theme/line.ts';
import { padToWidth, widthOf } from '../../theme/width.ts';
import { wrap } from '../../theme/wrap.ts';

const nameWidth = 11;

/** `Failed     2,397`: one fact of the pane that explains the selected row. */
export function detailFact(name: SafeText, ...value: readonly (Span | SafeText | undefined)[]): Line {
  return line(span(t`${padToWidth(name, nameWidth)} `, 'dim'), ...value);
}

/** A sentence on as many rows as it takes. */
export function detailText(text: SafeText, width: number, tone: Span['tone'] = 'text'): Line[] {
  return wrap(text, width).map((row) => line(span(row, tone)));
}

/** The window that the numbers below are of; where its words do not fit beside the name, without it. */
export function windowFact(window: Window, now: number, width: number): Line {
  const text = windowText(window, now);
  const fits = nameWidth + 1 + widthOf(text) <= width;
  return fits ? detailFact(t`Window`, span(text, 'dim')) : line(span(text, 'dim'));
}
