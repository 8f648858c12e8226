import fc from 'fast-check';
import { render } from 'ink';
import { createElement } from 'react';
import { beforeAll, expect, test, vi } from 'vitest';
import { App } from '../../source/app/app.tsx';
import { InputSplitter } from '../../source/keys/input.ts';
import { diffingStdout } from '../../source/terminal/cell-diff/stdout.ts';
import { Keyboard } from '../../source/terminal/keyboard.ts';
import { stringWidth } from '../../source/theme/string-width.ts';
import { type Emulator, emulator } from '../harness/terminal/emulator.ts';
import { fakeStdin, fakeStdout } from '../harness/terminal/fake-tty.ts';
import { settle } from '../harness/world-clock.ts';
import { type ActOptions, actOn, type Stage, stageOf } from '../views/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  await actOn(stage).settled();
});

type Size = readonly [cols: number, rows: number];

/** What a terminal may do to its screen when it is resized, before the program hears of it. */
const garbage = '\u001b[?7l\u001b[H\u001b[31;44m████ wrapped anew\u001b[3;9Hand\u001b[9;30H漢字\u001b[m';

/**
 * The dashboard as it is on a user's terminal: rows straight to the cell diff, what lies over them through Ink.
 * @param past whether rows go past Ink; else Ink draws all there is
 */
async function dashboard([cols, rows]: Size, options: ActOptions = {}, past = true) {
  const terminal = emulator({ cols, rows });
  terminal.write('\u001b[?7l');
  let before = `${cols} ${rows}`;
  // Ahead of the program's own listener. A terminal that keeps its size keeps its screen.
  terminal.events.on('resize', () => {
    const now = `${terminal.cols} ${terminal.rows}`;
    if (now !== before) terminal.write(garbage);
    before = now;
  });
  const act = actOn(stage, { columns: cols, rows, colors: '16', ...options });
  const stdin = fakeStdin(terminal);
  const { stdout, diff } = diffingStdout(fakeStdout(terminal), stringWidth);
  if (past) act.screen.paintOn(diff);
  const instance = render(
    createElement(App, {
      runtime: act.runtime,
      screen: act.screen,
      environment: act.environment,
      keyboard: new Keyboard(stdin, new InputSplitter({ isQuick: true })),
      onReady: () => undefined,
    }),
    {
      ...{ stdout, stderr: fakeStdout(emulator({})), stdin },
      ...{ interactive: true, alternateScreen: true, incrementalRendering: false, maxFps: 1000 },
      ...{ patchConsole: false, exitOnCtrlC: false },
    },
  );
  const painted = async () => {
    await settle();
    // React hears of a size in an effect of its own.
    await vi.waitFor(() =>
      expect([act.screen.get().columns, act.screen.get().rows]).toEqual([terminal.cols, terminal.rows]),
    );
    await settle();
    await instance.waitUntilRenderFlush();
    diff.settle();
  };
  await painted();
  return {
    terminal,
    stdin,
    shown: act.screen,
    painted,
    diff,
    /** Everything that was asked for is read and drawn. */
    async filled() {
      await stage.settled();
      act.store.setState({ data: stage.poller.version });
      await painted();
    },
    async end() {
      instance.unmount();
      await settle();
      instance.cleanup();
    },
  };
}

/** Every cell of a start at this size. */
async function freshCells(size: Size): Promise<string> {
  const { terminal, end } = await dashboard(size);
  const cells = looks(terminal);
  await end();
  return cells;
}

/** Every cell as rows alone look on a blank terminal of this size. */
function paintedCells([cols, rows]: Size, lines: readonly string[]): string {
  const blank = emulator({ cols, rows });
  blank.write(`\u001b[?7l${lines.slice(0, rows).join('\r\n')}`);
  return looks(blank);
}

