import { moved, type PickerItem, toggled } from '../../components/picker/model.ts';
import { edited, inserted } from '../../components/prompt/model.ts';
import type { Press, Stroke } from '../../keys/strokes.ts';
import type { PickerData } from '../../state/store.ts';

const steps: Readonly<Record<Stroke, number>> = {
  ...{ down: 1, 'ctrl+n': 1, pgdn: 10 },
  ...{ up: -1, 'ctrl+p': -1, pgup: -10 },
};

/** Keys of a list to choose several from: space marks, anything that types is its filter (F-05); undefined where nothing changes. */
export function pickerPress(
  items: readonly PickerItem[],
  picker: PickerData,
  { stroke, text }: Press,
): Partial<PickerData> | undefined {
  const step = steps[stroke];
  if (step !== undefined) return moved(items, picker, step);
  if (stroke === 'space') return moved(items, toggled(items, picker), 1);
  const filter = text === undefined ? edited(picker.filter, stroke) : inserted(picker.filter, text);
  return filter && { filter, at: undefined, offset: 0 };
}

export function pickerPaste(picker: PickerData, text: string): PickerData {
  return { ...picker, filter: inserted(picker.filter, text), at: undefined, offset: 0 };
}
