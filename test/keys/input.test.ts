import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type InputEvent, InputSplitter } from '../../source/keys/input.ts';

const bound = new Set(['alt+f', 'alt+[', 'alt+é']);
const isBound = (stroke: string) => bound.has(stroke);

/** What the events are, one word each: keys that type nothing in brackets. */
const told = (events: readonly InputEvent[]) =>
  events
    .map((event) => {
      if (event.kind === 'paste') return `paste<${event.text}>`;
      if (event.kind === 'mouse') return `${event.mouse.act}@${event.mouse.column},${event.mouse.row}`;
      if (event.kind === 'escape') return event.is;
      return event.press.text === undefined ? `(${event.press.stroke})` : event.press.stroke;
    })
    .join(' ');

const encoder = new TextEncoder();
const bytesOf = (input: string | readonly number[]) =>
  typeof input === 'string' ? encoder.encode(input) : Uint8Array.from(input);

/** All of it, read in these parts without a pause, then left alone for long. */
function heard(...reads: readonly (string | readonly number[])[]) {
  const splitter = new InputSplitter({ isBound });
  const events = reads.flatMap((read) => splitter.push(bytesOf(read), 0));
  for (let now = 0; splitter.due !== undefined && now < 100_000; now = splitter.due ?? now)
    events.push(...splitter.flush(splitter.due));
  return told(events);
}

const E = '\u001b';

describe('keys', () => {
  test.each([
    ['letters that came together', 'jjG', 'j j G'],
    ['arrows and what lies between them', `${E}[Aj${E}[B${E}OC${E}[D`, '(up) j (down) (right) (left)'],
    [
      'keys with a number',
      `${E}[5~${E}[6~${E}[3~${E}[1~${E}[4~${E}[7~${E}[8~`,
      '(pgup) (pgdn) (delete) (home) (end) (home) (end)',
    ],
    ['home and end', `${E}[H${E}[F${E}OH${E}OF`, '(home) (end) (home) (end)'],
    ['arrows with a modifier', `${E}[1;5A${E}[1;2B${E}[6;3~`, '(up) (down) (pgdn)'],
    ['keys of rxvt with a modifier', `${E}[a${E}[5^${E}[6$j`, '(up) (pgup) (pgdn) j'],
    ['shift and tab', `${E}[Z`, '(shift+tab)'],
    ['the keypad in application mode', `${E}Op${E}Oy${E}OM${E}Ok`, '0 9 (enter) +'],
    ['function keys', `${E}OP${E}[11~${E}[24~${E}[1;2Q${E}[[Aj`, 'j'],
    ['insert and the keys without a name', `${E}[2~${E}[29~${E}[E`, ''],
  ])('%s', (_, input, keys) => {
    expect(heard(input)).toBe(keys);
  });
});

describe('Esc and another key in one read', () => {
  test.each([
    ['alone', E, '(esc)'],
    ['twice', E + E, '(esc) (esc)'],
    ['three times', E + E + E, '(esc) (esc) (esc)'],
    ['and a letter', `${E}j`, '(esc) j'],
    ['and a colon', `${E}:q`, '(esc) : q'],
    ['and Enter', `${E}\r`, '(esc) (enter)'],
    ['and rubbing out', `${E}\u007f`, '(esc) (backspace)'],
    ['and a control letter', `${E}\u0003`, '(esc) (ctrl+c)'],
    ['and a letter of two code points', `${E}e\u0301x`, '(esc) e\u0301 x'],
    ['and a bound key of Alt', `${E}f${E}fj`, '(alt+f) (alt+f) j'],
    ['and a bound key of another script', `${E}é`, '(alt+é)'],
    ['and its capital, which is another key', `${E}F`, '(esc) F'],
    ['and an arrow', `${E}${E}[A`, '(esc) (up)'],
    ['and what begins a sequence', `${E}O`, '(esc) O'],
    ['and what begins a string', `${E}]`, '(esc) ]'],
    ['and P', `${E}P`, '(esc) P'],
    ['and X', `${E}X`, '(esc) X'],
    ['and a bracket that is bound', `${E}[`, '(alt+[)'],
    ['and O and a page', `${E}O1`, '(esc) O 1'],
    ['and O and a letter of no keypad', `${E}OG`, '(esc) O G'],
    ['after letters', `ab${E}`, 'a b (esc)'],
  ])('%s', (_, input, keys) => {
    expect(heard(input)).toBe(keys);
  });
});

