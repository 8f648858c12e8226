import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import { fileReason, readRegular } from '../storage/regular-file.ts';

/** Where a Public API token comes from. */
export type TokenSource =
  | { readonly kind: 'environment' | 'config'; readonly token: string }
  /** A shell command, or program and arguments: any secret manager. */
  | { readonly kind: 'command'; readonly command: string | readonly string[] }
  | { readonly kind: 'file'; readonly file: string };

export interface Token {
  readonly value: string;
  /** Something to tell the user, such as a file that others can read. */
  readonly warning?: SafeText | undefined;
}

/** A token that could not be got. Its message never holds the token nor anything that a command printed. */
export class TokenError extends Error {
  override readonly message: SafeText;
  constructor(message: SafeText) {
    super(message);
    this.name = 'TokenError';
    this.message = message;
  }
}

export interface TokenOptions {
  /** How long a command may take, ms. */
  readonly timeout?: number;
  /** Called with the token before it is handed out, so that it can be kept out of logs and errors. */
  readonly register?: (secret: string) => void;
}

const longestToken = 4096;
/** A token file holds one line, bytes. */
const largestFile = 64 * 1024;
const commandTimeout = 10_000;

/** Gets the token. Rejects with a TokenError only. */
export async function readToken(source: TokenSource, options: TokenOptions = {}): Promise<Token> {
  const { text, warning } = await rawToken(source, options.timeout ?? commandTimeout);
  const value = text.trim();
  const origin = originOf(source);
  if (value === '') throw new TokenError(t`${origin} is empty.`);
  options.register?.(value);
  // Anything else could end the header that the token is sent in, or is the output of a command that went wrong.
  if (!/^[\u0021-\u007e]+$/.test(value) || value.length > longestToken) {
    throw new TokenError(t`${origin} is not a token: a token is one line of letters, digits and punctuation.`);
  }
  return warning ? { value, warning } : { value };
}

function originOf(source: TokenSource): SafeText {
  switch (source.kind) {
    case 'environment':
      return t`SEGTOP_TOKEN`;
    case 'config':
      return t`The token in the configuration`;
    case 'command':
      return t`The output of tokenCommand`;
    case 'file':
      return t`The token file ${sanitise(source.file)}`;
  }
}

interface Raw {
  readonly text: string;
  readonly warning?: SafeText | undefined;
}

async function rawToken(source: TokenSource, timeout: number): Promise<Raw> {
  switch (source.kind) {
    case 'environment':
    case 'config':
      return { text: source.token };
    case 'command':
      return { text: await outputOf(source.command, timeout).catch(asTokenError) };
    case 'file':
      return fromFile(source.file);
  }
}

/** Node throws on its own for a program that no system could have, such as one with a NUL in its name. */
function asTokenError(error: unknown): never {
  throw error instanceof TokenError ? error : new TokenError(t`tokenCommand cannot be run.`);
}

async function fromFile(named: string): Promise<Raw> {
  const file = named.startsWith('~/') ? join(homedir(), named.slice(2)) : named;
  try {
    const { text, mode } = await readRegular(file, largestFile);
    const exposed = process.platform !== 'win32' && (mode & 0o077) !== 0;
    const warning = exposed
      ? t`Others can read the token file ${sanitise(named)}; make it private with chmod 600.`
      : undefined;
    return { text, warning };
  } catch (error) {
    throw new TokenError(t`The token file ${sanitise(named)} cannot be read: ${fileReason(error)}.`);
  }
}

/** What a command prints on its standard output. It gets no input and its errors are not shown: they may quote the token. */
async function outputOf(command: string | readonly string[], timeout: number): Promise<string> {
  const [program = '', ...parameters] = typeof command === 'string' ? ['/bin/sh', '-c', command] : command;
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const fail = (what: SafeText): void => reject(new TokenError(t`tokenCommand ${what}`));
  const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true });
  const timer = setTimeout(() => {
    child.kill('SIGKILL');
    // A grandchild may hold the pipe open: do not wait for it.
    child.stdout.destroy();
    fail(t`gave no token within ${Math.round(timeout / 1000)} s.`);
  }, timeout);
  let output = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk: string) => {
    if (output.length <= longestToken) output += chunk;
  });
  child.on('error', (error: NodeJS.ErrnoException) => {
    clearTimeout(timer);
    fail(t`could not be started (${sanitise(error.code)}).`);
  });
  child.on('close', (code, signal) => {
    clearTimeout(timer);
    if (code === 0) resolve(output);
    else fail(code === null ? t`was ended by ${sanitise(signal)}.` : t`ended with exit code ${code}.`);
  });
  return promise;
}
