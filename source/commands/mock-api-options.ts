import type { Region } from '../mock/http/auth.ts';
import type { Latency } from '../mock/http/limits/latency.ts';

/** What the command line of `segtop mock-api` gives. Values come as typed: they are checked by readMockApiOptions. */
export interface MockApiCommandOptions {
  /** 0, the default, picks a free one. */
  readonly port?: number | string | undefined;
  readonly scenario?: string | undefined;
  /** The one token let in; any bearer token without it. */
  readonly token?: string | undefined;
  /** Milliseconds before each answer, or a range such as 80-900. */
  readonly latency?: number | string | undefined;
  readonly limits?: string | undefined;
  readonly lag?: number | string | undefined;
  readonly region?: string | undefined;
  readonly seed?: number | string | undefined;
  readonly zeroFill?: boolean | undefined;
  /** Where events are posted as Segment's webhooks post them; nowhere without it. */
  readonly webhooks?: string | undefined;
  /** What these are signed with. */
  readonly secret?: string | undefined;
  readonly badSignatures?: number | string | undefined;
}

/** Options in commander's notation, with their defaults. */
export const mockApiOptionList: readonly {
  readonly flags: string;
  readonly description: string;
  readonly default?: string;
}[] = [
  { flags: '--port <number>', description: 'port on 127.0.0.1; 0 picks a free one', default: '0' },
  { flags: '--scenario <name>', description: 'what is going on in the workspace', default: 'everything' },
  { flags: '--token <token>', description: 'let in this bearer token only (any without it)' },
  { flags: '--latency <ms>', description: 'wait before each answer: 120, or a range such as 80-900', default: '0' },
  { flags: '--limits <on|off>', description: 'enforce the rate limits of the real API', default: 'on' },
  {
    flags: '--lag <seconds>',
    description: 'how late delivery and volume data come: the newest minutes are incomplete until then',
    default: '30',
  },
  { flags: '--region <us|eu>', description: 'refuse tokens of the other region (those that start with us_ or eu_)' },
  { flags: '--seed <number>', description: 'another workspace history, other injected chance', default: '1' },
  {
    flags: '--webhooks <url>',
    description: 'post events there as webhooks do, such as to segtop serve: /collect/default',
  },
  { flags: '--secret <secret>', description: 'sign these webhooks' },
  {
    flags: '--bad-signatures <percent>',
    description: 'send copies of so many webhooks with a wrong signature',
    default: '0',
  },
  { flags: '--zero-fill', description: 'send empty buckets as zeros instead of leaving them out' },
];

/** The options, checked. */
export interface MockApiSettings {
  readonly port: number;
  readonly scenario: string;
  readonly token: string | undefined;
  readonly latency: Latency;
  readonly enforced: boolean;
  readonly lag: number;
  readonly region: Region | undefined;
  readonly seed: number;
  readonly zeroFill: boolean;
  readonly webhooks:
    | { readonly url: string; readonly secret: string | undefined; readonly badSignatures: number }
    | undefined;
}

/**
 * Checks what was typed.
 * @throws RangeError with one line that names the option, its value and what is allowed
 */
export function readMockApiOptions(options: MockApiCommandOptions, scenarios: readonly string[]): MockApiSettings {
  const token = options.token;
  if (token !== undefined && !/^\S+$/.test(token)) throw new RangeError(oneWord('--token', token));
  return {
    port: whole('--port', options.port ?? 0, 65_535),
    scenario: word('--scenario', options.scenario ?? 'everything', scenarios),
    token,
    latency: latencyOf(String(options.latency ?? 0)),
    enforced: word('--limits', options.limits ?? 'on', ['on', 'off']) === 'on',
    lag: whole('--lag', options.lag ?? 30, 86_400),
    region: options.region === undefined ? undefined : word<Region>('--region', options.region, ['us', 'eu']),
    seed: whole('--seed', options.seed ?? 1, 2 ** 31),
    zeroFill: options.zeroFill ?? false,
    webhooks: options.webhooks === undefined ? undefined : webhooksOf(options.webhooks, options),
  };
}

function webhooksOf(text: string, { secret, badSignatures }: MockApiCommandOptions): MockApiSettings['webhooks'] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new RangeError(`--webhooks ${shown(text)} is not allowed; use an https:// or http:// address`);
  if (secret !== undefined && !/^\S+$/.test(secret)) throw new RangeError(oneWord('--secret', secret));
  return { url: url.href, secret, badSignatures: whole('--bad-signatures', badSignatures ?? 0, 100) };
}

/** A secret is not told, but whether there is one at all. */
const oneWord = (option: string, value: string): string =>
  `${option} ${value.trim() === '' ? shown(value) : '(hidden)'} is not allowed; use one word`;

function word<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new RangeError(`${option} ${shown(value)} is not allowed; use ${allowed.join(', ')}`);
  return found;
}

function whole(option: string, value: number | string, most: number): number {
  const text = String(value);
  if (!/^\d+$/.test(text) || Number(text) > most) {
    throw new RangeError(`${option} ${shown(text)} is not allowed; use a whole number from 0 to ${most}`);
  }
  return Number(text);
}

function latencyOf(text: string): Latency {
  const [, least, most] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text) ?? [];
  if (least === undefined || (most !== undefined && Number(most) < Number(least))) {
    throw new RangeError(
      `--latency ${shown(text)} is not allowed; use milliseconds such as 120, or a range such as 80-900`,
    );
  }
  return most === undefined ? Number(least) : [Number(least), Number(most)];
}

/** A typed value as it may go to a terminal: quoted, and escaped by JSON where it is not plain text. */
function shown(value: string): string {
  return JSON.stringify(value.slice(0, 80)).replace(/[\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '?');
}
