import { choose } from '../../../actions/favorites.ts';
import { pickerBlock } from '../../../components/picker/block.ts';
import { priority } from '../../../domain/queries.ts';
import { t } from '../../../domain/text.ts';
import { type Line, line, span } from '../../../theme/line.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { defineOverlay } from '../overlay.ts';
import { pickerPaste, pickerPress } from '../picker-keys.ts';
import { favoriteItems, pickerTabs } from './items.ts';

/** The tabs of the picker as those of the panel look. */
function tabsOf(chosen: number): Line {
  return line(
    ...pickerTabs.flatMap((tab, index) => [t`  `, index === chosen ? span(t`[${tab}]`, 'accent') : span(tab, 'dim')]),
  );
}

/** What is to be a favorite, chosen from all that can be. */
export const favorites = defineOverlay({
  kind: 'favorites',
  closedBy: ['esc'],
  isBusy: () => true,
  draw: ({ picker }, { scene, width, height, glyphs }) =>
    pickerBlock({
      title: t`Add favorites`,
      tabs: tabsOf(picker.tab),
      items: favoriteItems(scene, picker.tab),
      state: picker,
      width: Math.min(72, width),
      height: Math.max(4, Math.min(24, height - 2)),
      glyphs,
    }),
  press(overlay, press, { environment, scene }) {
    const { picker } = overlay;
    if (press.stroke === 'enter') return choose(environment, picker);
    const step = ({ tab: 1, 'shift+tab': pickerTabs.length - 1 } as const)[press.stroke];
    const next =
      step === undefined
        ? pickerPress(favoriteItems(scene, picker.tab), picker, press)
        : { tab: (picker.tab + step) % pickerTabs.length, at: undefined, offset: 0 };
    if (next) environment.store.setState({ overlay: { ...overlay, picker: { ...picker, ...next } } });
  },
  paste: (overlay, text, { environment }) =>
    environment.store.setState({ overlay: { ...overlay, picker: pickerPaste(overlay.picker, text) } }),
  hints: (_, { key }) => [
    [key('space'), t`mark`],
    [key('enter'), t`save`],
    [key('esc'), t`cancel`],
    [key('tab'), t`kind`],
    [t`a-z`, t`filter`],
  ],
  // Only this overlay shows functions, which take five calls.
  needs: () => [{ resource: resources.functions, priority: priority.visible }],
});
