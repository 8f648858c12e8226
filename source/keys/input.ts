/** Splits what a terminal sends into keys, pastes and reports of the terminal itself, which are not key presses. */
import { type MouseAct, mouseAct } from './mouse.ts';
import { keypadKey, reportedKey } from './reports.ts';
import { escapeKey, firstGrapheme, type Press, pressesOf, type Stroke } from './strokes.ts';
import { Utf8 } from './utf8.ts';

/** Something that the user did. */
export type InputEvent =
  | { readonly kind: 'press'; readonly press: Press }
  /** Text that a bracketed paste brought, as it is. */
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'mouse'; readonly mouse: MouseAct }
  /**
   * An ESC came last in a read: nearly always the Esc key, which is told as a press of its own only if nobody is told this. Either
   * `sure` or `wrong` follows, unless the splitter is reset before.
   */
  | { readonly kind: 'escape'; readonly is: 'likely' | 'sure' | 'wrong' };

/** ms after which an Esc without anything following is the Esc key. */
const loneEscape = 20;
/** ms after which the beginning of a sequence that could also be two keys (`Esc [`) is those two keys. */
const twoKeys = 100;
/** The same while an answer of the terminal is expected: its parts may come as far from each other. */
const answerTorn = 250;
/** ms without a byte after which a sequence counts as abandoned; on a slow line its parts arrive separately. */
const brokenOff = 500;
/** Limits of a string sequence, ms and characters, so that one without an end never blocks the keyboard. */
const longestString = { ms: 3_000, characters: 1 << 20 };
/** Characters of an answer that anybody asked for. */
const longestAnswer = 64;
/** ms without a byte after which a paste counts as abandoned, and the characters kept of one. */
const pasteBrokenOff = 3_000;
const longestPaste = 1 << 20;
/** Characters of a control sequence; no key and no answer is longer. */
const longestSequence = 256;
/** ms after a lone Esc in which the rest of a sequence that was split behind its Esc is still recognised. */
const torn = 150;

