import type { Environment } from '../../../actions/environment.ts';
import { chooseMenu } from '../../../actions/menu.ts';
import type { Stroke } from '../../../keys/strokes.ts';
import type { Overlay } from '../../../state/store.ts';

const steps: Readonly<Record<Stroke, number>> = { j: 1, down: 1, tab: 1, k: -1, up: -1, 'shift+tab': -1 };

/**
 * Keys of the menu, also when several arrive in one chunk: up and down go around its ends, enter chooses, and so does the number
 * of an item. Below the items is Cancel; an item that cannot be chosen stays.
 */
export function menuStroke(
  environment: Environment,
  overlay: Extract<Overlay, { kind: 'menu' }>,
  stroke: Stroke,
): void {
  const { items, at = 0 } = overlay;
  const count = items.length + 1;
  const step = steps[stroke];
  if (step !== undefined) {
    environment.store.setState({ overlay: { ...overlay, at: (at + step + count) % count } });
    return;
  }
  const chosen = stroke === 'enter' ? at : /^[1-9]$/.test(stroke) ? Number(stroke) - 1 : -1;
  if (chosen === items.length) environment.store.setState({ overlay: undefined });
  const item = items[chosen];
  if (item && item.disabled === undefined) chooseMenu(environment, item.id);
}
