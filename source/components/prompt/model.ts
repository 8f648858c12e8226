/** Editing one line of text: state in, state out. */
import { type SafeText, sanitise } from '../../domain/text.ts';
import { graphemes } from '../../theme/width.ts';

export interface PromptState {
  readonly text: string;
  /** Code units before the cursor; always between two graphemes. */
  readonly cursor: number;
}

export const emptyPrompt: PromptState = { text: '', cursor: 0 };

/** Longest text a prompt takes, so that a pasted megabyte costs nothing. */
const longest = 500;

/** Types or pastes: line breaks and everything a terminal could obey are dropped. */
export function inserted({ text, cursor }: PromptState, added: string): PromptState {
  const room = Math.max(0, longest - text.length);
  const clean = sanitise(
    added
      .slice(0, longest)
      .replace(/[\r\n]+$/, '')
      .replace(/[\r\n\t\u2028\u2029]+/g, ' '),
    room,
  );
  const whole = text.slice(0, cursor) + clean + text.slice(cursor);
  return { text: whole, cursor: cursor + clean.length };
}

const before = ({ text, cursor }: PromptState): number => {
  let at = 0;
  for (const grapheme of graphemes(text.slice(0, cursor))) {
    if (at + grapheme.length >= cursor) return at;
    at += grapheme.length;
  }
  return at;
};

const after = ({ text, cursor }: PromptState): number => {
  for (const grapheme of graphemes(text.slice(cursor))) return cursor + grapheme.length;
  return cursor;
};

/** Where ctrl+w stops: blanks before the cursor, then the word before them. */
const wordBefore = ({ text, cursor }: PromptState): number =>
  cursor - (/\S*\s*$/.exec(text.slice(0, cursor))?.[0].length ?? 0);

const cutBetween = ({ text }: PromptState, from: number, to: number): PromptState => ({
  text: text.slice(0, from) + text.slice(to),
  cursor: from,
});

type Edit = (state: PromptState) => PromptState;
const at =
  (to: (state: PromptState) => number): Edit =>
  (state) => ({ ...state, cursor: to(state) });

/** What can be done to a line, by the command. */
const edits: Readonly<Record<string, Edit>> = {
  'edit.erase': (state) => cutBetween(state, before(state), state.cursor),
  // Many terminals send DEL for the backspace key, which arrives as delete: at the end of the line it means backspace.
  'edit.delete': (state) => cutBetween(state, ...deleteRange(state)),
  'edit.eraseBefore': (state) => cutBetween(state, 0, state.cursor),
  'edit.eraseAfter': (state) => cutBetween(state, state.cursor, state.text.length),
  'edit.eraseWord': (state) => cutBetween(state, wordBefore(state), state.cursor),
  'edit.left': at(before),
  'edit.right': at(after),
  'edit.start': at(() => 0),
  'edit.end': at(({ text }) => text.length),
};

function deleteRange(state: PromptState): [from: number, to: number] {
  return state.cursor === state.text.length ? [before(state), state.cursor] : [state.cursor, after(state)];
}

/** What a command does to the line, or undefined when it is no editing one. */
export function edited(state: PromptState, command: string | undefined): PromptState | undefined {
  return command !== undefined && Object.hasOwn(edits, command) ? edits[command]?.(state) : undefined;
}

/** The text around the cursor, ready to draw: before, under (a blank at the end), after. */
export function promptParts(state: PromptState): {
  readonly head: SafeText;
  readonly under: SafeText;
  readonly tail: SafeText;
} {
  const end = after(state);
  return {
    head: sanitise(state.text.slice(0, state.cursor)),
    under: sanitise(state.text.slice(state.cursor, end) || ' '),
    tail: sanitise(state.text.slice(end)),
  };
}
