import { type Instance, render } from 'ink';
import type { ReactNode } from 'react';
import { type Emulator, type EmulatorOptions, emulator } from './terminal/emulator.ts';
import { type FakeStdin, fakeStdin, fakeStdout } from './terminal/fake-tty.ts';
import { settle } from './world-clock.ts';

/** An Ink program on a terminal in memory. */
export interface InkTerminal extends Emulator {
  readonly stdin: FakeStdin;
  readonly instance: Instance;
  press(...keys: readonly string[]): Promise<void>;
  rerender(node: ReactNode): Promise<void>;
  /** Changes the size as a user does, and waits for the frame that follows. */
  resized(cols: number, rows: number): Promise<void>;
  /** Waits until what was rendered is on the screen. */
  painted(): Promise<void>;
  unmount(): Promise<void>;
}

/** Renders with the options of the real dashboard, on an emulator instead of the user's terminal. */
export async function renderInTerminal(node: ReactNode, options: EmulatorOptions = {}): Promise<InkTerminal> {
  const terminal = emulator(options);
  const stdin = fakeStdin(terminal);
  const instance = render(node, {
    stdout: fakeStdout(terminal),
    stderr: fakeStdout(emulator(options)),
    stdin,
    interactive: true,
    alternateScreen: true,
    incrementalRendering: false,
    maxFps: 60,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  const painted = async () => {
    await settle();
    await instance.waitUntilRenderFlush();
  };
  await painted();
  return Object.assign(Object.create(terminal) as Emulator, {
    stdin,
    instance,
    painted,
    async press(...keys: readonly string[]) {
      await stdin.press(...keys);
      await painted();
    },
    async rerender(next: ReactNode) {
      instance.rerender(next);
      await painted();
    },
    async resized(cols: number, rows: number) {
      terminal.resize(cols, rows);
      await painted();
    },
    async unmount() {
      instance.unmount();
      await settle();
      instance.cleanup();
    },
  });
}
