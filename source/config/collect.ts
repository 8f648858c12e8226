import { t } from '../domain/text.ts';
import type { ProfileContent } from './shape.ts';
import { type CommandOptions, commandOutput } from './token-command.ts';
import { TokenError } from './token-error.ts';
import { UsageError } from './usage-error.ts';

/** How much of what is sent is kept: violations alone, payloads with violations too, or every event. */
export const keeps = ['violations', 'samples', 'all'] as const;
export type Keep = (typeof keeps)[number];

/** Where the secret comes from that webhooks are signed with. */
export type SecretSource =
  | { readonly kind: 'environment' | 'config'; readonly secret: string }
  | { readonly kind: 'command'; readonly command: string | readonly string[] };

/** What `segtop serve` may keep of the events that are sent to it. */
export interface CollectSettings {
  readonly secret?: SecretSource | undefined;
  readonly keep: Keep;
  readonly days: number;
}

const usualDays = 7;
const longestSecret = 1000;

/**
 * The collector of a profile. Like the token, the secret of the environment is that of the profile `default`, or of one that has none.
 * @throws UsageError for a variable with a value that is not allowed
 */
export function collectOf(
  env: Readonly<Record<string, string | undefined>>,
  { profile }: { readonly profile?: ProfileContent | undefined },
): CollectSettings {
  const { secret, secretCommand, keep, days = usualDays } = profile?.collect ?? {};
  const ofEnvironment = env.SEGTOP_COLLECT_SECRET?.trim();
  const source: SecretSource | undefined =
    secretCommand !== undefined
      ? { kind: 'command', command: secretCommand }
      : secret !== undefined
        ? { kind: 'config', secret }
        : ofEnvironment
          ? { kind: 'environment', secret: ofEnvironment }
          : undefined;
  return { secret: source, keep: keep ?? keepOf(env.SEGTOP_COLLECT_KEEP) ?? 'violations', days };
}

function keepOf(text: string | undefined): Keep | undefined {
  if (!text) return undefined;
  const known = keeps.find((one) => one === text);
  if (!known) throw new UsageError('SEGTOP_COLLECT_KEEP', text, keeps.join(', '));
  return known;
}

/**
 * Gets the secret. Rejects with a TokenError only.
 * @param register called with it before it is handed out, so that it can be kept out of logs and errors
 */
export async function readSecret(
  source: SecretSource,
  { register, ...options }: CommandOptions & { readonly register: (secret: string) => void },
): Promise<string> {
  const text =
    source.kind === 'command' ? await commandOutput(source.command, { ...options, gives: 'secret' }) : source.secret;
  const secret = text.trim();
  register(secret);
  if (!/^[\u0021-\u007e]+$/.test(secret) || secret.length > longestSecret)
    throw new TokenError(t`The secret of collect is one line of letters, digits and punctuation, without spaces.`);
  return secret;
}