/** What terminals say by themselves, now or late, whatever stands in it. */
const answers: readonly (readonly [name: string, answer: string])[] = [
  ['colours, ended by a bell', `${E}]11;rgb:1e1e/1e1e/1e1e\u0007`],
  ['colours, ended by a string terminator', `${E}]10;rgb:ffff/ffff/ffff${E}\\`],
  ['a palette', `${E}]4;1;rgb:cdcd/0000/0000\u0007`],
  ['the clipboard', `${E}]52;c;akFKOnE=\u0007`],
  ['a title', `${E}]lqJ:w${E}\\`],
  ['a version', `${E}P>|XTerm(370)${E}\\`],
  ['a setting', `${E}P1$r0 q${E}\\`],
  ['a capability', `${E}P1+r544e=787465726d${E}\\`],
  ['a bell inside a device string', `${E}Pq\u0007J${E}\\`],
  ['an Esc inside a device string', `${E}Pq${E}J${E}[A${E}\\`],
  ['a picture', `${E}_Gi=31;OK${E}\\`],
  ['a private message', `${E}^jjj${E}\\`],
  ['a start of string', `${E}XJqjm\r\n\u0003${E}\\`],
  ['device attributes', `${E}[?62;22c`],
  ['secondary attributes', `${E}[>41;370;0c`],
  ['tertiary attributes', `${E}P!|00000000${E}\\`],
  ['status', `${E}[0n`],
  ['the cursor', `${E}[24;80R`],
  ['the cursor, extended', `${E}[?24;80;1R`],
  ['a mode', `${E}[?2026;2$y`],
  ['a mode of ANSI', `${E}[4;2$y`],
  ['the size', `${E}[8;40;120t`],
  ['focus', `${E}[I${E}[O`],
  ['the kitty protocol', `${E}[?1u`],
  ['a colour scheme', `${E}[?997;1n`],
  ['a mouse', `${E}[<0;12;7M${E}[<0;12;7m`],
  ['a wheel', `${E}[<64;120;40M`],
  ['a mouse of urxvt', `${E}[32;12;7M`],
  ['an old mouse', `${E}[M !!`],
  ['an old mouse on the keys of a page', `${E}[MJ1q`],
  ['an old mouse far right, in UTF-8', `${E}[M \u00e9\u0101`],
  ['a mouse that tracks a selection', `${E}[tJJ${E}[TJJqq:m`],
  ['a key that is let go', `${E}[106;1:3u`],
  ['an arrow that is let go', `${E}[1;1:3B`],
  ['a page key that is let go', `${E}[6;1:3~`],
  ['a modifier alone', `${E}[57441;2u`],
  ['8-bit attributes', '\u009b?62c'],
  ['8-bit colours', '\u009d11;rgb:1e1e/1e1e/1e1e\u009c'],
  ['an 8-bit device string', '\u0090>|JJJ\u009c'],
];

describe('what a terminal says by itself is no key', () => {
  test.each(answers)('%s', (_, answer) => {
    expect(heard(answer)).toBe('');
    expect(heard(`j${answer}k`)).toBe('j k');
  });

  test.each([
    ['in bytes, its columns beyond ASCII', [0x1b, 0x5b, 0x4d, 0x20, 0xf1, 0xa3]],
    ['in bytes that happen to be one letter', [0x1b, 0x5b, 0x4d, 0x20, 0xc3, 0xa9]],
    ['in bytes that happen to begin a letter', [0x1b, 0x5b, 0x4d, 0x23, 0xe5, 0x85]],
    ['in bytes, its last the beginning of a letter', [0x1b, 0x5b, 0x4d, 0x23, 0x21, 0xc8]],
  ])('an old mouse %s', (_, report) => {
    const splitter = new InputSplitter();
    expect(told(splitter.push(Uint8Array.from(report), 0))).toBe('');
    expect(told([...splitter.flush(100), ...splitter.push(bytesOf('j'), 100)])).toBe('j');
  });

  test('a control in 8 bits that is no letter', () => {
    expect(heard([0x9b, 0x3f, 0x36, 0x32, 0x63, 0x6a])).toBe('j');
    expect(heard([0x9d, 0x31, 0x31, 0x3b, 0x4a, 0x9c, 0x6a])).toBe('j');
  });
});

