import { whole } from '../../domain/format.ts';
import { concat, type SafeText, t } from '../../domain/text.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { type Span, span } from '../../theme/line.ts';
import type { Progress } from './needs-tally.ts';

/** So many reads take a while. */
const longRead = 20;
const barWidth = 8;

/**
 * How far a long read is, as a bar with its numbers; undefined where it is short, or over.
 * @param age of what is there already, which stays beside it; empty where nothing is
 */
export function readProgress(
  { done, all }: Progress,
  glyphs: Glyphs,
  age: SafeText,
): { readonly long: Span; readonly short: Span } | undefined {
  if (all < longRead || done === all) return undefined;
  const full = Math.floor((barWidth * done) / all);
  const cells = Array.from({ length: barWidth }, (_, at) => (at < full ? glyphs.gaugeFull : glyphs.gaugeEmpty));
  const numbers = t`${whole(done)} of ${whole(all)}`;
  const aged = age === '' ? t`Reading ` : t`${age}  `;
  return { long: span(t`${aged}${concat(cells)} ${numbers}`, 'dim'), short: span(numbers, 'dim') };
}
