import type { SafeText } from '../../../domain/text.ts';
import { span, type Tone } from '../../../theme/line.ts';
import { wrap } from '../../../theme/wrap.ts';
import { type PageRow, textRow } from '../../kit/page-view.ts';

const readable = 110;

/** A text on as many rows as it takes. */
export function paragraphRows(text: SafeText, width: number, tone: Tone = 'text'): PageRow[] {
  return wrap(text, Math.min(readable, width)).map((row) => textRow(span(row, tone)));
}
