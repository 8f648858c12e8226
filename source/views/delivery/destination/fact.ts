import { type SafeText, t } from '../../../domain/text.ts';
import { type Line, line, type Span, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';

/** A name and what it is. */
export const fact = (name: SafeText, ...value: readonly (Span | SafeText | undefined)[]): Line =>
  line(t` `, span(padToWidth(name, 9), 'dim'), t` `, ...value);
