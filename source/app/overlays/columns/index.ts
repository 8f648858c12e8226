import type { Environment } from '../../../actions/environment.ts';
import { chooseColumns } from '../../../actions/table.ts';
import { nothingMatches, pickerBlock } from '../../../components/picker/block.ts';
import { moved } from '../../../components/picker/model.ts';
import { atHand } from '../../../domain/proof.ts';
import { t } from '../../../domain/text.ts';
import type { ColumnPicker, PickerData } from '../../../state/store.ts';
import { defineOverlay } from '../overlay.ts';
import { pickerClick, pickerPaste, pickerPress } from '../picker-keys.ts';

/** Which columns the list shows. */
export const columns = defineOverlay({
  kind: 'columns',
  scopes: () => ['picker', 'edit'],
  isBusy: () => true,
  isOnlyLeft: () => true,
  draw: ({ choices, picker }, { width, height, glyphs, names }) =>
    pickerBlock({
      title: t`Columns`,
      items: choices,
      state: picker,
      none: { kind: 'empty', proof: atHand, ...nothingMatches(names.key('edit.erase')) },
      width: Math.min(56, width),
      height: Math.max(4, Math.min(choices.length + 3, height - 2)),
      glyphs,
    }),
  press(overlay, given, { environment }) {
    if (given.does === 'picker.close') return environment.store.setState({ overlay: undefined });
    if (given.does === 'picker.save') return chooseColumns(environment, overlay);
    set(environment, overlay, pickerPress(overlay.choices, overlay.picker, given));
  },
  click: (overlay, hit, { environment }) =>
    set(environment, overlay, pickerClick(overlay.choices, overlay.picker, hit)),
  wheel: (overlay, by, { environment }) => set(environment, overlay, moved(overlay.choices, overlay.picker, by)),
  paste: (overlay, text, { environment }) =>
    environment.store.setState({ overlay: { ...overlay, picker: pickerPaste(overlay.picker, text) } }),
  hints: (_, { hint }) => [
    hint('picker.mark', t`show or hide`),
    hint('picker.save', t`save`),
    hint('picker.close', t`cancel`),
    [t`a-z`, t`filter`],
  ],
});

function set({ store }: Environment, overlay: ColumnPicker, next: Partial<PickerData> | undefined): void {
  if (next) store.setState({ overlay: { ...overlay, picker: { ...overlay.picker, ...next } } });
}
