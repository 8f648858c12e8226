/** A value against its limit, as a share and a bar. */
import { percentText } from '../../domain/format.ts';
import { t } from '../../domain/text.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { fit, type Line, line, span, type Tone } from '../../theme/line.ts';
import { padToWidth, repeated, widthOf } from '../../theme/width.ts';

export interface GaugeOptions {
  /** Undefined when it could not be read: shown as unknown, never as 0. */
  readonly value: number | undefined;
  /** Undefined or 0 when there is no limit. */
  readonly limit: number | undefined;
  readonly width: number;
  readonly glyphs: Pick<Glyphs, 'gaugeFull' | 'gaugeEmpty'>;
  /** Share from which the bar warns. */
  readonly warnAt?: number | undefined;
}

/** Columns of ` 71%` and the gap after it. */
const shareWidth = 4;
const gap = 2;
const smallestBar = 3;

/** A share in whole percent: never rounded up to 100, nor down to 0 when there is something. */
export function wholePercent(share: number): number {
  const percent = Math.round(share * 100);
  if (share < 1) return Math.min(99, share > 0 ? Math.max(1, percent) : 0);
  return percent;
}

/** `71%  ██████████████░░░░░░` on exactly `width` columns; without room for a bar, the share alone. */
export function gauge({ value, limit, width, glyphs, warnAt = 0.8 }: GaugeOptions): Line {
  const known = value !== undefined && limit !== undefined && limit > 0 && Number.isFinite(value);
  const share = known ? Math.max(0, value / limit) : 0;
  const tone: Tone | undefined = share >= 1 ? 'bad' : share >= warnAt ? 'warn' : undefined;
  const percent = known ? (share < 10 ? t`${wholePercent(share)}%` : percentText(share * 100)) : t`—`;
  const room = Math.max(shareWidth, widthOf(percent));
  const bar = width - room - gap;
  if (bar < smallestBar) return fit(line(span(percent, tone)), width);
  const rounded = Math.round(share * bar);
  const full = share >= 1 ? bar : Math.min(bar - 1, share > 0 ? Math.max(1, rounded) : 0);
  return fit(
    line(
      span(padToWidth(percent, room, 'right'), tone),
      t`  `,
      span(repeated(glyphs.gaugeFull, full), tone),
      span(repeated(glyphs.gaugeEmpty, bar - full), 'dim'),
    ),
    width,
  );
}
