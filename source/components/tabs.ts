/**
 * One row of tabs that folds before it hides: names, names closer together, then as many names as fit and where the others
 * are; where nothing else leads to the others, the last ones as keys alone, then a window around the active one.
 */
import { type SafeText, t } from '../domain/text.ts';
import type { Hit } from '../theme/hit.ts';
import { fit, type Line, type Span, span } from '../theme/line.ts';
import { widthOf } from '../theme/width.ts';

export interface Tab {
  readonly id: string;
  readonly label: SafeText;
  /** The key that opens it, shown before the name: `3 Sources`. */
  readonly key?: SafeText | undefined;
  /** What it is for the mouse. */
  readonly hit?: Hit | undefined;
}

function tabSpans({ key, label }: Tab, active: boolean, short: boolean, close: boolean): Span[] {
  const after = close ? t`` : t` `;
  const name = short && key !== undefined ? undefined : label;
  const text = key === undefined ? label : name === undefined ? key : t`${key} ${name}`;
  if (active) return [{ text: t` ${text} `, tone: 'focus', selected: true }];
  if (key === undefined || name === undefined) return [span(t` ${text}${after}`)];
  return [span(t` `), span(key, 'key'), span(t` ${name}${after}`)];
}

const widthOfSpans = (spans: readonly Span[]): number => spans.reduce((sum, { text }) => sum + widthOf(text), 0);

/** Neighbours of the active tab, nearest first, as many as fit. */
function around(tabs: readonly Span[][], at: number, width: number): readonly Span[][] {
  let from = at;
  let to = at + 1;
  let used = widthOfSpans(tabs[at]!);
  for (let more = true; more; ) {
    more = false;
    for (const next of [to, from - 1]) {
      const extra = tabs[next];
      if (!extra || used + widthOfSpans(extra) > width) continue;
      used += widthOfSpans(extra);
      from = Math.min(from, next);
      to = Math.max(to, next + 1);
      more = true;
    }
  }
  return tabs.slice(from, to);
}

/** Names that fit beside where the others are, the active one in any case; none where not even two of them do. */
function named(drawn: readonly Span[][], at: number, more: readonly Span[], width: number): Span[] | undefined {
  const kept = new Set([at]);
  let left = width - widthOfSpans(drawn[at]!) - widthOfSpans(more);
  for (const [index, spans] of drawn.entries()) {
    const needed = widthOfSpans(spans);
    if (index === at || needed > left) continue;
    kept.add(index);
    left -= needed;
  }
  return left < 0 || kept.size < 2 ? undefined : [...drawn.filter((_, index) => kept.has(index)).flat(), ...more];
}

/**
 * The tabs on exactly `width` columns; the active one is reversed and always shown.
 * @param more where those are that have no room
 */
export function tabs(items: readonly Tab[], activeId: string, width: number, more: readonly Span[] = []): Line {
  const at = Math.max(
    0,
    items.findIndex(({ id }) => id === activeId),
  );
  const draw = (short: (index: number) => boolean, close: boolean): Span[][] =>
    items.map((tab, index) => {
      const spans = tabSpans(tab, tab.id === activeId, short(index), close);
      return tab.hit ? spans.map((part) => ({ ...part, hit: tab.hit })) : spans;
    });
  const whole = [false, true].map((close) => draw(() => false, close).flat());
  const some = whole.find((spans) => widthOfSpans(spans) <= width);
  const folded =
    some ??
    (more.length > 0
      ? named(
          draw(() => false, true),
          at,
          more,
          width,
        )
      : undefined);
  if (folded) return fit({ spans: folded }, width);
  for (let full = items.length - 1; full >= 0; full -= 1) {
    const drawn = draw((tab) => tab !== at && tab >= full, true).flat();
    if (widthOfSpans(drawn) <= width) return fit({ spans: drawn }, width);
  }
  return fit(
    {
      spans: around(
        draw(() => true, true),
        at,
        width,
      ).flat(),
    },
    width,
  );
}
