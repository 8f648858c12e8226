import { type Command, type OverlayScope, overlayScopes } from './command.ts';
import type { Stroke } from './strokes.ts';

type Row = readonly [id: string, keys: readonly Stroke[], title: string];

const rowsOf = <const R extends Row>(scope: OverlayScope, rows: readonly R[]) =>
  rows.map(([id, keys, title]): Command & { readonly id: R[0] } => ({
    id,
    keys,
    scope,
    group: 'Over the page',
    title,
  }));

/** The keys of all that lies over a page. Whoever draws it names them from here, so that other keys are shown as well. */
export const overlayKeymap = [
  ...rowsOf('dialog', [
    ['dialog.next', ['tab', 'right', 'down', 'l', 'j'], 'Dialog: the other button'],
    ['dialog.previous', ['shift+tab', 'left', 'up', 'h', 'k'], 'Dialog: the other button, backwards'],
    ['dialog.press', ['enter'], 'Dialog: press the button'],
    ['dialog.yes', ['y'], 'Dialog: yes, where no name has to be typed'],
    ['dialog.no', ['esc', 'n', 'q'], 'Dialog: close it, and change nothing'],
  ]),
  ...rowsOf('menu', [
    ['menu.down', ['j', 'down', 'tab'], 'Menu: next item'],
    ['menu.up', ['k', 'up', 'shift+tab'], 'Menu: previous item'],
    ['menu.choose', ['enter'], 'Menu: choose the item'],
    ['menu.close', ['esc', 'q'], 'Menu: close it'],
  ]),
  ...rowsOf('picker', [
    ['picker.down', ['down', 'ctrl+n'], 'Choosing several: next one'],
    ['picker.up', ['up', 'ctrl+p'], 'Choosing several: previous one'],
    ['picker.pageDown', ['pgdn'], 'Choosing several: ten down'],
    ['picker.pageUp', ['pgup'], 'Choosing several: ten up'],
    ['picker.mark', ['space'], 'Choosing several: this one, or not any more'],
    ['picker.next', ['tab'], 'Choosing several: next kind'],
    ['picker.previous', ['shift+tab'], 'Choosing several: previous kind'],
    ['picker.save', ['enter'], 'Choosing several: keep what is chosen'],
    ['picker.close', ['esc'], 'Choosing several: close it, and change nothing'],
  ]),
  ...rowsOf('help', [
    ['help.down', ['j', 'down'], 'Help: a line down'],
    ['help.up', ['k', 'up'], 'Help: a line up'],
    ['help.pageDown', ['ctrl+d', 'pgdn', 'space'], 'Help: a page down'],
    ['help.pageUp', ['ctrl+u', 'pgup'], 'Help: a page up'],
    ['help.first', ['g', 'home'], 'Help: the top'],
    ['help.last', ['G', 'end'], 'Help: the end'],
    ['help.filter', ['/'], 'Help: only lines with a word'],
    ['help.copy', ['y'], 'Help: copy the links'],
    ['help.close', ['esc', 'q', '?', 'enter'], 'Help: clear its filter, then close it'],
  ]),
  ...rowsOf('line', [
    ['line.enter', ['enter'], 'Line: take it'],
    ['line.leave', ['esc'], 'Line: leave it'],
    ['line.complete', ['tab'], 'Line: take over the name that is offered'],
    ['line.down', ['down'], 'Line: next offer or row'],
    ['line.up', ['up'], 'Line: previous offer or row; from the first on lines typed before'],
    ['line.older', ['ctrl+p'], 'Line: the one typed before'],
    ['line.newer', ['ctrl+n'], 'Line: the one typed after'],
  ]),
  ...rowsOf('edit', [
    ['edit.left', ['left', 'ctrl+b'], 'Typing: a character left'],
    ['edit.right', ['right', 'ctrl+f'], 'Typing: a character right'],
    ['edit.start', ['home', 'ctrl+a'], 'Typing: to the start'],
    ['edit.end', ['end', 'ctrl+e'], 'Typing: to the end'],
    ['edit.erase', ['backspace'], 'Typing: erase the character before'],
    ['edit.delete', ['delete'], 'Typing: erase the character under the cursor'],
    ['edit.eraseWord', ['ctrl+w'], 'Typing: erase the word before'],
    ['edit.eraseBefore', ['ctrl+u'], 'Typing: erase all before'],
    ['edit.eraseAfter', ['ctrl+k'], 'Typing: erase all after'],
  ]),
];

export type OverlayId = (typeof overlayKeymap)[number]['id'];

/** What closes each of them: it always has a key, or nobody could leave. */
export const leaving: readonly OverlayId[] = ['dialog.no', 'menu.close', 'picker.close', 'help.close', 'line.leave'];

const isOverlayScope = (scope: string): scope is OverlayScope => (overlayScopes as readonly string[]).includes(scope);

/** Whether a command is one of what lies over a page. */
export const isOverlayCommand = ({ scope }: Pick<Command, 'scope'>): boolean => isOverlayScope(scope);

/** What a key means in what is open: the first scope that knows it wins. */
export function overlayCommand(
  keymap: readonly Command[],
  scopes: readonly OverlayScope[],
  stroke: Stroke,
): OverlayId | undefined {
  const candidates = keymap.filter(({ keys }) => keys.includes(stroke));
  const found = scopes.map((scope) => candidates.find((command) => command.scope === scope)).find((one) => one);
  return found?.id as OverlayId | undefined;
}
