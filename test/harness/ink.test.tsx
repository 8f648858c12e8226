import { Box, Text, useApp, useInput, usePaste, useWindowSize } from 'ink';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { renderInTerminal } from './ink.ts';
import { disallowed } from './terminal/sequences.ts';

/** A full-screen program of two rows: the keys it got, and the size it believes in. */
function Echo() {
  const { rows, columns } = useWindowSize();
  const { exit } = useApp();
  const [keys, setKeys] = useState<readonly string[]>([]);
  useInput((input, flags) => {
    const name = Object.entries(flags).find(([key, on]) => on === true && key !== 'shift')?.[0];
    setKeys((before) => [...before, name ?? input]);
    if (input === 'q') exit();
  });
  usePaste((text) => setKeys((before) => [...before, `paste(${text})`]));
  return (
    <Box width="100%" height={rows} flexDirection="column" justifyContent="space-between">
      <Text wrap="truncate">keys {keys.join(' ')}</Text>
      <Text wrap="truncate">
        size {columns}×{rows}
      </Text>
    </Box>
  );
}

test('a program paints, hears keys one by one, and leaves the screen as it was', async () => {
  const terminal = await renderInTerminal(<Echo />, { cols: 60, rows: 5 });
  expect([terminal.altScreen, terminal.cursorHidden, terminal.stdin.isRaw]).toEqual([true, true, true]);
  await terminal.press('j', 'G', 'down', 'enter', 'esc', 'shift+tab', 'paste:x y');
  expect(terminal.line(0).trimEnd()).toBe('keys j G downArrow return escape tab paste(x y)');
  await terminal.unmount();
  expect([terminal.altScreen, terminal.cursorHidden, terminal.stdin.isRaw]).toEqual([false, false, false]);
  expect(disallowed(terminal.raw())).toEqual([]);
});

test('keys sent in one chunk arrive as one event', async () => {
  const terminal = await renderInTerminal(<Echo />, { cols: 40, rows: 3 });
  await terminal.stdin.send('jjj');
  await terminal.painted();
  expect(terminal.line(0)).toContain('keys jjj');
  await terminal.unmount();
});

test('a resize is heard and repainted', async () => {
  const terminal = await renderInTerminal(<Echo />, { cols: 40, rows: 3 });
  await terminal.resized(30, 8);
  expect(terminal.line(-1)).toContain('size 30×8');
  expect([terminal.scrolls, terminal.wrapped()]).toEqual([0, []]);
  await terminal.unmount();
});
