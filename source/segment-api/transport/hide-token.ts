const hidden = '[token]';

/** In data a shorter text may be a part of anything; a real token is long and random. */
const shortestInData = 20;
/** In the text of an error a shorter token is hidden only where it stands alone, as inside of words it would tear them apart. */
const shortestInWords = 6;

const alone = ['(?<![\\w-])', '(?![\\w-])'] as const;

/** Every way in which an answer may write a character: as it is, in JSON, in an address, in a page. */
function written(character: string): string {
  const code = character.charCodeAt(0);
  const hex = code.toString(16).padStart(2, '0');
  const itself = character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const either = (digits: string) => digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  return `(?:${itself}|\\\\${itself}|\\\\u00${either(hex)}|%${either(hex)}|&#0*${code};|&#[xX]0*${either(hex)};)`;
}

/**
 * Takes the token out of the text of an answer: a server that echoes its request must not put it on screen.
 * @param token printable ASCII
 */
export function tokenHider(token: string): (text: string, status: number) => string {
  const pattern = [...token].map(written).join('');
  const bounded = token.length < shortestInWords ? `${alone[0]}${pattern}${alone[1]}` : pattern;
  const isPlain = /^[\w.~-]+$/.test(token);
  let anywhere: RegExp | undefined;
  return (text, status) => {
    // What is not JSON is not data: its text becomes a message.
    const isData = status < 400 && /^\s*\{/.test(text);
    if (token === '' || (isData && token.length < shortestInData)) return text;
    // Most answers are large and do not contain the token. Letters and digits are seldom written otherwise than they are.
    if (isData && isPlain && !text.includes(token) && !text.includes('\\u00')) return text;
    anywhere ??= new RegExp(bounded, 'g');
    return text.replace(anywhere, hidden);
  };
}