describe('keys of the kitty protocol', () => {
  test.each([
    ['a press', `${E}[106u`, 'j'],
    ['a press by name', `${E}[106;1:1u`, 'j'],
    ['a repeat', `${E}[106;1:2u`, 'j'],
    ['a capital', `${E}[106:74;2u`, 'J'],
    ['a capital without its alternate', `${E}[106;2u`, 'J'],
    ['a capital by the lock', `${E}[106;65u`, 'J'],
    ['a sign with its text', `${E}[49;2;33u`, '!'],
    ['a letter of another script', `${E}[1078;;1078u`, 'ж'],
    ['text of several characters', `${E}[0;;101:769u`, ''],
    ['control', `${E}[100;5u`, '(ctrl+d)'],
    ['control on a keyboard of another script', `${E}[1089::99;5u`, '(ctrl+c)'],
    ['control that other terminals cannot tell apart', `${E}[109;5u${E}[105;5u${E}[91;5u`, '(enter) (tab) (esc)'],
    ['control and blank', `${E}[32;5u`, '(ctrl+space)'],
    ['Alt, which needs no guess', `${E}[103;3u${E}[102;3u`, '(alt+g) (alt+f)'],
    ['control and Alt', `${E}[106;7u`, ''],
    ['super', `${E}[106;9u`, ''],
    [
      'Esc, Enter, Tab, Backspace',
      `${E}[27u${E}[13u${E}[9u${E}[9;2u${E}[127u`,
      '(esc) (enter) (tab) (shift+tab) (backspace)',
    ],
    ['Esc that is let go', `${E}[27;1:3u`, ''],
    ['blank', `${E}[32u`, 'space'],
    ['the keypad', `${E}[57400u${E}[57414u${E}[57419u`, '1 (enter) (up)'],
    ['a key of media', `${E}[57428u`, ''],
    ['arrows with an event', `${E}[1;1:1A${E}[1;1:2A${E}[1;1:3A`, '(up) (up)'],
    ['a key of modifyOtherKeys', `${E}[27;5;100~${E}[27;2;74~`, '(ctrl+d) J'],
    ['numbers that are no character', `${E}[55296u${E}[1114112u${E}[99999999999999999999u`, ''],
  ])('%s', (_, input, keys) => {
    expect(heard(input)).toBe(keys);
  });
});

describe('a paste', () => {
  test.each([
    ['between keys', `a${E}[200~x\ry${E}[201~b`, 'a paste<x\ry> b'],
    ['with sequences in it', `${E}[200~${E}[A${E}]0;x${E}[201~`, `paste<${E}[A${E}]0;x>`],
    ['of nothing', `${E}[200~${E}[201~`, 'paste<>'],
    ['two of them', `${E}[200~x${E}[201~${E}[200~y${E}[201~`, 'paste<x> paste<y>'],
    ['that never ends is what came', `${E}[200~abc`, 'paste<abc>'],
    ['whose end alone comes', `${E}[201~j`, 'j'],
  ])('%s', (_, input, events) => {
    expect(heard(input)).toBe(events);
  });

  test('keeps so much of a huge one, and hears its end', () => {
    const splitter = new InputSplitter();
    const events = splitter.push(`${E}[200~`, 0);
    for (let part = 0; part < 48; part += 1) events.push(...splitter.push('x'.repeat(1 << 16), 0));
    events.push(...splitter.push(`${E}[20`, 0), ...splitter.push('1~j', 0));
    expect(events).toHaveLength(2);
    const [paste, key] = events;
    const kept = paste?.kind === 'paste' ? paste.text.length : 0;
    expect((1 << 20) - kept).toBeGreaterThanOrEqual(0);
    expect((1 << 20) - kept).toBeLessThan(16);
    expect(told([key!])).toBe('j');
  });
});

