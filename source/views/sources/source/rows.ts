import type { SafeText } from '../../../domain/text.ts';
import { span, type Tone } from '../../../theme/line.ts';
import { wrap } from '../../../theme/wrap.ts';
import { type PageRow, textRow } from '../../kit/page-view.ts';

/** A sentence on as many rows as it takes. */
export function sentence(text: SafeText, width: number, tone: Tone = 'dim'): PageRow[] {
  return wrap(text, Math.max(1, width)).map((row) => textRow(span(row, tone)));
}
