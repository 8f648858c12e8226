import { Box, Text } from 'ink';
import SelectInput from 'ink-select-input';
import { createContext, type ReactElement, useCallback, useContext, useMemo } from 'react';
import { type SafeText, t } from '../domain/text.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import { fit, type Line, line, select, span } from '../theme/line.ts';
import { paint } from '../theme/paint.ts';
import type { Palette } from '../theme/palette.ts';
import { spaces } from '../theme/width.ts';
import { labelled } from './labelled.ts';
import { panel, panelRoom } from './panel.ts';
import { positionText } from './table/table.ts';

export interface MenuItem {
  readonly id: string;
  readonly label: SafeText;
  /** Why it cannot be chosen: choosing it does nothing. */
  readonly disabled?: SafeText | undefined;
  readonly hint?: SafeText | undefined;
}

export interface MenuProps {
  readonly title: SafeText;
  readonly items: readonly MenuItem[];
  /** Index of the item under the cursor; past the items is Cancel. */
  readonly at: number;
  readonly width: number;
  /** Most rows, frame included. */
  readonly height: number;
  readonly glyphs: Glyphs;
  readonly palette: Palette;
}

const cancel = '\u0000cancel';

/** How the open menu paints an item: ink-select-input gives its item component no other way to know. */
const Draw = createContext((_id: string, _selected: boolean): string => '');

function itemLine(item: MenuItem, selected: boolean, width: number, { pointer }: Glyphs): Line {
  const { label, disabled, hint } = item;
  const name = span(label, disabled === undefined ? undefined : 'dim');
  const lead = span(selected ? pointer : spaces(1), 'focus');
  const row = labelled(line(lead, t` `, name), line(span(disabled ?? hint ?? t``, 'dim')), width);
  return selected ? select(row) : fit(row, width);
}

/** A framed menu that ink-select-input draws; its keys are those of the app's listener, which tells where the cursor is. */
export function Menu(props: MenuProps): ReactElement {
  const { title, items, at, width, height, glyphs, palette } = props;
  const all = useMemo(() => [...items, { id: cancel, label: t`Cancel` }], [items]);
  const choices = useMemo(() => all.map(({ id, label }) => ({ key: id, value: id, label })), [all]);
  const room = Math.max(1, panelRoom(width, height).height);
  const limit = Math.min(all.length, room);

  const draw = useCallback(
    (id: string, selected: boolean): string => {
      const item = all.find((one) => one.id === id);
      const { width: inner } = panelRoom(width, 3);
      const body = item ? [itemLine(item, selected, inner, glyphs)] : [];
      const [, framed] = panel({ title: line(), body, width, height: 3, focused: true, glyphs });
      return framed ? paint(framed, width, palette) : '';
    },
    [all, width, glyphs, palette],
  );

  const [top, bottom] = panel({
    title: line(span(title, 'strong')),
    ...(limit < all.length ? { right: line(span(positionText(at, all.length), 'dim')) } : {}),
    body: [],
    width,
    height: 2,
    focused: true,
    glyphs,
  });
  return (
    <Box flexDirection="column" flexShrink={0} width={width}>
      <Text wrap="truncate">{top ? paint(top, width, palette) : ''}</Text>
      <Draw value={draw}>
        <SelectInput
          // It keeps the cursor to itself: elsewhere is another one.
          key={at}
          items={choices}
          limit={limit}
          initialIndex={at}
          isFocused={false}
          indicatorComponent={NoIndicator}
          itemComponent={Item}
        />
      </Draw>
      <Text wrap="truncate">{bottom ? paint(bottom, width, palette) : ''}</Text>
    </Box>
  );
}

function NoIndicator(): ReactElement | null {
  return null;
}

/** ink-select-input spreads the whole item into this component, `value` included. */
function Item({
  isSelected = false,
  ...rest
}: {
  readonly isSelected?: boolean;
  readonly label: string;
}): ReactElement {
  const draw = useContext(Draw);
  const id = 'value' in rest && typeof rest.value === 'string' ? rest.value : '';
  return <Text wrap="truncate">{draw(id, isSelected)}</Text>;
}