/** Every cell, its look after it where it has one: blanks look alike whatever their foreground. */
const looks = (terminal: Emulator): string =>
  terminal
    .cells()
    .map((row) =>
      row
        .map(({ char, fg, bg, bold, dim, inverse }) => {
          if (char === ' ' && !inverse) return ` ${bg ?? ''}`;
          return `${char}${fg ?? ''}${bg === undefined ? '' : `/${bg}`}${bold ? 'b' : ''}${dim ? 'd' : ''}${inverse ? 'i' : ''}`;
        })
        .join(''),
    )
    .join('\n');

/** Keys of places and things to be resized. */
const pages = [[], ['1', '?'], ['4'], ['7'], [':']];

/** More of them with RESIZES=2000. */
const resizes = Number(process.env.RESIZES ?? 40);
const size = fc.tuple(fc.integer({ min: 2, max: 220 }), fc.integer({ min: 1, max: 70 }));

test.each<[string, Size, Size]>([
  ['both grow', [120, 40], [200, 60]],
  ['one column more', [120, 40], [121, 40]],
  ['one row more', [120, 40], [120, 41]],
  ['wider and lower', [100, 40], [140, 24]],
  ['narrower and higher', [140, 24], [80, 50]],
  ['both shrink', [120, 40], [80, 24]],
])('every cell is painted when %s, and by ctrl+l', async (_, from, to) => {
  const wanted = await freshCells(to);
  const { terminal, diff, painted, end } = await dashboard(from);
  terminal.resize(...to);
  await painted();
  expect(looks(terminal)).toBe(wanted);
  terminal.write(garbage);
  diff.invalidate();
  expect(looks(terminal)).toBe(wanted);
  await end();
});

test('any way of sizes ends in every cell being what the rows of that size look like on a blank terminal', {
  timeout: 60_000 + resizes * 400,
}, async () => {
  const perRun = 8;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...pages),
      fc.array(size, { minLength: perRun, maxLength: perRun }),
      async (keys, sizes) => {
        const { terminal, stdin, shown, painted, end } = await dashboard([120, 40]);
        for (const key of keys) await stdin.press(key);
        for (const [index, next] of sizes.entries()) {
          terminal.resize(...next);
          // Some come in a burst.
          if (index % 3 === 0) continue;
          await painted();
          expect([shown.get().columns, shown.get().rows]).toEqual(next);
          expect(looks(terminal)).toBe(paintedCells(next, shown.get().lines));
        }
        await end();
      },
    ),
    { numRuns: Math.ceil(resizes / perRun), seed: 7 },
  );
});

/** Keys that open and close what only Ink draws, between keys that only change rows. */
const strokes = [...'jklhnGtic?m:01234567bB', 'tab', 'enter', 'esc', 'up', 'left', 'right', 'pgdn', 'ctrl+l'];
const press = fc.record({ stroke: fc.constantFrom(...strokes), rest: fc.boolean() });

/** They read together: what the second one has waited for has to be on the first one as well. */
async function allFilled(dashboards: readonly { filled(): Promise<void> }[]): Promise<void> {
  for (let version = -1; version !== stage.poller.version; ) {
    version = stage.poller.version;
    for (const each of dashboards) await each.filled();
  }
}

test('rows that go past Ink leave the same screen as those that Ink draws', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(press, { minLength: 12, maxLength: 12 }), size, async (keys, next) => {
      const [quick, plain] = [await dashboard([100, 30]), await dashboard([100, 30], {}, false)];
      for (const { stroke, rest } of keys) {
        await Promise.all([quick.stdin.press(stroke), plain.stdin.press(stroke)]);
        if (!rest) continue;
        await allFilled([quick, plain]);
        expect(looks(quick.terminal)).toBe(looks(plain.terminal));
      }
      for (const { terminal } of [quick, plain]) terminal.resize(...next);
      await allFilled([quick, plain]);
      expect(looks(quick.terminal)).toBe(looks(plain.terminal));
      await Promise.all([quick.end(), plain.end()]);
    }),
    { numRuns: Math.ceil(resizes / 20), seed: 11 },
  );
});
