import type { Environment } from '../../../actions/environment.ts';
import { choose } from '../../../actions/favorites.ts';
import { pickerBlock } from '../../../components/picker/block.ts';
import { moved } from '../../../components/picker/model.ts';
import { priority } from '../../../domain/queries.ts';
import { t } from '../../../domain/text.ts';
import type { OverlayId } from '../../../keys/overlay-keys.ts';
import type { PickerData } from '../../../state/store.ts';
import { type Line, line, span } from '../../../theme/line.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { defineOverlay, type OpenOf } from '../overlay.ts';
import { pickerClick, pickerPaste, pickerPress } from '../picker-keys.ts';
import { favoriteItems, noFavorite, pickerTabs } from './items.ts';

/** The tabs of the picker as those of the panel look. */
function tabsOf(chosen: number): Line {
  return line(
    ...pickerTabs.flatMap((tab, index) => [t`  `, index === chosen ? span(t`[${tab}]`, 'accent') : span(tab, 'dim')]),
  );
}

/** Commands that turn the tabs, around the ends. */
const tabSteps: Readonly<Partial<Record<OverlayId, number>>> = {
  'picker.next': 1,
  'picker.previous': pickerTabs.length - 1,
};

/** What is to be a favorite, chosen from all that can be. */
export const favorites = defineOverlay({
  kind: 'favorites',
  scopes: () => ['picker', 'edit'],
  isBusy: () => true,
  isOnlyLeft: () => true,
  draw: ({ picker }, { scene, width, height, glyphs, names }) =>
    pickerBlock({
      title: t`Add favorites`,
      tabs: tabsOf(picker.tab),
      items: favoriteItems(scene, picker.tab),
      state: picker,
      none: noFavorite(scene, picker.tab, names.key('edit.erase')),
      width: Math.min(72, width),
      height: Math.max(4, Math.min(24, height - 2)),
      glyphs,
    }),
  press(overlay, given, { environment, scene }) {
    const { picker } = overlay;
    if (given.does === 'picker.close') return environment.store.setState({ overlay: undefined });
    if (given.does === 'picker.save') return choose(environment, picker);
    const step = given.does && tabSteps[given.does];
    const turned =
      step === undefined ? undefined : { tab: (picker.tab + step) % pickerTabs.length, at: undefined, offset: 0 };
    set(environment, overlay, turned ?? pickerPress(favoriteItems(scene, picker.tab), picker, given));
  },
  click: (overlay, hit, { environment, scene }) =>
    set(environment, overlay, pickerClick(favoriteItems(scene, overlay.picker.tab), overlay.picker, hit)),
  wheel: (overlay, by, { environment, scene }) =>
    set(environment, overlay, moved(favoriteItems(scene, overlay.picker.tab), overlay.picker, by)),
  paste: (overlay, text, { environment }) =>
    environment.store.setState({ overlay: { ...overlay, picker: pickerPaste(overlay.picker, text) } }),
  hints: (_, { hint }) => [
    hint('picker.mark', t`mark`),
    hint('picker.save', t`save`),
    hint('picker.close', t`cancel`),
    hint('picker.next', t`kind`),
    [t`a-z`, t`filter`],
  ],
  // Only this overlay shows functions, which take five calls.
  needs: () => [{ resource: resources.functions, priority: priority.visible }],
});

function set({ store }: Environment, overlay: OpenOf<'favorites'>, next: Partial<PickerData> | undefined): void {
  if (next) store.setState({ overlay: { ...overlay, picker: { ...overlay.picker, ...next } } });
}
