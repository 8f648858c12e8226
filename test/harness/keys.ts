import { type Press, pressOf } from '../../source/keys/strokes.ts';

/** What a terminal sends for a key (xterm, normal cursor keys). */
const named: Readonly<Record<string, string>> = {
  enter: '\r',
  return: '\r',
  esc: '\u001b',
  escape: '\u001b',
  tab: '\t',
  'shift+tab': '\u001b[Z',
  space: ' ',
  backspace: '\u007f',
  delete: '\u001b[3~',
  insert: '\u001b[2~',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  home: '\u001b[H',
  end: '\u001b[F',
  pgup: '\u001b[5~',
  pageup: '\u001b[5~',
  pgdn: '\u001b[6~',
  pagedown: '\u001b[6~',
};

const segmenter = new Intl.Segmenter();

/**
 * The bytes of a key: a single character, a name (`enter`, `pgdn`, `shift+tab`), `ctrl+x`, `alt+x` or `paste:text`.
 * @throws on a name it does not know, so that a test cannot type a misspelt key letter by letter
 */
export function bytesOf(key: string): string {
  if ([...segmenter.segment(key)].length === 1) return key;
  const control = /^ctrl\+([a-z@[\\\]^_])$/.exec(key)?.[1];
  if (control !== undefined) return String.fromCharCode(control.toUpperCase().charCodeAt(0) & 0x1f);
  if (key.startsWith('alt+')) return `\u001b${bytesOf(key.slice(4))}`;
  if (key.startsWith('paste:')) return `\u001b[200~${key.slice(6)}\u001b[201~`;
  const bytes = named[key];
  if (bytes === undefined) throw new Error(`no such key: ${key}`);
  return bytes;
}

/** Key presses by name, as the program gets them: `j`, `space`, `ctrl+d`, `down`. */
export function presses(...keys: readonly string[]): Press[] {
  return keys.map((key) => {
    if (key === 'space') return pressOf(' ');
    return [...segmenter.segment(key)].length === 1 ? pressOf(key) : { stroke: key };
  });
}
