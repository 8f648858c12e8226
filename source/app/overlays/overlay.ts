import type { ComponentType } from 'react';
import type { Environment } from '../../actions/environment.ts';
import type { Block } from '../../components/block.ts';
import { type SafeText, t } from '../../domain/text.ts';
import type { Period } from '../../domain/time.ts';
import { keyLabel } from '../../keys/labels.ts';
import type { Press, Stroke } from '../../keys/strokes.ts';
import type { Overlay, Prompt } from '../../state/store.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import type { Line } from '../../theme/line.ts';
import type { Palette } from '../../theme/palette.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import type { Scene } from '../scene/context.ts';

/** One key and what it does. */
export type Hint = readonly [key: SafeText, does: SafeText];

/** What can be open over the page: a dialog, a list, the help, or a line that is typed. */
export type Open = Overlay | Prompt;
export type OpenOf<K extends Open['kind']> = K extends Prompt['kind'] ? Prompt : Extract<Overlay, { kind: K }>;

/** The screen that an overlay is drawn on. */
export interface Room {
  readonly scene: Scene;
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
}

/** What the keys of an overlay work with. */
export interface Hands {
  readonly environment: Environment;
  readonly scene: Scene;
}

/** How the hints name keys. */
export interface KeyNames {
  readonly key: (stroke: Stroke) => SafeText;
  /** Up and down. */
  readonly arrows: SafeText;
}

export interface OverlayProps<O> {
  readonly overlay: O;
  readonly environment: Environment;
  readonly columns: number;
  readonly rows: number;
  readonly glyphs: Glyphs;
  readonly palette: Palette;
}

/** One kind of overlay: all that the screen, the footer and the keyboard have to know of it. */
export interface OverlayDefinition<K extends Open['kind'], O = OpenOf<K>> {
  readonly kind: K;
  /** Its rows; none where a component draws it. */
  draw?(overlay: O, room: Room): Block;
  /** In the middle of the screen, or at the foot of it, above the last row. */
  readonly stands?: 'middle' | 'foot';
  /** Where only React can draw it. */
  readonly component?: ComponentType<OverlayProps<O>>;
  /** Keys that close it before anything else is asked. */
  readonly closedBy: readonly Stroke[];
  press(overlay: O, press: Press, hands: Hands): void;
  /** Pasted text; without this it does nothing. */
  paste?(overlay: O, text: string, hands: Hands): void;
  /** What the last row says of its keys. */
  hints?(overlay: O, names: KeyNames): readonly Hint[];
  /** The last row, where that is a line which is typed. */
  foot?(overlay: O, scene: Scene, width: number): Line;
  /** What it reads beyond what the page reads. */
  needs?(overlay: O, period: Period): readonly Need[];
  /** Text is being typed in it, or something is under way: keys that lead elsewhere are ignored. */
  isBusy(overlay: O): boolean;
}

export const defineOverlay = <K extends Open['kind']>(definition: OverlayDefinition<K>): OverlayDefinition<K> =>
  definition;

export function keyNamesOf(ascii: boolean): KeyNames {
  return { key: (stroke) => keyLabel(stroke, ascii), arrows: ascii ? t`j/k` : t`↑↓` };
}
