import { type ReactElement, useMemo } from 'react';
import { paintAll } from '../theme/paint.ts';
import type { Palette } from '../theme/palette.ts';
import type { Block } from './block.ts';
import { Rows } from './rows.tsx';

export interface PaintedProps {
  readonly block: Block;
  readonly width: number;
  readonly palette: Palette;
}

/** A block on the screen. */
export function Painted({ block, width, palette }: PaintedProps): ReactElement {
  const lines = useMemo(() => paintAll(block, width, palette), [block, width, palette]);
  return <Rows lines={lines} />;
}
