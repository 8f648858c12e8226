import { edited, emptyPrompt, inserted, type PromptState } from '../../components/prompt/model.ts';
import type { Workspace } from '../../domain/entities.ts';
import { problemOf } from '../../domain/problem.ts';
import { type SafeText, sanitise, t } from '../../domain/text.ts';
import { overlayCommand, overlayKeymap } from '../../keys/overlay-keys.ts';
import type { Press, Stroke } from '../../keys/strokes.ts';

/** What a token opens. */
export interface Opened {
  readonly workspace: Workspace;
  /** Undefined where only one address was asked, whatever its region. */
  readonly region?: 'us' | 'eu' | undefined;
}

/** How the first-run screen ended. */
export type Beginning =
  | { readonly kind: 'quit' }
  | { readonly kind: 'demo' }
  | { readonly kind: 'token'; readonly token: string; readonly region?: 'us' | 'eu' | undefined };

export interface FirstRunHands {
  /** Asks the API. Rejects with a ReadError. */
  check(token: string, signal: AbortSignal): Promise<Opened>;
  /** Keeps the token for the next start. Rejects with the reason why it could not be written. */
  keep(token: string): Promise<void>;
  end(beginning: Beginning): void;
  /** Paints every cell again. */
  redraw(): void;
  /** Gives the terminal to the shell. */
  suspend(): void;
}

export interface FirstRunState {
  readonly step: 'ask' | 'checking' | 'found';
  readonly prompt: PromptState;
  readonly opened?: Opened | undefined;
  readonly trouble?: SafeText | undefined;
}

const refused = t`No region knows this token. Is it complete, and was it not revoked?`;

/** The screen before there is a workspace: takes a token, tries it, and ends with a way to begin. */
export class FirstRun {
  readonly #hands: FirstRunHands;
  readonly #listeners = new Set<() => void>();
  #state: FirstRunState;
  #asking: AbortController | undefined;
  #hasEnded = false;

  constructor(hands: FirstRunHands, trouble?: SafeText) {
    this.#hands = hands;
    this.#state = { step: 'ask', prompt: emptyPrompt, trouble };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly get = (): FirstRunState => this.#state;

  /** The key presses of one read. A single letter on an empty line is a choice; several are a token being pasted. */
  presses(presses: readonly Press[]): void {
    const alone = presses.length === 1;
    for (const press of presses) {
      const { stroke } = press;
      // What was typed ahead must not choose otherwise.
      if (this.#hasEnded) return;
      if (stroke === 'ctrl+c' || stroke === 'ctrl+d') return this.#end({ kind: 'quit' });
      if (stroke === 'ctrl+l') this.#hands.redraw();
      if (stroke === 'ctrl+z') return this.#hands.suspend();
      if (this.#state.step === 'ask') this.#ask(press, alone);
      else if (stroke === 'esc') this.#again();
      else if (this.#state.step === 'found') this.#found(stroke);
    }
  }

  paste(text: string): void {
    if (this.#state.step === 'ask') this.#set({ prompt: inserted(this.#state.prompt, text), trouble: undefined });
  }

  #ask({ stroke, text }: Press, alone: boolean): void {
    const { prompt } = this.#state;
    if (alone && prompt.text === '' && stroke === 'd') return this.#end({ kind: 'demo' });
    if (alone && prompt.text === '' && stroke === 'q') return this.#end({ kind: 'quit' });
    if (stroke === 'enter') return void this.#try(prompt.text.trim());
    if (stroke === 'esc') return this.#set({ prompt: emptyPrompt, trouble: undefined });
    const next =
      text === undefined ? edited(prompt, overlayCommand(overlayKeymap, ['edit'], stroke)) : inserted(prompt, text);
    if (next) this.#set({ prompt: next, trouble: undefined });
  }

  #found(stroke: Stroke): void {
    const token = this.#state.prompt.text.trim();
    const begin = () => this.#end({ kind: 'token', token, region: this.#state.opened?.region });
    if (stroke === 'enter') return begin();
    if (stroke === 'q') return this.#end({ kind: 'quit' });
    if (stroke !== 's') return;
    const { opened } = this.#state;
    // Whoever went back or left meanwhile is not taken here again.
    const isHere = () => !this.#hasEnded && this.#state.opened === opened;
    const kept = () => isHere() && begin();
    this.#hands.keep(token).then(kept, (thrown: unknown) => {
      if (!isHere()) return;
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      this.#set({ trouble: t`Not kept: ${sanitise(why, 200)}. enter opens it all the same` });
    });
  }

  async #try(token: string): Promise<void> {
    if (token === '') return;
    if (!/^[\x21-\x7e]+$/.test(token)) return this.#set({ trouble: t`A token is one word of letters and digits.` });
    const asking = new AbortController();
    this.#asking = asking;
    this.#set({ step: 'checking', trouble: undefined });
    try {
      const opened = await this.#hands.check(token, asking.signal);
      if (!asking.signal.aborted) this.#set({ step: 'found', opened });
    } catch (thrown) {
      if (!asking.signal.aborted) this.#set({ step: 'ask', trouble: troubleOf(thrown) });
    }
  }

  /** Back to the input line, with what was typed. */
  #again(): void {
    this.#asking?.abort();
    this.#set({ step: 'ask', opened: undefined, trouble: undefined });
  }

  #end(beginning: Beginning): void {
    this.#asking?.abort();
    this.#hasEnded = true;
    this.#hands.end(beginning);
  }

  #set(change: Partial<FirstRunState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function troubleOf(thrown: unknown): SafeText {
  const { kind, message } = problemOf(thrown, t`GET /`);
  if (kind === 'no-access' || kind === 'not-found') return refused;
  const detail = message === '' ? t`` : t`: ${message}`;
  if (kind === 'network' || kind === 'timeout') return t`No answer from Segment${detail}. enter tries again`;
  return t`That did not work${detail}. enter tries again`;
}
