/** One row of tabs that folds before it hides: names, names closer together, then the last ones as keys alone, then a window around the active one. */
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
  let used = widthOfSpans(tabs[at] ?? []);
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

/** The tabs on exactly `width` columns; the active one is reversed and always shown. */
export function tabs(items: readonly Tab[], activeId: string, width: number): Line {
  const at = Math.max(
    0,
    items.findIndex(({ id }) => id === activeId),
  );
  const draw = (short: (index: number) => boolean, close: boolean): Span[][] =>
    items.map((tab, index) => {
      const spans = tabSpans(tab, tab.id === activeId, short(index), close);
      return tab.hit ? spans.map((part) => ({ ...part, hit: tab.hit })) : spans;
    });
  const fewer = Array.from({ length: items.length + 1 }, (_, cut) => items.length - cut);
  for (const [index, named] of [items.length, ...fewer, -1].entries()) {
    const short = (tab: number): boolean => (tab !== at || named < 0) && tab >= named;
    const bare = items.some(({ key }, tab) => key !== undefined && short(tab));
    const drawn = [...draw(short, index > 0), ...(bare && named > 0 ? [[span(t` more`, 'dim')]] : [])];
    if (drawn.reduce((sum, spans) => sum + widthOfSpans(spans), 0) <= width) return fit({ spans: drawn.flat() }, width);
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
