import { describe, expect, test, vi } from 'vitest';
import { type Beginning, FirstRun, type FirstRunHands, type Opened } from '../../../source/app/first-run/first-run.ts';
import { conversation, introduction, shortList } from '../../../source/app/first-run/rows.ts';
import type { Workspace } from '../../../source/domain/entities.ts';
import { type ProblemKind, ReadError } from '../../../source/domain/problem.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { lineText, lineWidth } from '../../../source/theme/line.ts';
import { presses } from '../../harness/keys.ts';

const token = 'sgp_Example_not_a_secret';
const workspace = { id: 'w', slug: 'acme', name: t`Acme` } as Workspace;
const opened: Opened = { workspace, region: 'eu' };
const failing = (kind: ProblemKind) =>
  new ReadError({ kind, message: t`the words of it`, status: 0, operation: t`GET /` });

/** A screen with hands that say what they did. */
function begin(
  check: FirstRunHands['check'] = async () => opened,
  keep: FirstRunHands['keep'] = async () => undefined,
) {
  const ends: Beginning[] = [];
  const hands = {
    check: vi.fn(check),
    keep: vi.fn(keep),
    end: (one: Beginning) => void ends.push(one),
    redraw: vi.fn(),
    suspend: vi.fn(),
  };
  const screen = new FirstRun(hands);
  const type = (...strokes: string[]) => {
    for (const stroke of strokes) screen.presses(presses(stroke));
  };
  const shown = (ascii = false) => conversation(screen.get(), 80, glyphs(ascii)).map(lineText).join('\n');
  const reached = (step: string) => vi.waitFor(() => expect(screen.get().step).toBe(step));
  return { screen, ends, hands, type, shown, reached };
}

test.each([
  ['d', { kind: 'demo' }],
  ['q', { kind: 'quit' }],
  ['ctrl+c', { kind: 'quit' }],
  ['ctrl+d', { kind: 'quit' }],
])('%s on the empty line', (stroke, beginning) => {
  const { type, ends } = begin();
  type(stroke);
  expect(ends).toEqual([beginning]);
});

test('keys after the one that ended it, in the same read or a later one, choose nothing else', async () => {
  const { screen, ends, type, reached } = begin();
  screen.paste(token);
  type('enter');
  await reached('found');
  screen.presses(presses('enter', 'q'));
  type('ctrl+c');
  expect(ends).toEqual([{ kind: 'token', token, region: 'eu' }]);
});

test('a letter of a token is no choice: typed after others, or pasted together', () => {
  const typed = begin();
  typed.type('s', 'q', 'd');
  typed.screen.presses(presses('d', 'q'));
  const pasted = begin();
  pasted.screen.presses(presses('d', 'q', 'x'));
  expect([typed.ends, pasted.ends]).toEqual([[], []]);
  expect(typed.screen.get().prompt.text).toBe('sqddq');
  expect(pasted.screen.get().prompt.text).toBe('dqx');
});

test('a pasted token is tried, shown by dots only, and opens with its region', async () => {
  const { screen, ends, hands, type, shown, reached } = begin();
  screen.paste(`${token}\n`);
  expect(shown()).not.toContain('sgp_');
  expect(shown()).toContain('•'.repeat(token.length));
  type('enter');
  await reached('found');
  expect(hands.check).toHaveBeenCalledWith(token, expect.any(AbortSignal));
  expect(shown()).toContain('It opens Acme (EU).');
  type('enter');
  expect(ends).toEqual([{ kind: 'token', token, region: 'eu' }]);
  expect(hands.keep).not.toHaveBeenCalled();
});

test('s keeps the token, then opens', async () => {
  const { screen, ends, hands, type, reached } = begin();
  screen.paste(token);
  type('enter');
  await reached('found');
  type('s');
  await vi.waitFor(() => expect(ends).toEqual([{ kind: 'token', token, region: 'eu' }]));
  expect(hands.keep).toHaveBeenCalledExactlyOnceWith(token);
});

test.each([
  ['esc', []],
  ['q', [{ kind: 'quit' }]],
  ['enter', [{ kind: 'token', token, region: 'eu' }]],
] as const)('%s while a slow disk keeps the token is what counts', async (stroke, beginnings) => {
  const kept = Promise.withResolvers<void>();
  const { screen, ends, type, reached } = begin(undefined, () => kept.promise);
  screen.paste(token);
  type('enter');
  await reached('found');
  type('s', stroke);
  kept.resolve();
  await kept.promise;
  expect(ends).toEqual(beginnings);
});

