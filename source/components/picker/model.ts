/** Choosing several of many with a filter: state in, state out. */

import { word } from '../../domain/filter/pattern.ts';
import type { SafeText } from '../../domain/text.ts';
import type { Match, Span } from '../../theme/line.ts';
import type { PromptState } from '../prompt/model.ts';

export interface PickerItem {
  readonly id: string;
  readonly label: SafeText;
  /** Status before the label, in its own colour. */
  readonly mark?: Span | undefined;
  readonly hint?: SafeText | undefined;
  /** Why it cannot be chosen. */
  readonly disabled?: SafeText | undefined;
}

export interface PickerState {
  readonly filter: PromptState;
  /** Id under the cursor: it stays on its item while the filter changes. */
  readonly at?: string | undefined;
  readonly picked: ReadonlySet<string>;
  readonly offset: number;
}

/** Where a text has what is filtered by, as in the filter of a table; empty where it is nowhere, and without a filter. */
export function finder({ filter }: PickerState): (text: SafeText) => readonly Match[] {
  const wanted = filter.text.trim();
  if (wanted === '') return () => [];
  const pattern = word(wanted);
  return (text) => pattern.spans(text);
}

/** The items the filter lets through, in their own order. */
export function pickable(items: readonly PickerItem[], state: PickerState): readonly PickerItem[] {
  if (state.filter.text.trim() === '') return items;
  const find = finder(state);
  return items.filter(({ label, hint }) => [label, hint ?? label].some((of) => find(of).length > 0));
}

/** Index of the item under the cursor among those shown; the first when it is filtered out; -1 when none is shown. */
export function cursorOf(items: readonly PickerItem[], { at }: PickerState): number {
  return items.length === 0
    ? -1
    : Math.max(
        0,
        items.findIndex(({ id }) => id === at),
      );
}

/** The cursor moved by so many shown items, stopping at the ends. */
export function moved(items: readonly PickerItem[], state: PickerState, by: number): PickerState {
  const shown = pickable(items, state);
  const to = Math.max(0, Math.min(shown.length - 1, cursorOf(shown, state) + by));
  return { ...state, at: shown[to]?.id };
}

/** The item under the cursor chosen or not; a disabled one stays as it is. */
export function toggled(items: readonly PickerItem[], state: PickerState): PickerState {
  const shown = pickable(items, state);
  const item = shown[cursorOf(shown, state)];
  if (!item || item.disabled !== undefined) return state;
  const picked = new Set(state.picked);
  if (!picked.delete(item.id)) picked.add(item.id);
  return { ...state, at: item.id, picked };
}
