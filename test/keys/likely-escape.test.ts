import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type InputEvent, InputSplitter } from '../../source/keys/input.ts';

const E = '\u001b';
type Reads = readonly (readonly [at: number, input: string])[];

function word(event: InputEvent): string {
  if (event.kind === 'press') return event.press.text ?? `(${event.press.stroke})`;
  if (event.kind === 'paste') return `paste<${event.text}>`;
  return event.kind === 'mouse' ? event.mouse.act : event.is;
}

/** What is heard of reads at these times, each time with what it brought. */
function heard(reads: Reads, options: ConstructorParameters<typeof InputSplitter>[0] = { isQuick: true }) {
  const splitter = new InputSplitter(options);
  const heardAt: [at: number, ...words: string[]][] = [];
  const note = (at: number, events: readonly InputEvent[]) => {
    if (events.length > 0) heardAt.push([at, ...events.map(word)]);
  };
  const until = (now: number) => {
    while (splitter.due !== undefined && splitter.due <= now) {
      const { due } = splitter;
      note(due, splitter.flush(due));
    }
  };
  for (const [at, input] of reads) {
    until(at);
    note(at, splitter.push(input, at));
  }
  until(100_000);
  return heardAt;
}

describe('an ESC that comes last in a read', () => {
  test.each<[string, Reads, ReturnType<typeof heard>]>([
    [
      'is told at once, and is sure when nothing has followed',
      [[0, E]],
      [
        [0, 'likely'],
        [20, 'sure'],
      ],
    ],
    [
      'after a letter',
      [[0, `j${E}`]],
      [
        [0, 'j', 'likely'],
        [20, 'sure'],
      ],
    ],
    [
      'is sure when a letter follows',
      [
        [0, E],
        [5, 'j'],
      ],
      [
        [0, 'likely'],
        [5, 'sure', 'j'],
      ],
    ],
    [
      'is sure when another one follows, which is likely then',
      [
        [0, E],
        [5, E],
      ],
      [
        [0, 'likely'],
        [5, 'sure', 'likely'],
        [25, 'sure'],
      ],
    ],
    [
      'was wrong when the rest of an arrow follows',
      [
        [0, E],
        [5, '[A'],
      ],
      [
        [0, 'likely'],
        [5, 'wrong', '(up)'],
      ],
    ],
    [
      'stays likely while the rest of an arrow comes byte by byte',
      [
        [0, E],
        [15, '['],
        [90, 'A'],
      ],
      [
        [0, 'likely'],
        [90, 'wrong', '(up)'],
      ],
    ],
    [
      'is sure with a bracket that stays alone: two keys',
      [
        [0, E],
        [15, '['],
      ],
      [
        [0, 'likely'],
        [115, 'sure', '['],
      ],
    ],
    [
      'was wrong when what follows is no key at all',
      [
        [0, E],
        [5, '[I'],
        [9, 'j'],
      ],
      [
        [0, 'likely'],
        [5, 'wrong'],
        [9, 'j'],
      ],
    ],
    [
      'was wrong when an answer or a paste follows',
      [
        [0, E],
        [5, ']11;rgb:1'],
        [6, `e\u0007${E}`],
        [7, '[200~ab'],
        [8, `${E}[201~`],
      ],
      [
        [0, 'likely'],
        [5, 'wrong'],
        [6, 'likely'],
        [7, 'wrong'],
        [8, 'paste<ab>'],
      ],
    ],
  ])('%s', (_, reads, expected) => {
    expect(heard(reads)).toEqual(expected);
  });

  test('was wrong when it was a key with Alt that means something', () => {
    const options = { isQuick: true, isBound: (stroke: string) => stroke === 'alt+f' };
    expect(
      heard(
        [
          [0, E],
          [5, 'f'],
        ],
        options,
      ),
    ).toEqual([
      [0, 'likely'],
      [5, 'wrong', '(alt+f)'],
    ]);
  });

  test('is not guessed at while an answer of the terminal is expected, and never where nobody asks for it', () => {
    expect(heard([[0, E]], { isQuick: true, isAsked: () => true })).toEqual([[250, '(esc)']]);
    expect(heard([[0, E]], {})).toEqual([[20, '(esc)']]);
  });

  test('is forgotten with everything else when another program takes the terminal', () => {
    const splitter = new InputSplitter({ isQuick: true });
    expect(splitter.push(E, 0).map(word)).toEqual(['likely']);
    splitter.reset();
    expect(splitter.push('j', 5).map(word)).toEqual(['j']);
    expect(splitter.push(`${E}[A`, 6).map(word)).toEqual(['(up)']);
  });
});

test('guesses change nothing of what is heard, however bytes are cut', () => {
  const pieces = fc.constantFrom(
    E,
    '[',
    'A',
    'j',
    `${E}[A`,
    `${E}OB`,
    `${E}[I`,
    `${E}[200~x${E}[201~`,
    `${E}]11;a\u0007`,
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), pieces), { maxLength: 12 }), (parts) => {
      let at = 0;
      const reads = parts.map(([pause, input]) => {
        at += pause;
        return [at, input] as const;
      });
      const quick = heard(reads).flatMap(([, ...words]) => words);
      const known = quick.filter((each) => each !== 'likely' && each !== 'wrong');
      expect(known.map((each) => (each === 'sure' ? '(esc)' : each))).toEqual(
        heard(reads, {}).flatMap(([, ...words]) => words),
      );
      // Every guess is judged, before anything else is heard.
      quick.forEach((each, index) => {
        if (each === 'likely') expect(['sure', 'wrong']).toContain(quick[index + 1]);
      });
    }),
    { numRuns: 300 },
  );
});