test('that the token was not kept is not said of the next one', async () => {
  const kept = Promise.withResolvers<void>();
  const { screen, type, shown, reached } = begin(undefined, () => kept.promise);
  screen.paste(token);
  type('enter');
  await reached('found');
  type('s', 'esc');
  kept.reject(new Error('EROFS'));
  await kept.promise.catch(() => undefined);
  expect(screen.get().step).toBe('ask');
  expect(shown()).not.toContain('Not kept');
});

test('a token that cannot be kept opens all the same', async () => {
  const { screen, ends, type, shown, reached } = begin(undefined, async () => {
    throw new Error('EROFS: read-only file system');
  });
  screen.paste(token);
  type('enter');
  await reached('found');
  type('s');
  await vi.waitFor(() => expect(shown()).toContain('Not kept: EROFS: read-only file system.'));
  expect(ends).toEqual([]);
  type('enter');
  expect(ends).toHaveLength(1);
});

test.each<[ProblemKind, string]>([
  ['no-access', 'No region knows this token.'],
  ['not-found', 'No region knows this token.'],
  ['network', 'No answer from Segment: the words of it. enter tries again'],
  ['timeout', 'No answer from Segment: the words of it.'],
  ['server', 'That did not work: the words of it.'],
])('%s is told in place, with the token still there', async (kind, words) => {
  const { screen, type, shown } = begin(async () => {
    throw failing(kind);
  });
  screen.paste(token);
  type('enter');
  await vi.waitFor(() => expect(shown()).toContain(words));
  expect(shown()).not.toContain('sgp_');
  expect(screen.get()).toMatchObject({ step: 'ask', prompt: { text: token } });
});

test('esc stops a check that hangs, and its late answer changes nothing', async () => {
  const { promise, resolve } = Promise.withResolvers<Opened>();
  const { screen, hands, type, reached } = begin(() => promise);
  screen.paste(token);
  type('enter');
  await reached('checking');
  type('esc');
  expect(hands.check.mock.calls[0]?.[1].aborted).toBe(true);
  resolve(opened);
  await promise;
  expect(screen.get()).toMatchObject({ step: 'ask', opened: undefined });
});

test.each(['', '   ', 'two words', 'with\u00a0blank'])('%j is not sent anywhere', (text) => {
  const { screen, hands, type } = begin();
  screen.paste(text);
  type('enter');
  expect(hands.check).not.toHaveBeenCalled();
});

test('it says where a token is made, where there is room for that', () => {
  const told = (roomy: boolean) =>
    introduction(120, roomy)
      .map(lineText)
      .map((row) => row.trim());
  expect(told(true)).toEqual([
    'segtop  what is failing in Segment',
    '',
    'A Workspace Owner makes a token in Segment: Settings, Workspace settings,',
    'Access Management, Tokens.',
    'A token in SEGTOP_TOKEN, or a profile in config.yaml, is taken without',
    'asking.',
    '',
  ]);
  expect(told(false)).toEqual(['segtop  what is failing in Segment', '']);
});

describe.each([40, 80, 120])('on %i columns', (width) => {
  test.each([false, true])('no row is wider or narrower (ASCII %s)', (ascii) => {
    const trouble = sanitise('x'.repeat(300));
    const state = { ...begin().screen.get(), trouble };
    const rows = [
      ...introduction(width, true),
      ...shortList(width),
      ...conversation(state, width, glyphs(ascii)),
      ...conversation({ ...state, step: 'found', opened }, width, glyphs(ascii)),
    ];
    expect(new Set(rows.map(lineWidth))).toEqual(new Set([width]));
    if (ascii) expect(conversation(state, width, glyphs(true)).map(lineText).join('')).toMatch(/^[\x20-\x7e…]*$/);
  });
});

test('ctrl+l paints again, ctrl+z gives the terminal to the shell, and neither types or chooses anything', () => {
  const { screen, ends, hands, type } = begin();
  type('x', 'ctrl+l', 'ctrl+z');
  expect([hands.redraw.mock.calls.length, hands.suspend.mock.calls.length, ends]).toEqual([1, 1, []]);
  expect(screen.get().prompt.text).toBe('x');
});

test('esc empties the line and takes back what was wrong with it', () => {
  const { screen, shown, type } = begin();
  screen.paste('two words');
  type('enter');
  expect(shown()).toContain('A token is one word of letters and digits.');
  type('esc');
  expect(screen.get()).toMatchObject({ step: 'ask', prompt: { text: '', cursor: 0 }, trouble: undefined });
});
