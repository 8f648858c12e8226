import type { ComponentType } from 'react';
import type { Environment } from '../../actions/environment.ts';
import type { Block } from '../../components/block.ts';
import { joined, type SafeText, t } from '../../domain/text.ts';
import type { Period } from '../../domain/time.ts';
import type { OverlayScope } from '../../keys/command.ts';
import { type Command, type CommandId, commandIn } from '../../keys/keymap.ts';
import { keyLabel } from '../../keys/labels.ts';
import type { OverlayId } from '../../keys/overlay-keys.ts';
import type { Press, Stroke } from '../../keys/strokes.ts';
import type { Overlay, Prompt } from '../../state/store.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import type { Hit } from '../../theme/hit.ts';
import type { Line } from '../../theme/line.ts';
import type { Palette } from '../../theme/palette.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import type { Scene } from '../scene/context.ts';

/** One key and what it does; and where that is one key, what pressing it is for the mouse. */
export type Hint = readonly [key: SafeText, does: SafeText, stroke?: Stroke | undefined];

/** What can be open over the page: a dialog, a list, the help, or a line that is typed. */
export type Open = Overlay | Prompt;
export type OpenOf<K extends Open['kind']> = K extends Prompt['kind'] ? Prompt : Extract<Overlay, { kind: K }>;

/** The screen that an overlay is drawn on. */
export interface Room {
  readonly scene: Scene;
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
  readonly names: KeyNames;
}

/** What the keys of an overlay work with. */
export interface Hands {
  readonly environment: Environment;
  readonly scene: Scene;
}

/** A key press, and what it does by the keymap in force. */
export interface Given extends Press {
  readonly does?: OverlayId | undefined;
}

/** How the hints name the keys of the keymap in force; a command without one is left out. */
export interface KeyNames {
  /** The key of a command as it is written in a sentence. */
  readonly key: (id: CommandId) => SafeText;
  readonly hint: (id: CommandId, does: SafeText) => Hint | undefined;
  /** Two commands that belong together, such as down and up, or left and right. */
  readonly pair: (one: CommandId, other: CommandId, does: SafeText) => Hint | undefined;
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
  /** Whose keys work in it; the first that knows a key wins. */
  scopes(overlay: O): readonly OverlayScope[];
  press(overlay: O, press: Given, hands: Hands): void;
  /** Pasted text; without this it does nothing. */
  paste?(overlay: O, text: string, hands: Hands): void;
  /** The mouse on one of its items or buttons. */
  click?(overlay: O, hit: Hit, hands: Hands): void;
  /** The wheel, down by 1 or up by -1. */
  wheel?(overlay: O, by: 1 | -1, hands: Hands): void;
  /** What is at a cell of the screen, where a component draws it. */
  hitAt?(
    overlay: O,
    size: { readonly columns: number; readonly rows: number },
    column: number,
    row: number,
  ): Hit | undefined;
  /** What the last row says of its keys. */
  hints?(overlay: O, names: KeyNames): readonly (Hint | undefined)[];
  /** The last row, where that is a line which is typed. */
  foot?(overlay: O, scene: Scene, width: number, names: KeyNames): Line;
  /** What it reads beyond what the page reads. */
  needs?(overlay: O, period: Period): readonly Need[];
  /** Text is being typed in it, or something is under way: keys that lead elsewhere are ignored. */
  isBusy(overlay: O): boolean;
  /** Whether leaving it changes nothing but that it is open; without this it may. */
  isOnlyLeft?(overlay: O): boolean;
}

export const defineOverlay = <K extends Open['kind']>(definition: OverlayDefinition<K>): OverlayDefinition<K> =>
  definition;

export function keyNamesOf(keymap: readonly Command[], ascii: boolean): KeyNames {
  const keysOf = (id: CommandId): readonly Stroke[] => commandIn(keymap, id)?.keys ?? [];
  const label = (stroke: Stroke | undefined): SafeText => (stroke === undefined ? t`` : keyLabel(stroke, ascii));
  return {
    key: (id) => label(keysOf(id)[0]),
    hint: (id, does) => {
      const [stroke] = keysOf(id);
      return stroke === undefined ? undefined : [label(stroke), does, stroke];
    },
    pair: (one, other, does) => {
      const [ones, others] = [keysOf(one), keysOf(other)];
      if (!ascii && ones.includes('down') && others.includes('up')) return [t`↑↓`, does];
      if (!ascii && ones.includes('left') && others.includes('right')) return [t`←→`, does];
      const both = [ones[0], others[0]].map(label).filter((name) => name !== '');
      return both.length === 0 ? undefined : [joined(both, t`/`), does];
    },
  };
}
