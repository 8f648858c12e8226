/** One key press by name: `j`, `G`, `!`, `enter`, `esc`, `tab`, `shift+tab`, `up`, `pgdn`, `ctrl+d`, `space`, `backspace`. */
export type Stroke = string;

/** What Ink says about an input event; only the fields used. */
export interface KeyFlags {
  readonly upArrow?: boolean;
  readonly downArrow?: boolean;
  readonly leftArrow?: boolean;
  readonly rightArrow?: boolean;
  readonly pageUp?: boolean;
  readonly pageDown?: boolean;
  readonly home?: boolean;
  readonly end?: boolean;
  readonly return?: boolean;
  readonly escape?: boolean;
  readonly tab?: boolean;
  readonly backspace?: boolean;
  readonly delete?: boolean;
  readonly ctrl?: boolean;
  readonly shift?: boolean;
  readonly meta?: boolean;
}

const named: readonly (readonly [keyof KeyFlags, Stroke])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pgup'],
  ['pageDown', 'pgdn'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

const controls: Readonly<Record<string, Stroke>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  ' ': 'space',
};

/**
 * Splits one input event into single strokes: a terminal delivers keys that arrive together as one event (`jjj` over SSH),
 * with Enter and Tab inside the text.
 */
export function toStrokes(input: string, key: KeyFlags): Stroke[] {
  if (key.tab) return [key.shift ? 'shift+tab' : 'tab'];
  for (const [flag, stroke] of named) if (key[flag]) return [stroke];
  // Escape twice in a moment is one event with the flag of alt.
  if (key.escape) return key.meta ? ['esc', 'esc'] : ['esc', ...characters(input.replace(/^\u001b/, ''))];
  if (key.ctrl) return input === '' ? [] : [`ctrl+${input === ' ' ? 'space' : input.toLowerCase()}`];
  if (key.meta) return input === '' ? ['esc'] : alternate(input);
  return characters(input);
}

/** Alt with one key is a stroke; more is what a terminal answered by itself, which means nothing to us. */
function alternate(input: string): Stroke[] {
  const [key, ...more] = characters(input);
  return key === undefined || more.length > 0 ? [] : [`alt+${key}`];
}

function characters(input: string): Stroke[] {
  return [...new Intl.Segmenter().segment(input)].flatMap(({ segment }) => {
    const known = controls[segment];
    if (known) return [known];
    if (segment === '\r\n') return ['enter'];
    const code = segment.codePointAt(0) ?? 0;
    if (code === 0x1b) return ['esc'];
    return code < 0x20 ? [`ctrl+${String.fromCharCode(code + 0x60)}`] : [segment];
  });
}

/** The text a stroke types into a field, or undefined for keys that type nothing. */
export function typed(stroke: Stroke): string | undefined {
  if (stroke === 'space') return ' ';
  return [...stroke].length === 1 || (stroke.length > 1 && !/^[a-z+]+$/.test(stroke)) ? stroke : undefined;
}
