import type { ReactElement } from 'react';
import type { Palette } from '../theme/palette.ts';
import { type DialogOptions, dialogBlock } from './dialog-block.ts';
import { Painted } from './painted.tsx';

/** A question with buttons; which one is focused and what a key does is the app's business. */
export function Dialog({ palette, ...options }: DialogOptions & { readonly palette: Palette }): ReactElement {
  return <Painted block={dialogBlock(options)} width={options.width} palette={palette} />;
}
