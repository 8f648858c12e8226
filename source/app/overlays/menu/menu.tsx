import { Box } from 'ink';
import type { ReactElement } from 'react';
import { Menu } from '../../../components/menu.tsx';
import type { OpenOf, OverlayProps } from '../overlay.ts';
import { menuPlace } from './place.ts';

/** The menu in the middle of the screen. */
export function MenuOverlay({ overlay, columns, rows, glyphs, palette }: OverlayProps<OpenOf<'menu'>>): ReactElement {
  const { title, items, at = 0 } = overlay;
  const { width, height, top, left } = menuPlace(items, { columns, rows });
  return (
    <Box position="absolute" marginTop={top} marginLeft={left}>
      <Menu title={title} items={items} at={at} width={width} height={height} glyphs={glyphs} palette={palette} />
    </Box>
  );
}
