/** One key press by name: `j`, `G`, `!`, `enter`, `esc`, `tab`, `shift+tab`, `up`, `pgdn`, `ctrl+d`, `alt+f`, `space`, `backspace`. */
export type Stroke = string;

/** One key press: its name, and the text it types into a field; without text it types nothing. */
export interface Press {
  readonly stroke: Stroke;
  readonly text?: string;
}

export const escapeKey: Press = { stroke: 'esc' };

const controls: Readonly<Record<string, Stroke>> = {
  '\u0000': 'ctrl+space',
  '\r': 'enter',
  '\n': 'enter',
  '\r\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\u001b': 'esc',
};

/** The press of one character as a terminal sends it: a grapheme, or a control byte. */
export function pressOf(character: string): Press {
  if (character === ' ') return { stroke: 'space', text: ' ' };
  const known = controls[character];
  if (known !== undefined) return { stroke: known };
  const code = character.codePointAt(0) ?? 0;
  // The control byte of a letter is its place in the alphabet.
  if (code < 0x20) return { stroke: `ctrl+${String.fromCharCode(code + (code < 0x1b ? 0x60 : 0x40))}` };
  return { stroke: character, text: character };
}

let segmenter: Intl.Segmenter | undefined;
const segments = (text: string): Intl.Segments => {
  segmenter ??= new Intl.Segmenter();
  return segmenter.segment(text);
};

/** What a reader sees as the first character of a text that is not empty. */
export function firstGrapheme(text: string): string {
  for (const { segment } of segments(text.slice(0, 64))) return segment;
  return '';
}

/** Keys that a terminal sends in a form without meaning: a null byte, or the second half of a broken letter. */
const noKey = /[\u0080-\u009f\ufffd]+/g;

/** The presses of plain text, one for each grapheme: `jjj` is three, Enter and Tab among them. */
export function pressesOf(text: string): Press[] {
  const keys = text.replace(noKey, '');
  if (keys.length === 1) return [pressOf(keys)];
  return [...segments(keys)].map(({ segment }) => pressOf(segment));
}
