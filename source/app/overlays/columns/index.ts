import { chooseColumns } from '../../../actions/table.ts';
import { pickerBlock } from '../../../components/picker/block.ts';
import { t } from '../../../domain/text.ts';
import { defineOverlay } from '../overlay.ts';
import { pickerPaste, pickerPress } from '../picker-keys.ts';

/** Which columns the list shows. */
export const columns = defineOverlay({
  kind: 'columns',
  closedBy: ['esc'],
  isBusy: () => true,
  draw: ({ choices, picker }, { width, height, glyphs }) =>
    pickerBlock({
      title: t`Columns`,
      items: choices,
      state: picker,
      width: Math.min(56, width),
      height: Math.max(4, Math.min(choices.length + 3, height - 2)),
      glyphs,
    }),
  press(overlay, press, { environment }) {
    if (press.stroke === 'enter') return chooseColumns(environment, overlay);
    const { choices, picker } = overlay;
    const next = pickerPress(choices, picker, press);
    if (next) environment.store.setState({ overlay: { ...overlay, picker: { ...picker, ...next } } });
  },
  paste: (overlay, text, { environment }) =>
    environment.store.setState({ overlay: { ...overlay, picker: pickerPaste(overlay.picker, text) } }),
  hints: (_, { key }) => [
    [key('space'), t`show or hide`],
    [key('enter'), t`save`],
    [key('esc'), t`cancel`],
    [t`a-z`, t`filter`],
  ],
});
