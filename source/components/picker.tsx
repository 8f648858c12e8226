import type { ReactElement } from 'react';
import type { Palette } from '../theme/palette.ts';
import { Painted } from './painted.tsx';
import { type PickerOptions, pickerBlock } from './picker-block.ts';

/** Several of many, with a filter; driven by props alone. */
export function Picker({ palette, ...options }: PickerOptions & { readonly palette: Palette }): ReactElement {
  return <Painted block={pickerBlock(options)} width={options.width} palette={palette} />;
}
