/** A series drawn in one row. */
import { concat, type SafeText, t } from '../../domain/text.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { spaces } from '../../theme/width.ts';

export interface SparklineOptions {
  /** How several values in one column become one: the highest (default), so that no spike is lost, or their mean. */
  readonly by?: 'max' | 'mean' | undefined;
  /** The value drawn at full height; the highest value when left out. Shared by rows that are to be compared. */
  readonly top?: number | undefined;
}

/** A value one may draw: missing, NaN and infinite ones are gaps, negative ones nothing. */
const drawable = (value: number | undefined): number | undefined =>
  value === undefined || !Number.isFinite(value) ? undefined : Math.max(0, value);

/**
 * A series on exactly `width` points: several values a point are combined, fewer are repeated. A point with no data at
 * all is undefined.
 */
export function resampled(
  values: readonly (number | undefined)[],
  width: number,
  by: 'max' | 'mean' = 'max',
): readonly (number | undefined)[] {
  return Array.from({ length: Math.max(0, width) }, (_, column) => {
    const from = Math.floor((column * values.length) / width);
    const to = Math.max(from + 1, Math.floor(((column + 1) * values.length) / width));
    const present = values.slice(from, to).flatMap((value) => drawable(value) ?? []);
    if (present.length === 0) return undefined;
    if (by === 'max') return present.reduce((most, value) => Math.max(most, value), 0);
    return present.reduce((sum, value) => sum + value, 0) / present.length;
  });
}

/**
 * Exactly `width` columns: zero is the lowest level and still visible, anything above zero is higher, no data is a gap. No
 * column fills its row: those of one row would join with those of the row above.
 */
export function sparkline(
  values: readonly (number | undefined)[],
  width: number,
  { spark }: Pick<Glyphs, 'spark'>,
  { by, top }: SparklineOptions = {},
): SafeText {
  if (values.length === 0) return spaces(width);
  const points = resampled(values, width, by);
  const highest = top ?? points.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  const last = spark.length - 2;
  const level = (value: number): number =>
    value <= 0 || highest <= 0 ? 0 : Math.max(1, Math.min(last, Math.round((value / highest) * last)));
  return concat(points.map((value) => (value === undefined ? t` ` : spark[level(value)]!)));
}
