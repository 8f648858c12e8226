import { type SafeText, t } from '../../domain/text.ts';
import { keyLabel } from '../../keys/labels.ts';
import type { Overlay } from '../../state/store.ts';

/** One key and what it does. */
export type Hint = readonly [key: SafeText, does: SafeText];

/** The keys of what is open over the page. */
export function overlayHints(overlay: Overlay, ascii: boolean): readonly Hint[] {
  const { kind } = overlay;
  const key = (name: string) => keyLabel(name, ascii);
  const move: Hint = [ascii ? t`j/k` : t`↑↓`, kind === 'help' ? t`scroll` : t`move`];
  switch (kind) {
    case 'help':
      return [[key('esc'), t`close`], move, [t`y`, t`copy links`]];
    case 'quit':
      return [
        [key('enter'), t`choose`],
        [key('tab'), t`other button`],
        [t`y`, t`quit`],
        [key('esc'), t`stay`],
      ];
    case 'favorites':
      return [
        [key('space'), t`mark`],
        [key('enter'), t`save`],
        [key('esc'), t`cancel`],
        [key('tab'), t`kind`],
        [t`a-z`, t`filter`],
      ];
    case 'columns':
      return [
        [key('space'), t`show or hide`],
        [key('enter'), t`save`],
        [key('esc'), t`cancel`],
        [t`a-z`, t`filter`],
      ];
    case 'workspaces':
      return [[key('enter'), t`open`], move, [t`n`, t`new`], [key('esc'), t`close`]];
    case 'confirm':
      if (overlay.sending) return [[key('esc'), overlay.sending.sent ? t`close` : t`take it back`]];
      return [
        ...(overlay.field ? [] : [[t`y`, t`yes`] as const]),
        [key('tab'), t`other button`],
        [key('enter'), t`press it`],
        [key('esc'), t`cancel`],
      ];
    case 'outcome':
      return [
        [key('enter'), t`press it`],
        [key('tab'), t`other button`],
        [key('esc'), t`close`],
      ];
    case 'menu':
      return [[key('enter'), t`choose`], [key('esc'), t`close`], move];
  }
}
