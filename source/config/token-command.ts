import { spawn } from 'node:child_process';
import { type SafeText, sanitise, t, word } from '../domain/text.ts';
import { TokenError } from './token-error.ts';

/** The terminal of the user, for a command that asks something: a one-time code, a touch of a key. */
export interface CommandTerminal {
  /** Gives the terminal to the work, and takes it again. What the command says goes to `say` as it comes. */
  lend<T>(work: (say: (text: string) => void) => Promise<T>): Promise<T>;
}

export interface CommandOptions {
  /** What the command is to print; it is called by that in messages. A token without it. */
  readonly gives?: 'token' | 'secret' | undefined;
  /** How long it may take, ms. */
  readonly timeout?: number | undefined;
  /** Without it the command has nothing to ask on, and cannot reach the terminal by another way either. */
  readonly terminal?: CommandTerminal | undefined;
  /** The terminal is in use by the dashboard: what goes wrong says that there was none. */
  readonly withheld?: boolean | undefined;
  /** Takes secrets out of what the command said. */
  readonly redact?: ((text: string) => string) | undefined;
}

/** More is no token. */
const longestOutput = 4096;
/** What is kept of the errors of a command: its last words are those that count. */
const longestSaid = 2000;
const shownWords = 200;
const mostLines = 3;
const usualTimeout = 10_000;
/** How long what a command printed at its end takes to arrive, at most, ms. */
const arriving = 300;
/** Long enough for a person to find a phone. */
const askingTimeout = 120_000;

/**
 * What a command prints on its standard output. What it says on its errors goes to the terminal, if it has one, and into the
 * message when it fails, without what looks secret.
 * @throws TokenError only
 */
export function commandOutput(command: string | readonly string[], options: CommandOptions): Promise<string> {
  const { terminal, timeout = terminal ? askingTimeout : usualTimeout } = options;
  if (!terminal) return run(command, timeout, options);
  return terminal.lend((say) => run(command, timeout, options, say));
}

async function run(
  command: string | readonly string[],
  timeout: number,
  { redact = (text) => text, withheld, gives = 'token' }: CommandOptions,
  say?: (text: string) => void,
): Promise<string> {
  const [program = '', ...parameters] = typeof command === 'string' ? ['/bin/sh', '-c', command] : command;
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  // In a session of its own a command has no terminal: not even a program that opens /dev/tty takes the keys of the dashboard.
  const detached = !say && process.platform !== 'win32';
  let child: ReturnType<typeof start>;
  try {
    child = start(program, parameters, detached, say !== undefined);
  } catch {
    // Node throws on its own for a program that no system could have, such as one with a NUL in its name.
    throw new TokenError(t`${word(gives)}Command cannot be run.`);
  }
  let output = '';
  let said = '';
  const fail = (what: SafeText): void => {
    const words = lastWords(withoutOutput(redact(said), output));
    const alone = withheld ? t`${what}; it ran without a terminal to ask on` : what;
    reject(
      new TokenError(words === '' ? t`${word(gives)}Command ${alone}.` : t`${word(gives)}Command ${alone}: ${words}`),
    );
  };
  // What a command leaves running may hold the pipes open: it is not waited for.
  const hearNoMore = (): void => {
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const timer = setTimeout(() => {
    end(child.pid, detached);
    hearNoMore();
    fail(t`gave no ${word(gives)} within ${Math.round(timeout / 1000)} s`);
  }, timeout);
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    if (output.length <= longestOutput) output += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said = lastPart(said + chunk);
    say?.(withoutOutput(redact(chunk), output));
  });
  child.on('error', (error: NodeJS.ErrnoException) => {
    clearTimeout(timer);
    fail(t`could not be started (${sanitise(error.code)})`);
  });
  let rest: NodeJS.Timeout | undefined;
  child.on('exit', (code) => {
    rest = setTimeout(() => (code !== 0 || output.trim() !== '') && hearNoMore(), arriving);
  });
  child.on('close', (code, signal) => {
    clearTimeout(timer);
    clearTimeout(rest);
    if (code !== 0) fail(code === null ? t`was ended by ${sanitise(signal)}` : t`ended with exit code ${code}`);
    else if (output.trim() === '') fail(t`printed no ${word(gives)}`);
    else resolve(output);
  });
  return promise;
}

function start(program: string, parameters: readonly string[], detached: boolean, asks: boolean) {
  const options = { detached, windowsHide: true };
  return asks
    ? spawn(program, parameters, { ...options, stdio: ['inherit', 'pipe', 'pipe'] })
    : spawn(program, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Ends a command with all it started, where it leads a group of its own. */
function end(pid: number | undefined, isGroup: boolean): void {
  if (pid === undefined) return;
  try {
    process.kill(isGroup ? -pid : pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Long enough to be a token. */
const tokenLength = 12;

/** A failing command may have printed the token already, or may print it in its error. */
function withoutOutput(text: string, output: string): string {
  const words = output.split(/\s+/).filter((word) => word !== '');
  const secret = words.filter((word) => word.length >= tokenLength || (words.length === 1 && word.length > 1));
  return secret.reduce((clean, word) => clean.replaceAll(word, '(hidden)'), text);
}

/** The end of a text, from a whole word on: half a token would not be known as one. */
const lastPart = (text: string): string =>
  text.length <= longestSaid ? text : text.slice(-longestSaid).replace(/^\S+/, '');

/** The last lines that say something, in one: the last, and before it those that fit. */
function lastWords(text: string): SafeText {
  const lines = text
    .split(/[\r\n]+/)
    .map((line) => sanitise(line.trim()))
    .filter((line) => line !== '')
    .slice(-mostLines);
  let words = shortened(lines.pop() ?? t``);
  for (const line of lines.toReversed()) {
    const longer = t`${line} · ${words}`;
    if (longer.length > shownWords) break;
    words = longer;
  }
  return words;
}

const shortened = (line: SafeText): SafeText =>
  line.length > shownWords ? t`${sanitise(line, shownWords - 1)}…` : line;
