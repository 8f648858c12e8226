import { Box, render, useApp, useWindowSize } from 'ink';
import { type ReactElement, useEffect, useSyncExternalStore } from 'react';
import { KeysTable } from '../../components/keys-table.tsx';
import { Painted } from '../../components/painted.tsx';
import type { SafeText } from '../../domain/text.ts';
import { noAutowrap } from '../../terminal/modes.ts';
import type { ColorLevel } from '../../theme/color-level.ts';
import { type Glyphs, glyphs } from '../../theme/glyphs.ts';
import { type Palette, palette } from '../../theme/palette.ts';
import { type AppKeyboard, ownTerminal } from '../input/own-terminal.ts';
import { useStrokes } from '../input/use-strokes.ts';
import { type Beginning, FirstRun, type FirstRunHands } from './first-run.ts';
import { beginnings, conversation, introduction, shortList } from './rows.ts';

export interface FirstRunOptions {
  readonly colors: ColorLevel;
  readonly ascii: boolean;
  readonly check: FirstRunHands['check'];
  readonly keep: FirstRunHands['keep'];
  /** Why there is no token although something was configured. */
  readonly trouble?: SafeText | undefined;
}

/** Asks on this terminal how to begin. */
export async function openFirstRun({ colors, ascii, check, keep, trouble }: FirstRunOptions): Promise<Beginning> {
  let chosen: Beginning = { kind: 'quit' };
  let exit = (): void => undefined;
  const end = (beginning: Beginning) => {
    chosen = beginning;
    exit();
  };
  const terminal = ownTerminal({ modes: [noAutowrap], ascii });
  const { redraw, suspend } = terminal;
  const screen = new FirstRun({ check, keep, end, redraw, suspend }, trouble);
  const instance = render(
    <FirstRunScreen
      screen={screen}
      keyboard={terminal.keyboard}
      glyphs={glyphs(ascii)}
      palette={palette(colors, {}, ascii)}
      onReady={(ink) => {
        exit = () => {
          terminal.leave();
          ink.exit();
        };
        terminal.ready(ink);
      }}
    />,
    {
      stdout: terminal.stdout,
      alternateScreen: true,
      incrementalRendering: false,
      interactive: true,
      patchConsole: false,
      exitOnCtrlC: false,
    },
  );
  try {
    await instance.waitUntilExit();
  } finally {
    await terminal.end();
  }
  return chosen;
}

export interface FirstRunScreenProps {
  readonly screen: FirstRun;
  readonly keyboard: AppKeyboard;
  readonly glyphs: Glyphs;
  readonly palette: Palette;
  readonly onReady: (ink: Pick<ReturnType<typeof useApp>, 'exit' | 'suspendTerminal'>) => void;
}

/** From this size on the ways to begin stand in a table. */
const tableFrom = { columns: 56, rows: 20 };

export function FirstRunScreen({
  screen,
  keyboard,
  glyphs: marks,
  palette: colors,
  onReady,
}: FirstRunScreenProps): ReactElement {
  const { columns, rows } = useWindowSize();
  const state = useSyncExternalStore(screen.subscribe, screen.get);
  const { exit, suspendTerminal } = useApp();
  useEffect(() => onReady({ exit, suspendTerminal }), [onReady, exit, suspendTerminal]);
  useStrokes(
    keyboard,
    (presses) => screen.presses(presses),
    (text) => screen.paste(text),
  );
  const roomy = columns >= tableFrom.columns && rows >= tableFrom.rows;
  return (
    <Box width="100%" height={rows} flexDirection="column" overflowY="hidden">
      <Painted block={introduction(columns, rows >= 18)} width={columns} palette={colors} />
      {roomy ? (
        <Box marginLeft={1} flexShrink={0}>
          <KeysTable rows={beginnings} ascii={marks.ascii} />
        </Box>
      ) : (
        <Painted block={shortList(columns)} width={columns} palette={colors} />
      )}
      <Painted block={conversation(state, columns, marks)} width={columns} palette={colors} />
    </Box>
  );
}
