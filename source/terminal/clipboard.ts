import { type SafeText, t } from '../domain/text.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** One way to the clipboard. Ways are tried in order until one works. */
export type CopyAttempt =
  /** A program that takes the text on its standard input. */
  | { readonly kind: 'program'; readonly argv: readonly string[] }
  /** A sequence for the terminal itself, which no terminal confirms. */
  | { readonly kind: 'terminal'; readonly sequence: string };

/** Terminals cut or drop longer sequences; xterm takes 100,000 bytes in all. */
export const longestCopy = 74_994;
/** GNU screen passes on at most 768 bytes of a string sequence at once. */
const screenChunk = 700;

/** OSC 52: the terminal puts the text into the clipboard, over ssh too. Undefined when the text is too long for it. */
export function clipboardSequence(text: string, env: Environment): string | undefined {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > longestCopy) return undefined;
  const sequence = `\u001b]52;c;${bytes.toString('base64')}\u0007`;
  if (env.TMUX) return `\u001bPtmux;${sequence.replaceAll('\u001b', '\u001b\u001b')}\u001b\\`;
  if (!env.STY) return sequence;
  const chunks = sequence.match(new RegExp(`[\\s\\S]{1,${screenChunk}}`, 'g')) ?? [];
  return chunks.map((chunk) => `\u001bP${chunk}\u001b\\`).join('');
}

/**
 * The ways to the clipboard from here. Inside tmux its own buffer comes first: passing a sequence through needs a setting
 * that is off by default, and SSH_TTY may be left over from an earlier attachment. Programs of this machine count only
 * where the user sits at this machine.
 */
export function copyAttempts(text: string, env: Environment, platform: NodeJS.Platform): readonly CopyAttempt[] {
  const attempts: CopyAttempt[] = [];
  if (env.TMUX) attempts.push({ kind: 'program', argv: ['tmux', 'load-buffer', '-w', '-'] });
  else if (!env.SSH_TTY && !env.SSH_CONNECTION) attempts.push(...localPrograms(env, platform));
  const sequence = clipboardSequence(text, env);
  if (sequence !== undefined) attempts.push({ kind: 'terminal', sequence });
  return attempts;
}

function localPrograms(env: Environment, platform: NodeJS.Platform): CopyAttempt[] {
  if (platform === 'darwin') return [{ kind: 'program', argv: ['pbcopy'] }];
  if (platform === 'win32') return [{ kind: 'program', argv: ['clip'] }];
  if (env.WAYLAND_DISPLAY) return [{ kind: 'program', argv: ['wl-copy'] }];
  return env.DISPLAY ? [{ kind: 'program', argv: ['xclip', '-selection', 'clipboard'] }] : [];
}

/** What copying needs from outside. */
export interface CopyHost {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** Runs a program with the text as its input: whether it ended well. */
  readonly run: (argv: readonly string[], input: string) => Promise<boolean>;
  /** Writes to the terminal, not to a stream that may be piped. */
  readonly write: (sequence: string) => void;
}

/** Copies text: lines may end with \n, other control characters are left out. Never rejects. */
export async function copyText(
  text: string,
  host: CopyHost,
): Promise<{ readonly ok: boolean; readonly message: SafeText }> {
  const clean = text.replace(/(?![\n\t])[\u0000-\u001f\u007f-\u009f]/g, '');
  const count = [...clean].length;
  for (const attempt of copyAttempts(clean, host.env, host.platform)) {
    if (attempt.kind === 'program') {
      if (!(await host.run(attempt.argv, clean))) continue;
    } else {
      host.write(attempt.sequence);
    }
    return { ok: true, message: t`copied ${count} ${count === 1 ? t`character` : t`characters`}` };
  }
  return { ok: false, message: t`too long to copy: ${Buffer.byteLength(clean)} of at most ${longestCopy} bytes` };
}
