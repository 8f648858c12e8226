import { beforeAll, expect, inject, test } from 'vitest';
import { bytesOf } from '../../harness/keys.ts';
import { type MockApi, mockApi } from '../../harness/mock-api.ts';
import { type PtyTerminal, spawnTerminal } from '../../harness/terminal/pty.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

/** 15 runs of 3,000 with KEY_RUNS=15 KEYS=3000. */
const runs = Number(process.env.KEY_RUNS ?? 1);
const keysOfRun = Number(process.env.KEYS ?? 240);
/** A run looks every so many keys whether the program still answers. */
const stretch = 20;

/** Numbers in 0…1, the same ones for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const letters = [
  ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!@#$%^&*()-_=+[]{};:\'",.<>/?\\|`~ ',
];
const named = 'enter esc tab shift+tab backspace delete up down left right home end pgup pgdn alt+x alt+:'.split(' ');
const controls = 'ctrl+a ctrl+d ctrl+e ctrl+k ctrl+l ctrl+n ctrl+p ctrl+r ctrl+u ctrl+w ctrl+z'.split(' ');
/** What a terminal or a slow line brings besides single keys; the parts of one come in reads of their own. */
const odd: readonly (readonly string[])[] = [
  ['JJ'],
  ['J\u001a'],
  ['\u001a\u001a'],
  ['\u001bj'],
  ['\u001b:q\r'],
  ['5j', '12G'],
  [':source', 's\r'],
  ['\u001b[200~paste\rd\u001b[A of 漢字\u001b[201~'],
  ['\u001b[200~half a pas', 'te\u001b[201', '~'],
  ['\u001b[200~', 'x'.repeat(3_000), '\u001b[201~'],
  ['\u001b[<0;12;7M\u001b[<0;12;7m', '\u001b[<64;30;', '20M'],
  ['\u001b[M !!', '\u001b[M', 'qJ1'],
  ['\u001b]11;rgb:1e1e/1e1e/1e1e\u0007'],
  ['\u001b]10;rgb:ff', 'ff/ffff/ffff\u001b', '\\'],
  ['\u001bP>|XTerm(370)\u001b\\', '\u001b[?62;22c', '\u001b[24;80R'],
  ['\u001b[I', '\u001b[O', '\u001b[106;1:3u', '\u001b[106;1:1u'],
  ['\u001b', '[A', '\u001b[', '5~'],
  ['\u001b]52;c;', 'never ended'],
  ['é漢🙂e\u0301'],
];

function pick<Value>(next: () => number, from: readonly Value[]): Value {
  return from[Math.floor(next() * from.length)]!;
}

/** The reads of one random input. */
function input(next: () => number): readonly string[] {
  const kind = next();
  if (kind < 0.5) return [pick(next, letters)];
  if (kind < 0.75) return [bytesOf(pick(next, named))];
  if (kind < 0.82) return [bytesOf(pick(next, controls))];
  if (kind < 0.9) return [Array.from({ length: 2 + Math.floor(next() * 6) }, () => pick(next, letters)).join('')];
  return pick(next, odd);
}

/** Requests a minute that Segment allows a token, and a few whose answers cross the turn of a minute. */
const limit = 620;
const size = { cols: 100, rows: 30 };
const start = (api: MockApi) =>
  spawnTerminal({
    ...size,
    env: { SEGTOP_TOKEN: api.token, SEGTOP_API_URL: api.url, PAGER: 'cat' },
  });

/** Longer than an answer that never ends is waited for, ms: keys until then are part of it. */
const again = { interval: 700, timeout: 30_000 };

/** Presses keys, once more after a while where need be, until the screen shows it. */
async function until(
  terminal: PtyTerminal,
  keys: readonly string[],
  shown: () => boolean,
  recent: string,
): Promise<void> {
  const press = () => {
    terminal.press(...keys);
    return terminal.waitFor(shown, 600).then(
      () => 'shown',
      () => `not after ${recent}:\n${terminal.altScreen ? 'own' : 'given away'}\n${terminal.text()}`,
    );
  };
  await expect.poll(press, again).toBe('shown');
}

/** Whether it still answers: it paints all of its screen again. */
async function answers(terminal: PtyTerminal, recent: string): Promise<void> {
  const before = terminal.raw().length;
  await until(terminal, ['ctrl+l'], () => terminal.altScreen && terminal.raw().length > before, recent);
}

test.each(Array.from({ length: runs }, (_, run) => [run + 1]))(
  `random keys, run %i: ${keysOfRun} of them end in a program that answers, and ask no more than the limit allows`,
  { timeout: 60_000 + keysOfRun * 400 },
  async (run) => {
    const next = random(run);
    await using api = await mockApi();
    let terminal = start(api);
    let before = 0;
    /** What this start of the program has asked, minute by minute. */
    const bounded = async () => {
      const at = (await api.requests()).slice(before).map((request) => Number(new Date(request.at)));
      before += at.length;
      const ofMinute = at.map((began) => at.filter((one) => one >= began && one < began + 60_000).length);
      expect(Math.max(0, ...ofMinute)).toBeLessThanOrEqual(limit);
    };
    let recent: string[] = [];
    /** Whether it ended meanwhile. Keys may quit: that is an end in order. */
    const hasEnded = async (answer: Promise<void>): Promise<boolean> => {
      const ended = await Promise.race([terminal.exit, answer]);
      if (!ended) return false;
      expect([ended, JSON.stringify(recent)]).toEqual([{ code: 0, signal: 0 }, JSON.stringify(recent)]);
      await expect.poll(() => terminal.altScreen).toBe(false);
      return true;
    };
    try {
      await terminal.waitFor(/1 Home/);
      for (let sent = 0; sent < keysOfRun; sent += 1) {
        const reads = input(next);
        recent = [...recent.slice(-2 * stretch), ...reads];
        for (const read of reads) {
          terminal.send(read);
          await new Promise((resolve) => setImmediate(resolve));
        }
        if (sent % stretch !== stretch - 1) continue;
        if (!(await hasEnded(answers(terminal, JSON.stringify(recent))))) continue;
        await bounded();
        await terminal[Symbol.asyncDispose]();
        terminal = start(api);
        await terminal.waitFor(/1 Home/);
      }
      const home = () => /EVENTS FAILED/.test(terminal.text());
      const ended = await hasEnded(until(terminal, ['esc', 'esc', 'esc', '1'], home, JSON.stringify(recent)));
      expect(ended ? [] : terminal.wrapped()).toEqual([]);
      await bounded();
    } finally {
      await terminal[Symbol.asyncDispose]();
    }
  },
);
