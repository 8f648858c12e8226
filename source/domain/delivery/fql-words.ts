import { type SafeText, sanitise } from '../text.ts';
import { fqlText, fqlTokens } from './fql-tokens.ts';

/** A part of an expression in words. `binds` says what stands between its parts: looser ones get parentheses inside tighter ones. */
interface Words {
  readonly text: string;
  readonly binds: 'or' | 'and' | 'one';
  /** Stands for `null`. */
  readonly none?: true;
  /** Set for `path is value`: alternatives of one path are told together. */
  readonly equal?: { readonly path: string; readonly values: readonly string[] };
}

const comparisons: Readonly<Record<string, string>> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
};

const calls: Readonly<Record<string, (...given: readonly string[]) => string>> = {
  contains: (text = '', part = '') => `${text} contains ${part}`,
  match: (text = '', pattern = '') => `${text} matches ${pattern}`,
  length: (of = '') => `length of ${of}`,
  lowercase: (of = '') => `${of} in lower case`,
  typeof: (of = '') => `kind of ${of}`,
};

const denied: Readonly<Record<string, (...given: readonly string[]) => string>> = {
  contains: (text = '', part = '') => `${text} does not contain ${part}`,
  match: (text = '', pattern = '') => `${text} does not match ${pattern}`,
};

const one = (text: string): Words => ({ text, binds: 'one' });

/**
 * A trigger or condition in words on one line: `event is "Order Completed" and properties.total is more than 100`. What the
 * small grammar does not know (rule 78) is shown as it was written.
 */
export function fqlWords(expression: SafeText): SafeText {
  if (expression.trim() === '' || expression.trim() === 'all') return sanitise('every event');
  try {
    return sanitise(new Reader(fqlTokens(expression)).read(), 8192);
  } catch {
    return expression;
  }
}

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  read(): string {
    const { text } = this.#either();
    if (this.#at < this.#tokens.length) throw new Error('more than one expression');
    return text;
  }

  #take(...wanted: readonly string[]): string | undefined {
    const next = this.#tokens[this.#at];
    if (next === undefined || !wanted.includes(next)) return undefined;
    this.#at += 1;
    return next;
  }

  #need(wanted: string): void {
    if (!this.#take(wanted)) throw new Error(`${wanted} expected`);
  }

  #either(): Words {
    const parts = [this.#both()];
    while (this.#take('or')) parts.push(this.#both());
    return parts.length === 1 ? parts[0]! : oneOf(parts);
  }

  #both(): Words {
    const parts = [this.#negated()];
    while (this.#take('and')) parts.push(this.#negated());
    if (parts.length === 1) return parts[0]!;
    return { text: parts.map((part) => inside(part, 'and')).join(' and '), binds: 'and' };
  }

  #negated(): Words {
    if (!this.#take('!', 'not')) return this.#comparison();
    const name = this.#tokens[this.#at] ?? '';
    const inverse = this.#tokens[this.#at + 1] === '(' ? denied[name] : undefined;
    if (!inverse) return one(`not ${inside(this.#negated(), 'one')}`);
    this.#at += 1;
    return one(inverse(...this.#arguments()));
  }

  #comparison(): Words {
    const left = this.#operand();
    const sign = this.#take(...Object.keys(comparisons));
    if (!sign) return left;
    const right = this.#operand();
    if (right.none) return one(`${left.text} is ${sign === '=' ? 'not set' : 'set'}`);
    const text = `${left.text} ${comparisons[sign]} ${right.text}`;
    return sign === '=' ? { ...one(text), equal: { path: left.text, values: [right.text] } } : one(text);
  }

  #operand(): Words {
    if (this.#take('(')) {
      const words = this.#either();
      this.#need(')');
      return words;
    }
    const next = this.#tokens[this.#at];
    if (next === undefined || /^(?:and|or|[!=<>(),]+)$/.test(next)) throw new Error('operand expected');
    this.#at += 1;
    const said = fqlText(next);
    if (said !== undefined) return one(/^[\w.:/@*-]+$/.test(said) ? said : `"${said}"`);
    if (next === 'null') return { ...one('nothing'), none: true };
    if (this.#tokens[this.#at] !== '(') return one(next);
    const call = calls[next];
    if (!call) throw new Error('unknown function');
    return one(call(...this.#arguments()));
  }

  #arguments(): string[] {
    const given: string[] = [];
    this.#need('(');
    if (this.#take(')')) return given;
    do given.push(this.#either().text);
    while (this.#take(','));
    this.#need(')');
    return given;
  }
}

/** `type is track, page or screen`; alternatives of different paths stay apart. */
function oneOf(parts: readonly Words[]): Words {
  const [first] = parts;
  const path = first?.equal?.path;
  if (path !== undefined && parts.every(({ equal }) => equal?.path === path)) {
    const values = parts.flatMap(({ equal }) => equal?.values ?? []);
    const text = `${path} is ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
    return { ...one(text), equal: { path, values } };
  }
  return { text: parts.map((part) => inside(part, 'or')).join(' or '), binds: 'or' };
}

const tight = { or: 0, and: 1, one: 2 } as const;

function inside({ text, binds }: Words, outer: Words['binds']): string {
  return tight[binds] < tight[outer] ? `(${text})` : text;
}
