import type { useApp } from 'ink';
import { asciiText } from '../../domain/ascii.ts';
import type { SafeText } from '../../domain/text.ts';
import { type InputEvent, InputSplitter } from '../../keys/input.ts';
import type { Command } from '../../keys/keymap.ts';
import type { Stroke } from '../../keys/strokes.ts';
import { type CellDiff, diffingStdout } from '../../terminal/cell-diff/stdout.ts';
import { showInEditor } from '../../terminal/editor.ts';
import type { Ground } from '../../terminal/ground.ts';
import { type Handover, handover } from '../../terminal/handover.ts';
import { JobControl } from '../../terminal/job-control.ts';
import { Keyboard } from '../../terminal/keyboard.ts';
import { bracketedPaste, createModes, type Mode, type Modes, mouseReports, processHost } from '../../terminal/modes.ts';
import { type Ended, runOnTerminal } from '../../terminal/own-program.ts';
import { showInPager, startOnTerminal } from '../../terminal/pager.ts';
import { afterResize } from '../../terminal/resize.ts';
import { stringWidth } from '../../theme/string-width.ts';
import { groundAsker } from './ground-asker.ts';
import { ignoreKeySignals } from './key-signals.ts';
import { type Line, ownLine } from './line.ts';

export type AppKeyboard = Keyboard<InputEvent>;

type Ink = Pick<ReturnType<typeof useApp>, 'suspendTerminal'>;

/** The keys with Alt that mean something, from the keymap in force. */
function boundWithAlt(keymap: readonly Command[]): ReadonlySet<Stroke> {
  const strokes = keymap.flatMap(({ keys }) => keys.flatMap((key) => key.split(' ')));
  return new Set(strokes.filter((stroke) => stroke.startsWith('alt+')));
}

/** Changing a mode stops a process in the background, and has to before it paints over the shell. */
function stopInBackground({ stdin }: Line): void {
  if (!stdin.isTTY || !stdin.isRaw) return;
  stdin.setRawMode(false);
  stdin.setRawMode(true);
}

/** Who asks it to quit by key presses asks often. Longer than an end in order takes, and short enough for one that hangs, ms. */
const stillPressed = 3_000;

/** The terminal of a running screen: its keyboard, its modes, and how it is handed over. */
export interface OwnTerminal {
  readonly keyboard: AppKeyboard;
  readonly modes: Modes;
  readonly handover: Handover;
  /** What to hand to Ink as the input, which it leaves alone, and as the output. */
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Takes other keys over. */
  bind(keymap: readonly Command[]): void;
  /** Asks the terminal whether it is dark or light; calls back at most once, and never after a time. */
  askGround(onAnswer: (ground: Ground) => void): void;
  /** Has the mouse reported, or not any more. */
  setMouse(on: boolean): void;
  /** Shows whole rows past Ink. */
  readonly rows: Pick<CellDiff, 'show' | 'release'>;
  /** Paints every cell again. */
  redraw(): void;
  /**
   * Shows these lines in the user's pager; undefined while another program has the terminal. Resolves to why nothing was shown,
   * if so.
   */
  page(lines: readonly SafeText[]): Promise<SafeText | undefined> | undefined;
  /** The same in the user's editor, as a file of this name that is gone afterwards. */
  edit(lines: readonly SafeText[], name: SafeText): Promise<SafeText | undefined> | undefined;
  /** Gives the terminal to a program until it ends; undefined while another one has it. */
  give(argv: readonly string[]): Promise<Ended> | undefined;
  /** Gives the terminal to the shell. */
  suspend(): void;
  /** Takes over Ink's part in suspending the terminal. */
  ready(ink: Ink): void;
  /** Leaves it as it was found, before anything else that an end takes; nothing is painted any more. */
  leave(): void;
  /** Releases it for good. Resolves when nothing is read from it any more, so that another screen may take it. */
  end(): Promise<void>;
}

