import { type SafeText, sanitise } from '../domain/text.ts';

/** Stands for a secret. */
const hidden = '(hidden)';

/** Shorter texts are no secrets worth the name. */
const shortestSecret = 3;
/** Shorter ones are hidden where they stand alone only: anything else would tear other words apart. */
const shortestAnywhere = 6;

const names = String.raw`\b(?:api_?key|write_?keys?|(?:access_?|auth_?)?token|authorization|password|secret)\b`;
/** A text of JSON, or a list of such; one that was cut off ends with all there is. */
const value = String.raw`(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|\[[^\]"]*(?:"(?:[^"\\]|\\.)*"[^\]"]*)+(?:\]|$))`;
/** The same in a text of JSON that is itself a value: so a line of the log holds what was put into its message. */
const innerValue = String.raw`\\"(?:\\\\\\"|(?!\\").)*(?:\\"|$)`;

/**
 * What looks like a secret without having been registered: bearer and basic credentials, Segment's token prefix, JSON fields, and what
 * an address has before its host.
 */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${hidden}`],
  [/\bsgp_[\w-]{6,}/g, hidden],
  [new RegExp(String.raw`(["']?${names}["']?\s*[:=]\s*)${value}`, 'gi'), `$1"${hidden}"`],
  [new RegExp(String.raw`(\\"${names}\\"\s*[:=]\s*)${innerValue}`, 'gi'), String.raw`$1\"${hidden}\"`],
  [/(\/\/)[^/\s"?#]+@/g, `$1${hidden}@`],
  // A password may hold what should have been escaped; a port with an @ far behind it looks the same, and loses less by it.
  [/(\/\/)[^/\s"?#:@]*:[^\s"]{0,200}@/g, `$1${hidden}@`],
];

/** Names that never appear with their value. */
export const secretNames = [
  'token',
  'authorization',
  'Authorization',
  'writeKeys',
  'writeKey',
  'password',
  'secret',
  'apiKey',
];

export const isSecretName = (name: string): boolean => secretNames.includes(name);

/** Keeps registered secrets out of text. */
export interface Redactor {
  /** Hides this value from now on, as it is and as JSON and URLs write it. */
  register(secret: string): void;
  redact(text: string): string;
}

function where(secret: string): string | RegExp {
  if (secret.length >= shortestAnywhere) return secret;
  return new RegExp(`(?<![\\w-])${secret.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}(?![\\w-])`, 'g');
}

export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  return {
    register(secret) {
      const value = secret.trim();
      if (value.length < shortestSecret) return;
      for (const form of [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)]) secrets.add(form);
    },
    redact(text) {
      let clean = text;
      // Longest first, so that a secret inside another does not leave the rest of it behind.
      for (const secret of [...secrets].sort((a, b) => b.length - a.length))
        clean = clean.replaceAll(where(secret), hidden);
      for (const [pattern, instead] of patterns) clean = clean.replace(pattern, instead);
      return clean;
    },
  };
}

/** The secrets of this process: whoever gets a token registers it here before using it. */
export const secrets: Redactor = createRedactor();

/** Text for error output: without secrets, and safe to write to a terminal line by line. */
export function redactedLines(text: string, redactor: Redactor = secrets): readonly SafeText[] {
  return redactor
    .redact(text)
    .split(/\r?\n/)
    .map((line) => sanitise(line));
}
