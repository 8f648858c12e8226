import { type SafeText, t } from '../../domain/text.ts';
import { type Line, line, type Span, span } from '../../theme/line.ts';
import { padToWidth } from '../../theme/width.ts';
import { wrap } from '../../theme/wrap.ts';

/** A text on as many lines as it takes: what is explained is never cut. */
export function textLines(text: SafeText, width: number, tone: Span['tone'] = 'text'): Line[] {
  return wrap(text, width).map((row) => line(span(row, tone)));
}

/** Makes lines such as `Failed     2,397`: a name in `room` columns, and its value. */
export function factLine(room: number) {
  return (name: SafeText, ...value: readonly (Span | SafeText | undefined)[]): Line =>
    line(span(t`${padToWidth(name, room)} `, 'dim'), ...value);
}