export interface OwnTerminalOptions {
  /** The modes that the screen wants besides bracketed paste. */
  readonly modes: readonly Mode[];
  readonly keymap?: readonly Command[];
  /** Whether only ASCII may reach the terminal. */
  readonly ascii: boolean;
  /** The terminal of this process without it. */
  readonly line?: Line | undefined;
}

/** Takes the terminal, before the first frame: what is typed ahead would be echoed over it. */
export function ownTerminal({ modes: own, keymap = [], ascii, line = ownLine }: OwnTerminalOptions): OwnTerminal {
  const { stdin } = line;
  let bound = boundWithAlt(keymap);
  let hasMouse = false;
  const asked = groundAsker();
  const splitter = new InputSplitter({
    isBound: (stroke) => bound.has(stroke),
    hasMouse: () => hasMouse,
    onAnswer: asked.heard,
    isAsked: asked.isOpen,
    isQuick: true,
  });
  const keyboard: AppKeyboard = new Keyboard(stdin, splitter);
  const write = (sequence: string): void => line.write(ascii ? asciiText(sequence, stringWidth) : sequence);
  const { stdout, diff } = diffingStdout(line.stdout, stringWidth, ascii);
  const modes = createModes({ ...processHost, write }, () => diff.end());
  for (const mode of [bracketedPaste, ...own]) modes.enable(mode);
  const jobs = new JobControl(handover);
  const stopFollowing = jobs.follow();
  const redraw = (): void => diff.invalidate();
  const stopResizing = afterResize(redraw);
  let ink: Ink | undefined;
  let suspension: Awaited<ReturnType<Ink['suspendTerminal']>> | undefined;
  let heedKeys = (): void => undefined;
  const letGo = handover.hold({
    async leave() {
      heedKeys = ignoreKeySignals();
      stopInBackground(line);
      const stopped = keyboard.stop();
      const left = ink?.suspendTerminal();
      modes.pause();
      suspension = await left;
      await stopped;
    },
    async take() {
      keyboard.start();
      heedKeys();
      modes.resume();
      if (suspension) await suspension.resume();
      else redraw();
      suspension = undefined;
    },
  });
  if (stdin.isTTY) stdin.setRawMode(true);
  processHost.onExit(() => keyboard.drop());
  let hasLeft = false;
  const leave = (): void => {
    if (hasLeft) return;
    hasLeft = true;
    modes.end();
    setTimeout(ignoreKeySignals(), stillPressed).unref();
  };
  const shownBy = (lines: readonly SafeText[]) => (ascii ? lines.map((each) => asciiText(each, stringWidth)) : lines);
  return {
    keyboard,
    modes,
    handover,
    stdin,
    stdout,
    rows: diff,
    redraw,
    bind(next) {
      bound = boundWithAlt(next);
    },
    askGround: (onAnswer) => asked.ask(modes, onAnswer),
    setMouse(on) {
      hasMouse = on;
      if (on) modes.enable(mouseReports);
      else modes.disable(mouseReports);
    },
    page: (lines) =>
      handover.lendIfFree(() => showInPager(shownBy(lines), { env: line.env, start: startOnTerminal, anyKey })),
    edit: (lines, name) =>
      handover.lendIfFree(() =>
        showInEditor(shownBy(lines), name, { env: line.env, start: (argv) => runOnTerminal(argv, anyKey) }),
      ),
    give: (argv) => handover.lendIfFree(() => runOnTerminal(argv, anyKey)),
    suspend: () => jobs.suspend(),
    ready(hands) {
      ink = hands;
    },
    leave,
    end() {
      leave();
      stopFollowing();
      stopResizing();
      letGo();
      heedKeys();
      return keyboard.stop();
    },
  };
}

/** Waits for a key, on a terminal that was given away. */
async function anyKey(): Promise<void> {
  const keyboard: AppKeyboard = new Keyboard(process.stdin, new InputSplitter());
  process.stdout.write('\n\u001b[7m any key goes back to segtop \u001b[m');
  await new Promise<unknown>((resolve) => void keyboard.listen(resolve));
  await keyboard.stop();
  process.stdout.write('\n');
}
