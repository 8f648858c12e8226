import { lazy } from 'react';
import type { Environment } from '../../../actions/environment.ts';
import { chooseMenu } from '../../../actions/menu.ts';
import { t } from '../../../domain/text.ts';
import type { OverlayId } from '../../../keys/overlay-keys.ts';
import { defineOverlay, type OpenOf } from '../overlay.ts';
import { itemAt } from './place.ts';

type MenuData = OpenOf<'menu'>;

const steps: Readonly<Partial<Record<OverlayId, number>>> = { 'menu.down': 1, 'menu.up': -1 };

/** Up and down go around the ends. Digits choose nothing: they are those of pages, and items have no number. */
export const menu = defineOverlay({
  kind: 'menu',
  scopes: () => ['menu'],
  isBusy: () => false,
  isOnlyLeft: () => true,
  // Loaded when it is first opened: the first frame never shows one.
  component: lazy(async () => ({ default: (await import('./menu.tsx')).MenuOverlay })),
  press(overlay, { does }, { environment }) {
    const { items, at = 0 } = overlay;
    const count = items.length + 1;
    const step = does && steps[does];
    if (step !== undefined)
      return environment.store.setState({ overlay: { ...overlay, at: (at + step + count) % count } });
    if (does === 'menu.close') return environment.store.setState({ overlay: undefined });
    if (does === 'menu.choose') choose(environment, overlay, at);
  },
  click(overlay, hit, { environment }) {
    if (hit.kind !== 'item') return;
    environment.store.setState({ overlay: { ...overlay, at: hit.at } });
    choose(environment, overlay, hit.at);
  },
  wheel(overlay, by, { environment }) {
    const at = Math.max(0, Math.min((overlay.at ?? 0) + by, overlay.items.length));
    environment.store.setState({ overlay: { ...overlay, at } });
  },
  hitAt: ({ items, at = 0 }, size, column, row) => itemAt(items, at, size, column, row),
  hints: (_, { hint, pair }) => [
    hint('menu.choose', t`choose`),
    hint('menu.close', t`close`),
    pair('menu.down', 'menu.up', t`move`),
  ],
});

/** Past the items is Cancel; what is greyed cannot be chosen. */
function choose(environment: Environment, { items }: MenuData, at: number): void {
  if (at === items.length) environment.store.setState({ overlay: undefined });
  const item = items[at];
  if (item && item.disabled === undefined) chooseMenu(environment, item.id);
}
