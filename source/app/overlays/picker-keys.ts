import { moved, type PickerItem, pickable, toggled } from '../../components/picker/model.ts';
import { edited, inserted } from '../../components/prompt/model.ts';
import type { OverlayId } from '../../keys/overlay-keys.ts';
import type { PickerData } from '../../state/store.ts';
import type { Hit } from '../../theme/hit.ts';
import type { Given } from './overlay.ts';

const steps: Readonly<Partial<Record<OverlayId, number>>> = {
  ...{ 'picker.down': 1, 'picker.pageDown': 10 },
  ...{ 'picker.up': -1, 'picker.pageUp': -10 },
};

/** Keys of a list to choose several from: what types and is no command is its filter (F-05); undefined where nothing changes. */
export function pickerPress(
  items: readonly PickerItem[],
  picker: PickerData,
  { does, text }: Given,
): Partial<PickerData> | undefined {
  const step = does && steps[does];
  if (step !== undefined) return moved(items, picker, step);
  if (does === 'picker.mark') return moved(items, toggled(items, picker), 1);
  const filter = text === undefined || does !== undefined ? edited(picker.filter, does) : inserted(picker.filter, text);
  return filter && { filter, at: undefined, offset: 0 };
}

/** The mouse on an item marks it, or not any more. */
export function pickerClick(
  items: readonly PickerItem[],
  picker: PickerData,
  hit: Hit,
): Partial<PickerData> | undefined {
  const item = hit.kind === 'item' ? pickable(items, picker)[hit.at] : undefined;
  return item && toggled(items, { ...picker, at: item.id });
}

export function pickerPaste(picker: PickerData, text: string): PickerData {
  return { ...picker, filter: inserted(picker.filter, text), at: undefined, offset: 0 };
}