describe('time', () => {
  /** Reads at given times; the splitter is asked whenever it wants to be. */
  function timed(...reads: readonly (readonly [at: number, input: string])[]) {
    const splitter = new InputSplitter();
    const events: InputEvent[] = [];
    const until = (now: number) => {
      while (splitter.due !== undefined && splitter.due <= now) events.push(...splitter.flush(splitter.due));
    };
    for (const [at, input] of reads) {
      until(at);
      events.push(...splitter.push(bytesOf(input), at));
    }
    until(Number.POSITIVE_INFINITY);
    return told(events);
  }

  test.each<[string, (readonly [number, string])[], string]>([
    [
      'a lone Esc is the key',
      [
        [0, E],
        [30, 'j'],
      ],
      '(esc) j',
    ],
    [
      'an arrow whose parts come apart',
      [
        [0, E],
        [15, '['],
        [90, 'A'],
      ],
      '(up)',
    ],
    [
      'an arrow that was torn apart for long leaves no letter behind',
      [
        [0, E],
        [60, '[A'],
        [70, 'j'],
      ],
      '(esc) j',
    ],
    [
      'an answer that was torn apart behind its Esc',
      [
        [0, E],
        [60, ']11;rgb:1'],
        [300, 'e/1\u0007j'],
      ],
      '(esc) j',
    ],
    [
      'an answer over many reads',
      [
        [0, `${E}]`],
        [80, '1'],
        [400, '1;rgb'],
        [800, ':J'],
        [1200, `${E}`],
        [1300, '\\j'],
      ],
      'j',
    ],
    [
      'an answer without an end',
      [
        [0, `${E}]11;rgb`],
        [600, 'j'],
      ],
      'j',
    ],
    [
      'an answer without an end does not hold the keyboard while keys come',
      [[0, `${E}]11;rgb`], ...Array.from({ length: 9 }, (_, index) => [400 * (index + 1), 'j'] as const)],
      'j j',
    ],
    [
      'a device string without an end',
      [
        [0, `${E}P>|X`],
        [900, 'j'],
      ],
      'j',
    ],
    [
      'a report without an end',
      [
        [0, `${E}[<0;1`],
        [900, 'j'],
      ],
      'j',
    ],
    [
      'an old mouse without an end',
      [
        [0, `${E}[M `],
        [900, 'j'],
      ],
      'j',
    ],
    [
      'a paste over slow reads',
      [
        [0, `${E}[200~a`],
        [2000, 'b'],
        [4000, `c${E}[201~j`],
      ],
      'paste<abc> j',
    ],
    [
      'a paste without an end',
      [
        [0, `${E}[200~a`],
        [4000, 'j'],
      ],
      'paste<a> j',
    ],
    [
      'Enter as two bytes in two reads',
      [
        [0, 'x\r'],
        [1, '\ny'],
      ],
      'x (enter) y',
    ],
    [
      'Enter and ctrl+j',
      [
        [0, 'x\r'],
        [500, '\n'],
      ],
      'x (enter) (enter)',
    ],
  ])('%s', (_, reads, keys) => {
    expect(timed(...reads)).toBe(keys);
  });

  test('nothing waits after plain keys', () => {
    const splitter = new InputSplitter();
    splitter.push('jk', 0);
    expect(splitter.due).toBeUndefined();
  });

  test('what has begun is forgotten when somebody else had the terminal', () => {
    const splitter = new InputSplitter();
    splitter.push(`${E}[200~secret`, 0);
    splitter.reset();
    expect([splitter.due, told(splitter.push('j', 1))]).toEqual([undefined, 'j']);
  });
});

const piece = fc.oneof(
  fc.constantFrom('j', 'J', ':', '\r', '\t', ' ', '\u007f', '\u0003', 'é', '漢', '🙂', 'gg', '5j'),
  fc.constantFrom(`${E}[A`, `${E}OB`, `${E}[5~`, `${E}[Z`, `${E}[106;1:1u`, `${E}j`, `${E}f`, `${E}:`, `${E}${E}[A`),
  fc.constantFrom(...answers.map(([, answer]) => answer)),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }).map((text) => `${E}[200~${text}${E}[201~`),
);

test('the same bytes are the same keys, however they are cut into reads', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.integer({ min: 1, max: 5 })), (pieces, cuts) => {
      const bytes = [...bytesOf(`${pieces.join('')}.`)];
      const whole = heard(bytes);
      const rest = [...bytes];
      const reads = cuts.map((length) => rest.splice(0, length)).filter((part) => part.length > 0);
      expect(heard(...reads, rest)).toBe(whole);
      expect(heard(...bytes.map((byte) => [byte]))).toBe(whole);
    }),
    { numRuns: 300 },
  );
});