const esc = '\u001b';
const pasteEnd = '\u001b[201~';
/** A sequence begins: ESC, or the 8-bit control for ESC and a character. */
const introducer = /[\u001b\u008f\u0090\u0098\u009b\u009d-\u009f]/g;
const sequenceText = /^\[([0-?]*)([ -/]*)([@-~])?/;
/** Mouse reports of old: what follows `CSI M`, `CSI t` and `CSI T` are so many characters, whatever they are. */
const bytesAfter: Readonly<Record<string, number>> = { M: 3, t: 2, T: 6 };
/** The rest of an answer or a key whose Esc came alone. */
const tornRest = /^(?:\[(?:[<-?]?[\d;:]+[ -/]*[@-~]|[A-DFHIZ])|O[A-DFHP-S])$|^\]\d+;/;

/** A mouse report of old that is whole if its columns are bytes, of which two happen to be one letter in UTF-8. */
const wholeInBytes = (pending: string): boolean => {
  const [, report] = /^\u001b\[M(.+)$/s.exec(pending) ?? [];
  return report !== undefined && [...report].reduce((bytes, one) => bytes + (one > '\u007f' ? 2 : 1), 0) >= 3;
};

interface Options {
  /** Whether a key with Alt means something: only then Esc and a key in one read are that. */
  readonly isBound?: (stroke: Stroke) => boolean;
  /** Whether the mouse is on: else what is reported of it, by a terminal that another program left so, is nothing. */
  readonly hasMouse?: () => boolean;
  /** Hears what the terminal says in an OSC, without its ends: the answer to a question. */
  readonly onAnswer?: (osc: string, now: number) => void;
  /** A question was asked a moment ago: a lone Esc may be the beginning of its answer, and is waited for longer. */
  readonly isAsked?: (now: number) => boolean;
  /** Whether to tell at once of an Esc that only time can prove to be one. */
  readonly isQuick?: boolean;
}

/** Where the splitter is between two reads. */
type State =
  /** `pending`: the beginning of a sequence that is not complete yet. */
  | { readonly kind: 'keys'; readonly pending: string }
  /** In a string that is swallowed to its end; `isEscape`: its last character was ESC. */
  | {
      readonly kind: 'string';
      readonly endsAtBell: boolean;
      readonly isEscape: boolean;
      /** Its beginning, of an OSC alone. */
      readonly said: string;
      readonly from: number;
      readonly left: number;
    }
  | { readonly kind: 'paste'; readonly text: string };

const idle: State = { kind: 'keys', pending: '' };

/**
 * A state machine without a clock: bytes in, events out, the same ones however the bytes are cut into reads. Where only time
 * tells what a byte means, `due` says until when to wait, and `flush` decides.
 */
export class InputSplitter {
  readonly #isBound: (stroke: Stroke) => boolean;
  readonly #hasMouse: () => boolean;
  readonly #onAnswer: (osc: string, now: number) => void;
  readonly #isAsked: (now: number) => boolean;
  readonly #isQuick: boolean;
  readonly #utf8 = new Utf8();
  #state: State = idle;
  /** When the last byte came. */
  #at = 0;
  /** Until when the rest of a torn sequence may come. */
  #tornUntil = 0;
  /** Until when a line feed belongs to the carriage return that was the last byte. */
  #returnUntil = 0;
  #events: InputEvent[] = [];
  /** An Esc was told of as likely. */
  #isGuessed = false;

  constructor({
    isBound = () => false,
    hasMouse = () => false,
    onAnswer = () => undefined,
    isAsked = () => false,
    isQuick = false,
  }: Options = {}) {
    this.#isBound = isBound;
    this.#hasMouse = hasMouse;
    this.#onAnswer = onAnswer;
    this.#isAsked = isAsked;
    this.#isQuick = isQuick;
  }

  /** @param now ms, on the same clock as that of `flush` */
  push(chunk: Uint8Array | string, now: number): InputEvent[] {
    const text = typeof chunk === 'string' ? chunk : this.#utf8.decode(chunk);
    this.#at = now;
    if (text !== '') this.#read(text, now);
    return this.#taken();
  }

  /** When `flush` has something to decide; undefined when nothing waits. */
  get due(): number | undefined {
    if (this.#state.kind === 'string') return Math.min(this.#at + brokenOff, this.#state.from + longestString.ms);
    if (this.#state.kind === 'paste') return this.#at + pasteBrokenOff;
    if (this.#utf8.isOpen) return this.#at + brokenOff;
    const { pending } = this.#state;
    if (pending === '') return undefined;
    if (pending.length <= 2 && this.#isAsked(this.#at)) return this.#at + answerTorn;
    const isShort = pending === esc || wholeInBytes(pending);
    return this.#at + (isShort ? loneEscape : pending.length <= 2 ? twoKeys : brokenOff);
  }

  /** Decides what has waited long enough: an Esc is the key, an abandoned sequence is dropped. */
  flush(now: number): InputEvent[] {
    const { due } = this;
    if (due !== undefined && now >= due) this.#giveUp(now);
    return this.#taken();
  }

  /** Drops a sequence that has begun: whoever had the terminal meanwhile received the rest. */
  reset(): void {
    this.#state = idle;
    this.#utf8.reset();
    this.#isGuessed = false;
    this.#tornUntil = 0;
  }

  #taken(): InputEvent[] {
    const events = this.#isGuessed ? this.#judged(this.#events) : this.#events;
    this.#events = [];
    const { kind } = this.#state;
    const isLikely = this.#isQuick && kind === 'keys' && this.#state.pending === esc && !this.#isAsked(this.#at);
    if (!isLikely || this.#isGuessed) return events;
    this.#isGuessed = true;
    return [...events, { kind: 'escape', is: 'likely' }];
  }

  /** What came of an Esc that was told of as likely, before all that followed it. */
  #judged(events: readonly InputEvent[]): InputEvent[] {
    const [first, ...rest] = events;
    if (first === undefined && this.#state.kind === 'keys' && this.#state.pending !== '') return [];
    this.#isGuessed = false;
    const isEsc = first?.kind === 'press' && first.press === escapeKey;
    return isEsc ? [{ kind: 'escape', is: 'sure' }, ...rest] : [{ kind: 'escape', is: 'wrong' }, ...events];
  }

  #giveUp(now: number): void {
    const state = this.#state;
    this.#state = idle;
    this.#utf8.reset();
    if (state.kind === 'paste') this.#events.push({ kind: 'paste', text: state.text });
    if (state.kind !== 'keys' || state.pending === '') return;
    if (state.pending === esc) this.#tornUntil = now + torn;
    if (state.pending.length <= 2) this.#escaped(state.pending.slice(1));
    // `Esc O 1` typed in one go; no terminal in use sends a number there.
    else if (state.pending.startsWith(`${esc}O`)) this.#escaped(state.pending.slice(1));
  }

  #read(text: string, now: number): void {
    let input = text;
    if (this.#state.kind === 'keys') {
      const isRest = this.#state.pending === '' && now < this.#tornUntil && tornRest.test(input);
      this.#tornUntil = 0;
      input = `${isRest ? esc : this.#state.pending}${input}`;
      this.#state = idle;
      if (isRest && !input.startsWith(`${esc}]`)) return;
    }
    for (let at = 0; at < input.length; ) {
      if (this.#state.kind === 'string') at = this.#string(input, at);
      else if (this.#state.kind === 'paste') at = this.#paste(input, at);
      else at = this.#keys(input, at, now);
    }
  }

  /** Up to the next sequence, and that. */
  #keys(input: string, start: number, now: number): number {
    introducer.lastIndex = start;
    const at = introducer.exec(input)?.index ?? input.length;
    if (at > start) this.#text(input.slice(start, at));
    if (at === input.length) return at;
    const is8Bit = input[at] !== esc;
    const kind = is8Bit ? String.fromCharCode(input.charCodeAt(at) - 0x40) : input[at + 1];
    const body = at + (is8Bit ? 0 : 1);
    const whole = is8Bit ? `${kind}${input.slice(at + 1)}` : input.slice(body);
    const used = this.#sequence(kind, whole, now);
    // Kept as if it had come in 7 bits, so that there is one form to wait for.
    if (used === undefined) {
      this.#state = { kind: 'keys', pending: esc + (whole.length > longestSequence ? '[?' : whole) };
      return input.length;
    }
    return body + used;
  }

  /** @returns characters of `rest`, which follows ESC, that belong to the sequence; undefined when its end has not come */
  #sequence(kind: string | undefined, rest: string, now: number): number | undefined {
    if (kind === undefined) return undefined;
    if (kind === '[') return this.#control(rest);
    if (kind === 'O') return this.#keypad(rest);
    if (kind === ']' || kind === 'P' || kind === 'X' || kind === '^' || kind === '_') {
      // Alone in a read it may be two keys.
      if (rest.length === 1) return undefined;
      const endsAtBell = kind === ']';
      this.#state = {
        kind: 'string',
        endsAtBell,
        isEscape: false,
        said: '',
        from: now,
        left: longestString.characters,
      };
      return 1;
    }
    if (kind === esc) {
      this.#press(escapeKey);
      return 0;
    }
    const character = firstGrapheme(rest);
    this.#escaped(character);
    return character.length;
  }

  /** `CSI …`: a key, an answer, a paste, or a mouse report of old. */
  #control(rest: string): number | undefined {
    const [whole, parameters = '', between = '', final] = sequenceText.exec(rest)!;
    // F1 to F5 of the Linux console.
    if (final === '[' && whole.length === 2) return rest.length > 2 ? 3 : undefined;
    if (between.startsWith('$') && /^[2-8]$/.test(parameters)) {
      this.#report(parameters, '$');
      return whole.indexOf('$') + 1;
    }
    if (final === undefined) {
      if (whole.length === rest.length) return undefined;
      // A character that no sequence contains: these are keys, unless a number shows that a sequence had begun.
      if (whole.length === 1) this.#escaped('[');
      return whole.length;
    }
    const follow = parameters === '' && between === '' ? (bytesAfter[final] ?? 0) : 0;
    if (follow > 0) {
      const characters = [...rest.slice(whole.length, whole.length + 2 * follow)];
      return characters.length < follow ? undefined : whole.length + characters.slice(0, follow).join('').length;
    }
    if (parameters === '200' && final === '~') this.#state = { kind: 'paste', text: '' };
    else if (between === '') this.#report(parameters, final);
    return whole.length;
  }

  #report(parameters: string, final: string): void {
    const mouse = this.#hasMouse() ? mouseAct(parameters, final, this.#at) : undefined;
    if (mouse) this.#events.push({ kind: 'mouse', mouse });
    const press = reportedKey(parameters, final);
    if (press) this.#press(press);
  }

  #keypad(rest: string): number | undefined {
    const found = /^O(\d?)([A-FHIMP-SXj-y])?/.exec(rest)!;
    const [whole, , final] = found;
    if (final !== undefined) {
      const press = keypadKey(final);
      if (press) this.#press(press);
      return whole.length;
    }
    if (whole.length === rest.length) return undefined;
    this.#escaped('O');
    return 1;
  }

  /** Esc and another key in one read: two keys, unless Alt and that key mean something. */
  #escaped(keys: string): void {
    const presses = pressesOf(keys);
    const [first] = presses;
    const together = first?.text !== undefined && presses.length === 1 ? `alt+${first.text}` : undefined;
    if (together !== undefined && this.#isBound(together)) return this.#press({ stroke: together });
    this.#press(escapeKey);
    for (const press of presses) this.#press(press);
  }

  #text(text: string): void {
    const keys = this.#at < this.#returnUntil && text.startsWith('\n') ? text.slice(1) : text;
    for (const press of pressesOf(keys)) this.#press(press);
    if (text.endsWith('\r')) this.#returnUntil = this.#at + loneEscape;
  }

  #press(press: Press): void {
    this.#returnUntil = 0;
    this.#events.push({ kind: 'press', press });
  }

  #string(input: string, start: number): number {
    const state = this.#state;
    if (state.kind !== 'string') return start;
    let { isEscape, said } = state;
    const end = Math.min(input.length, start + state.left);
    for (let at = start; at < end; at += 1) {
      const one = input[at]!;
      if ((isEscape && one === '\\') || one === '\u009c' || (state.endsAtBell && one === '\u0007')) {
        this.#state = idle;
        if (state.endsAtBell && said.length <= longestAnswer) this.#onAnswer(said, this.#at);
        return at + 1;
      }
      isEscape = one === esc;
      if (!isEscape && said.length <= longestAnswer) said += one;
    }
    this.#state = end < input.length ? idle : { ...state, isEscape, said, left: state.left - (end - start) };
    return end;
  }

  #paste(input: string, start: number): number {
    const state = this.#state;
    if (state.kind !== 'paste') return start;
    // The end may have begun in the read before.
    const before = state.text.length;
    const text = state.text + input.slice(start);
    const end = text.indexOf(pasteEnd, Math.max(0, before - pasteEnd.length));
    if (end < 0) {
      const kept =
        text.length > longestPaste
          ? text.slice(0, longestPaste - pasteEnd.length) + text.slice(-pasteEnd.length)
          : text;
      this.#state = { kind: 'paste', text: kept };
      return input.length;
    }
    this.#events.push({ kind: 'paste', text: text.slice(0, Math.min(end, longestPaste)) });
    this.#state = idle;
    return start + (end - before) + pasteEnd.length;
  }
}
