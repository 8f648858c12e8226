/** What a program may send to the terminal: text it can print and the few orders a full-screen program needs. */

const csi = /\u001b\[[0-?]*[ -/]*[@-~]/;
/** OSC, DCS, APC, PM and SOS, with their ends; without an end they swallow the rest. */
const controlString = /\u001b[\]PX^_][\s\S]*?(?:\u0007|\u001b\\|\u009c|$)/;
const shortEscape = /\u001b(?:[ -/]*[0-~])?/;
/** Everything below a space but line feed and carriage return, DEL and the C1 range. */
const control = /[\u0000-\u0009\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f]/;
/** Marks that reorder or hide text: bidi controls, zero-width space, line separators, BOM, tags, lone surrogates. */
const invisible =
  /[\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/u;

const order = new RegExp(
  [csi, controlString, shortEscape, control, invisible].map((kind) => kind.source).join('|'),
  'gu',
);

const motion = /^\u001b\[[0-9;]*[A-Hdf`]$/;
/** Erase in line and display, and erase characters; not `3J`, which wipes what the user had scrolled back to. */
const erasure = /^\u001b\[(?:[0-2]?[JK]|\d*X)$/;
/** Keeps and restores the window title (xterm window operations 22 and 23). */
const titleStack = /^\u001b\[2[23];2t$/;
const mode = /^\u001b\[\?(?:1049|25|2026|2004|7|1007)[hl]$/;
const cursorShape = /^\u001b\[\d? q$/;
const colour = /^\u001b\[([0-9;:]*)m$/;

/** The window title alone (OSC 2), which cannot hold an order of its own. */
const titleSequence = /^\u001b\]2;[^\u0000-\u001f\u007f-\u009f]*(?:\u0007|\u001b\\)$/;

/** Splits bytes into orders (escape sequences, control and invisible characters) and the text between them. */
export function tokens(raw: string): readonly { readonly text: string; readonly isOrder: boolean }[] {
  const found: { text: string; isOrder: boolean }[] = [];
  let end = 0;
  for (const match of raw.matchAll(order)) {
    if (match.index > end) found.push({ text: raw.slice(end, match.index), isOrder: false });
    found.push({ text: match[0], isOrder: true });
    end = match.index + match[0].length;
  }
  if (end < raw.length) found.push({ text: raw.slice(end), isOrder: false });
  return found;
}

/** The parameters of an SGR without the arguments of 38, 48 and 58 (extended colours). */
function attributes(parameters: string): readonly string[] {
  return parameters.replace(/(^|;)(?:38|48|58)[;:](?:5[;:]\d*|2[;:]\d*[;:]\d*[;:]\d*)/g, '$1').split(/[;:]/);
}

/** Blink (5, 6) and conceal (8) are orders nobody asks for but an attacker. */
function isPlainColour(sequence: string): boolean {
  const parameters = colour.exec(sequence)?.[1];
  return parameters !== undefined && !attributes(parameters).some((one) => ['5', '6', '8'].includes(one));
}

/**
 * The orders in `raw` that a full-screen program has no business sending, in order, with repeats.
 */
export function disallowed(raw: string): readonly string[] {
  const allowed = [motion, erasure, mode, titleStack, titleSequence, cursorShape];
  return tokens(raw)
    .filter((token) => token.isOrder)
    .map((token) => token.text)
    .filter((text) => !isPlainColour(text) && !allowed.some((kind) => kind.test(text)));
}