test('no bytes make it throw, or hold the keyboard for good', () => {
  const hostile = fc.array(
    fc.oneof(
      fc.constantFrom(0x1b, 0x5b, 0x5d, 0x50, 0x4d, 0x9b, 0x3b, 0x30, 0x7e, 0x24),
      fc.integer({ min: 0, max: 255 }),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(fc.array(hostile, { maxLength: 6 }), (reads) => {
      expect(heard(...reads).length).toBeLessThan(4_000);
      const splitter = new InputSplitter();
      for (const read of reads) splitter.push(Uint8Array.from(read), 0);
      while (splitter.due !== undefined) {
        expect(splitter.due).toBeLessThanOrEqual(3_000);
        splitter.flush(splitter.due);
      }
      expect(told(splitter.push(bytesOf('j'), 10_000)).endsWith('j')).toBe(true);
    }),
    { numRuns: 300 },
  );
});

describe('the mouse', () => {
  const withMouse = (...reads: readonly string[]) => {
    const splitter = new InputSplitter({ isBound, hasMouse: () => true });
    return told(reads.flatMap((read) => splitter.push(read, 0)));
  };

  test.each([
    ['a click, counted from 0', `${E}[<0;12;7M`, 'click@11,6'],
    ['letting go is nothing', `${E}[<0;12;7m`, ''],
    ['the first cell', `${E}[<0;1;1M`, 'click@0,0'],
    ['far right and down', `${E}[<0;400;250M`, 'click@399,249'],
    ['the wheel up', `${E}[<64;120;40M`, 'up@119,39'],
    ['the wheel down', `${E}[<65;120;40M`, 'down@119,39'],
    ['the wheel with Shift, Ctrl and Alt', `${E}[<68;1;2M${E}[<81;1;2M${E}[<72;1;2M`, 'up@0,1 down@0,1 up@0,1'],
    ['a wheel that turns sideways', `${E}[<66;1;1M${E}[<67;1;1M`, ''],
    ['the other buttons', `${E}[<1;1;1M${E}[<2;1;1M${E}[<3;1;1M${E}[<128;1;1M`, ''],
    ['a click with a modifier is the terminal’s', `${E}[<4;1;1M${E}[<8;1;1M${E}[<16;1;1M`, ''],
    ['movement', `${E}[<32;5;5M${E}[<35;6;6M`, ''],
    ['cells that no screen has', `${E}[<0;0;1M${E}[<0;1;0M${E}[<0;999999;1M`, ''],
    ['parts that are missing or no numbers', `${E}[<0;1M${E}[<0;1;2;3M${E}[<;;M${E}[<a;1;1Mj`, '; 1 ; 1 M j'],
    ['between keys', `j${E}[<0;2;2Mk${E}[<65;2;2Ml`, 'j click@1,1 k down@1,1 l'],
    ['reports of old are nothing', `${E}[M !!${E}[32;12;7M${E}[MJ1q`, ''],
  ])('%s', (_, input, acts) => {
    expect(withMouse(input)).toBe(acts);
    expect(withMouse(...input)).toBe(acts);
  });

  test('off, it is nothing, however it comes', () => {
    expect(heard(`j${E}[<0;12;7M${E}[<64;1;1Mk`)).toBe('j k');
    expect(heard(...`j${E}[<0;12;7Mk`)).toBe('j k');
  });
});

describe('an answer of the terminal', () => {
  /** What was answered and what was typed, of reads at these times. */
  const asked = (until: number, ...reads: readonly (readonly [at: number, text: string])[]) => {
    const answers: string[] = [];
    const events: InputEvent[] = [];
    const splitter = new InputSplitter({
      isBound,
      onAnswer: (osc) => void answers.push(osc),
      isAsked: (now) => now < until,
    });
    for (const [at, text] of [...reads, [100_000, ''] as const]) {
      while (splitter.due !== undefined && splitter.due <= at) events.push(...splitter.flush(splitter.due));
      events.push(...splitter.push(text, at));
    }
    return [answers, told(events)];
  };
  const dark = '11;rgb:1e1e/1e1e/1e1e';

  test.each<[string, readonly (readonly [number, string])[], readonly string[], string]>([
    ['ended by BEL', [[0, `j${E}]${dark}\u0007k`]], [dark], 'j k'],
    ['ended by ST', [[0, `j${E}]${dark}${E}\\k`]], [dark], 'j k'],
    ['in 8 bits', [[0, `j\u009d${dark}\u009ck`]], [dark], 'j k'],
    ['character by character', [...`${E}]${dark}${E}\\k`].map((one, at) => [at * 90, one] as const), [dark], 'k'],
    [
      'its Esc long before the rest, while it is expected',
      [
        [0, E],
        [200, `]${dark}\u0007`],
      ],
      [dark],
      '',
    ],
    ['other OSCs', [[0, `${E}]4;1;rgb:0/0/0\u0007${E}]52;c;YQ==\u0007`]], ['4;1;rgb:0/0/0', '52;c;YQ=='], ''],
    [
      'one without an end',
      [
        [0, `${E}]${dark}`],
        [2000, 'j'],
      ],
      [],
      'j',
    ],
    ['one of megabytes', [[0, `${E}]11;${'x'.repeat(5000)}\u0007j`]], [], 'j'],
    ['a device string that looks like it', [[0, `${E}P${dark}${E}\\j`]], [], 'j'],
  ])('%s', (_, reads, answers, keys) => {
    expect(asked(1000, ...reads)).toEqual([answers, keys]);
  });

  test('a lone Esc is the key at once where nothing was asked, and after a moment where it was', () => {
    expect(asked(0, [0, E], [30, 'j'])).toEqual([[], '(esc) j']);
    expect(asked(1000, [0, E], [30, 'j'])).toEqual([[], '(esc) j']);
    expect(asked(1000, [0, E], [300, 'j'])).toEqual([[], '(esc) j']);
  });
});
