import { Box } from 'ink';
import type { ReactElement } from 'react';
import { Menu } from '../../../components/menu.tsx';
import type { OpenOf, OverlayProps } from '../overlay.ts';

const widest = 46;

/** The menu in the middle of the screen. */
export function MenuOverlay({ overlay, columns, rows, glyphs, palette }: OverlayProps<OpenOf<'menu'>>): ReactElement {
  const { title, items, at = 0 } = overlay;
  const width = Math.min(widest, columns);
  const height = Math.min(rows, items.length + 3);
  return (
    <Box position="absolute" marginTop={Math.floor((rows - height) / 2)} marginLeft={Math.floor((columns - width) / 2)}>
      <Menu title={title} items={items} at={at} width={width} height={height} glyphs={glyphs} palette={palette} />
    </Box>
  );
}
