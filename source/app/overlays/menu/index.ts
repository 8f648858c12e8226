import { lazy } from 'react';
import { chooseMenu } from '../../../actions/menu.ts';
import { t } from '../../../domain/text.ts';
import type { Stroke } from '../../../keys/strokes.ts';
import { defineOverlay } from '../overlay.ts';

const steps: Readonly<Record<Stroke, number>> = { j: 1, down: 1, tab: 1, k: -1, up: -1, 'shift+tab': -1 };

/** Keys besides those of every list: up and down go around the ends, enter chooses, and so does the number of an item. */
export const menu = defineOverlay({
  kind: 'menu',
  closedBy: ['esc', 'q'],
  isBusy: () => false,
  // Loaded when it is first opened: the first frame never shows one.
  component: lazy(async () => ({ default: (await import('./menu.tsx')).MenuOverlay })),
  press(overlay, { stroke }, { environment }) {
    const { items, at = 0 } = overlay;
    const count = items.length + 1;
    const step = steps[stroke];
    if (step !== undefined)
      return environment.store.setState({ overlay: { ...overlay, at: (at + step + count) % count } });
    const chosen = stroke === 'enter' ? at : /^[1-9]$/.test(stroke) ? Number(stroke) - 1 : -1;
    if (chosen === items.length) environment.store.setState({ overlay: undefined });
    const item = items[chosen];
    if (item && item.disabled === undefined) chooseMenu(environment, item.id);
  },
  hints: (_, { key, arrows }) => [
    [key('enter'), t`choose`],
    [key('esc'), t`close`],
    [arrows, t`move`],
  ],
});
