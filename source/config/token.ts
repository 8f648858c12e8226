import { join } from 'node:path';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import { homeOf } from '../storage/paths.ts';
import { fileReason, readRegular } from '../storage/regular-file.ts';
import { type CommandOptions, commandOutput } from './token-command.ts';
import { TokenError } from './token-error.ts';

export { TokenError } from './token-error.ts';

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

export interface TokenOptions extends CommandOptions {
  /** Called with the token before it is handed out, so that it can be kept out of logs and errors. */
  readonly register?: (secret: string) => void;
}

const longestToken = 4096;
/** A token file holds one line, bytes. */
const largestFile = 64 * 1024;

/** Gets the token. Rejects with a TokenError only. */
export async function readToken(source: TokenSource, options: TokenOptions = {}): Promise<Token> {
  const { text, warning } = await rawToken(source, options);
  const value = text.trim();
  const origin = originOf(source);
  if (value === '') throw new TokenError(t`${origin} is empty.`);
  options.register?.(value);
  // Anything else could end the header that the token is sent in, or is the output of a command that failed.
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

async function rawToken(source: TokenSource, options: CommandOptions): Promise<Raw> {
  switch (source.kind) {
    case 'environment':
    case 'config':
      return { text: source.token };
    case 'command':
      return { text: await commandOutput(source.command, options) };
    case 'file':
      return fromFile(source.file);
  }
}

async function fromFile(named: string): Promise<Raw> {
  const file = named.startsWith('~/') ? join(homeOf(process.env), named.slice(2)) : named;
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
