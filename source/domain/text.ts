/** Text that came from outside, made safe to paint: the only way from foreign bytes to the terminal (rule 240). */
declare const safe: unique symbol;

/** A string without control characters, escape sequences, bidi controls or lone zero-width characters. Made only here. */
export type SafeText = string & { readonly [safe]: true };

/** Longest text kept of one value; cut before anything else, so that hostile megabytes cost nothing. */
export const longestText = 1024;

const escapeSequence =
  /\u001b\[[0-?]*[ -/]*[@-~]|\u001b[\]PX^_][^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c|$)|\u001b[ -/]*[0-~]|\u001b/g;
const c1Sequence =
  /\u009b[0-?]*[ -/]*[@-~]|[\u0090\u0098\u009d-\u009f][^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c|$)/g;
const lineBreak = /\r\n|[\n\r\u0085\u2028\u2029\u000b\u000c]/g;
const control = /[\u0000-\u001f\u007f-\u009f]/g;
/** A joiner anywhere but between two pictographs, the only place where it is a part of something visible. */
const loneJoiner =
  /(?<!\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d|\u200d(?!\p{Extended_Pictographic})/gu;
/** The emoji selector anywhere but after a pictograph or inside a keycap. */
const loneSelector = /(?<![\p{Extended_Pictographic}0-9#*])\ufe0f|(?<!\p{Extended_Pictographic})\ufe0f(?!\u20e3)/gu;
/** Characters that are not drawn: bidi controls, zero-width spaces, tags, fillers, annotations, hieroglyph joiners. */
const invisible = /(?![\u200d\ufe0f])\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb\u{13430}-\u{1343f}]/gu;
/** Marks without a letter would be drawn over the neighbouring column. */
const leadingMarks = /^\p{M}+/u;
const manyMarks = /(\p{M}{2})\p{M}+/gu;
const plainAscii = /^[\u0020-\u007e]*$/;

/** A value that is no string, as text; never throws, whatever the value does when it is read. */
function written(value: unknown): string {
  try {
    return (typeof value === 'object' ? JSON.stringify(value) : String(value)) ?? '';
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/**
 * Makes any value safe to paint on one row: line breaks become `⏎`, tabs `→`, everything a terminal could obey is removed.
 * @param value foreign text; anything but a string becomes its JSON-like text, null and undefined the empty text
 * @param longest code units kept
 */
export function sanitise(value: unknown, longest: number = longestText): SafeText {
  if (value === null || value === undefined) return '' as SafeText;
  const text = (typeof value === 'string' ? value : written(value)).slice(0, longest);
  if (plainAscii.test(text)) return text as SafeText;
  return text
    .toWellFormed()
    .replace(escapeSequence, '')
    .replace(c1Sequence, '')
    .replace(lineBreak, '⏎')
    .replace(/\t/g, '→')
    .replace(control, '')
    .replace(invisible, '')
    .replace(loneSelector, '')
    .replace(loneJoiner, '')
    .replace(leadingMarks, '')
    .replace(manyMarks, '$1') as SafeText;
}

/** Builds safe text from a literal of ours with safe parts put in: t`${name} failing`. */
export function t(parts: TemplateStringsArray, ...values: readonly (SafeText | number | bigint)[]): SafeText {
  return parts.reduce((all, part, index) => all + part + (values[index] ?? ''), '') as SafeText;
}

/** Joins safe parts with a literal of ours between them. */
export function joined(parts: readonly SafeText[], between: TemplateStringsArray | SafeText): SafeText {
  return parts.join(typeof between === 'string' ? between : between[0]) as SafeText;
}

/** A fixed word of ours as safe text: the type lists the words, so a plain `string` is refused. */
export function word<Known extends string>(known: string extends Known ? never : Known): SafeText {
  return known as string as SafeText;
}

/** Safe parts put one after the other. */
export function concat(parts: readonly SafeText[]): SafeText {
  return parts.join('') as SafeText;
}

/** The code units from `from` to `to` (its end unless given), as String.slice counts them: a part of a safe text is safe. */
export function sliced(text: SafeText, from: number, to?: number): SafeText {
  return text.slice(from, to) as SafeText;
}

/** The pieces of a safe text between separators. */
export function split(text: SafeText, separator: string | RegExp): SafeText[] {
  return text.split(separator) as SafeText[];
}

/** The safe text with each match of the pattern taken out. */
export function without(text: SafeText, pattern: RegExp): SafeText {
  return text.replace(pattern, '') as SafeText;
}

export function lower(text: SafeText): SafeText {
  return text.toLowerCase() as SafeText;
}

/** With its first letter large, as a sentence begins. */
export function capital(text: SafeText): SafeText {
  return (text.slice(0, 1).toUpperCase() + text.slice(1)) as SafeText;
}

/** A number right-aligned in at least `width` columns, as in front of a line. */
export function lineNumber(value: number, width: number): SafeText {
  return String(value).padStart(width) as SafeText;
}

/** What a cut may leave behind: half a surrogate pair, a joiner that joins nothing. */
const halves = /\u200d?[\ud800-\udbff]?$/;

/** The safe text cut to at most `length` code units, without splitting a surrogate pair or an emoji sequence's joiner. */
export function cut(text: SafeText, length: number): SafeText {
  return (text.length <= length ? text : text.slice(0, Math.max(0, length)).replace(halves, '')) as SafeText;
}
