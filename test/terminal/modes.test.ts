import { describe, expect, it } from 'vitest';
import { sanitise } from '../../source/domain/text.ts';
import {
  bracketedPaste,
  createModes,
  keptTitle,
  mouseReports,
  noAutowrap,
  wheelAsArrows,
  writeWhole,
} from '../../source/terminal/modes.ts';
import { titleSequence } from '../../source/terminal/title.ts';

function terminal() {
  const written: string[] = [];
  const exits: (() => void)[] = [];
  const modes = createModes({ write: (text) => written.push(text), onExit: (run) => exits.push(run) });
  const take = () => written.splice(0).join('');
  return { modes, take, exits };
}

/** The sequence that undoes private modes: each the other way, the last one first. */
const opposite = (sequence: string) =>
  (sequence.match(/\u001b\[\?\d+[hl]/g) ?? [])
    .toReversed()
    .map((one) => one.replace(/[hl]$/, (end) => (end === 'h' ? 'l' : 'h')))
    .join('');

it.each([
  ['no wrap', noAutowrap, '?7l'],
  ['the wheel', wheelAsArrows, '?1007h'],
  ['pastes', bracketedPaste, '?2004h'],
  ['the mouse', mouseReports, '?1000h\u001b[?1006h'],
])('%s: what it switches on it switches off', (_, { on, off }, sequence) => {
  expect([on, off]).toEqual([`\u001b[${sequence}`, opposite(on)]);
});

it('the title is put on the stack of the terminal and taken from it', () => {
  expect(keptTitle).toEqual({ on: '\u001b[22;2t', off: '\u001b[23;2t' });
});

describe('modes', () => {
  it('are undone in reverse order when the process exits, once', () => {
    const { modes, take, exits } = terminal();
    modes.enable(noAutowrap);
    modes.enable(wheelAsArrows);
    expect(take()).toBe('\u001b[?7l\u001b[?1007h');
    expect(exits).toHaveLength(1);
    exits[0]!();
    expect(take()).toBe('\u001b[?1007l\u001b[?7h');
    exits[0]!();
    modes.resume();
    expect(take()).toBe('');
  });

  it('are switched on once', () => {
    const { modes, take } = terminal();
    modes.enable(noAutowrap);
    modes.enable(noAutowrap);
    expect(take()).toBe(noAutowrap.on);
  });

  it('pause and resume', () => {
    const { modes, take } = terminal();
    modes.pause();
    expect(take()).toBe('');
    modes.resume();
    modes.enable(keptTitle);
    modes.enable(noAutowrap);
    take();
    modes.pause();
    expect(take()).toBe(noAutowrap.off + keptTitle.off);
    modes.resume();
    expect(take()).toBe(keptTitle.on + noAutowrap.on);
  });

  it('write nothing while somebody else has the terminal, and undo nothing twice when the process ends there', () => {
    const { modes, take, exits } = terminal();
    modes.enable(keptTitle);
    modes.write('\u0007');
    expect(take()).toBe(`${keptTitle.on}\u0007`);
    modes.pause();
    take();
    modes.enable(noAutowrap);
    modes.write('\u0007');
    modes.pause();
    exits[0]!();
    expect(take()).toBe('');
  });

  it('that came while they were paused are switched on with the others', () => {
    const { modes, take } = terminal();
    modes.pause();
    modes.enable(noAutowrap);
    expect(take()).toBe('');
    modes.resume();
    modes.resume();
    expect(take()).toBe(noAutowrap.on);
  });

  it('are undone in one piece with whatever else leaves the terminal, also from a terminal that is somebody else’s', () => {
    const written: string[] = [];
    const exits: (() => void)[] = [];
    let leaving = '[screen]';
    const host = {
      write: (text: string) => void written.push(text),
      onExit: (run: () => void) => void exits.push(run),
    };
    const modes = createModes(host, () => {
      const once = leaving;
      leaving = '';
      return once;
    });
    modes.enable(noAutowrap);
    exits[0]!();
    modes.end();
    expect(written).toEqual([noAutowrap.on, `${noAutowrap.off}[screen]`]);
  });

  it('write nothing when none is on', () => {
    const { modes, take, exits } = terminal();
    modes.end();
    expect(take()).toBe('');
    expect(exits).toEqual([]);
  });
});

describe('writeWhole', () => {
  const error = (code: string) => Object.assign(new Error(code), { code });
  /** An output that takes this much at a time; an error where it is one. */
  function output(...takes: (number | string)[]) {
    let taken = '';
    const put = (bytes: Uint8Array): number => {
      const take = takes.shift() ?? bytes.length;
      if (typeof take === 'string') throw error(take);
      taken += Buffer.from(bytes.subarray(0, take)).toString();
      return Math.min(take, bytes.length);
    };
    return { put, taken: () => taken, left: () => takes.length };
  }

  it.each([
    ['at once', [], 'to the terminal'],
    ['in pieces', [3, 4, 1], 'to the terminal'],
    ['after it was full for a while', ['EAGAIN', 2, 'EAGAIN', 'EAGAIN'], 'to the terminal'],
    ['up to where the terminal was gone', [7, 'EIO'], 'to the t'.slice(0, 7)],
  ] as const)('writes %s', (_, takes, wanted) => {
    const { put, taken } = output(...takes);
    writeWhole('to the terminal', put);
    expect(taken()).toBe(wanted);
  });

  it('gives up on a terminal that takes nothing any more', () => {
    const { put, taken, left } = output(...Array.from({ length: 300 }, () => 'EAGAIN'));
    writeWhole('text', put);
    expect([taken(), left()]).toEqual(['', 100]);
  });
});

describe('titleSequence', () => {
  it('holds nothing that could end it early', () => {
    const title = titleSequence(sanitise('segtop · Acme\u0007\u001b]52;c;eA==\u0007 Production\u009c'));
    expect(title.startsWith('\u001b]2;segtop · Acme')).toBe(true);
    expect(title.slice(4, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    expect(title.endsWith('\u0007')).toBe(true);
  });

  it('is not longer than a title bar', () => {
    expect(titleSequence(sanitise('x'.repeat(900)))).toHaveLength(205);
  });
});

describe('a mode that is switched off again', () => {
  it('is undone at once, once, and not at the end', () => {
    const { modes, take, exits } = terminal();
    modes.enable(noAutowrap);
    modes.enable(mouseReports);
    modes.disable(mouseReports);
    modes.disable(mouseReports);
    expect(take()).toBe(`${noAutowrap.on}\u001b[?1000h\u001b[?1006h\u001b[?1006l\u001b[?1000l`);
    exits[0]!();
    expect(take()).toBe(noAutowrap.off);
  });

  it('comes back neither after a pause in which it was switched off, nor is it written there', () => {
    const { modes, take } = terminal();
    modes.enable(mouseReports);
    modes.pause();
    expect(take()).toBe(mouseReports.on + mouseReports.off);
    modes.disable(mouseReports);
    modes.resume();
    expect(take()).toBe('');
  });
});
