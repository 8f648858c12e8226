import { type SafeText, t } from '../../../domain/text.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { type Span, span, type Tone } from '../../../theme/line.ts';
import { type Connection, isTrouble } from '../../../workspace/delivery/fleet.ts';
import type { SourceFlow } from '../../../workspace/sources/inflow.ts';
import type { PairHealth, StorageHealth } from '../../../workspace/storage/health.ts';

/** The state of a node or a line, worst first; several have the state of the worst. */
export const scale = ['failing', 'partial', 'idle', 'slight', 'ok', 'unread', 'unknown', 'off'] as const;
export type Health = (typeof scale)[number];

const ranks = Object.fromEntries(scale.map((health, rank) => [health, rank])) as Readonly<Record<Health, number>>;

/** 0 is worst. */
export function rankOf(health: Health): number {
  return ranks[health];
}

/** The worse of two states. */
export function worse(a: Health, b: Health): Health {
  return ranks[a] <= ranks[b] ? a : b;
}

/** The worst of all; off where the list is empty. */
export function worstOf(all: Iterable<Health>): Health {
  let worst: Health = 'off';
  for (const health of all) worst = worse(worst, health);
  return worst;
}

/** A connection that is off while its source sends has a state of its own, apart from one that has nothing to do. */
export function connectionHealth(connection: Connection): Health {
  const { state, verdict, judgement } = connection;
  if (verdict === 'SILENT') return 'failing';
  if (state === 'failing') {
    if (!isTrouble(connection)) return judgement.state === 'recovering' ? 'slight' : 'ok';
    return verdict === 'RETRYING' ? 'partial' : 'failing';
  }
  if (state === 'disabled') return verdict === 'DISABLED' ? 'idle' : 'off';
  if (state === 'healthy') return 'ok';
  if (state === 'unknown') return 'unread';
  return state === 'idle' ? 'idle' : 'unknown';
}

const bySource = {
  silent: 'failing',
  never: 'idle',
  quiet: 'ok',
  live: 'ok',
  unknown: 'unread',
  disabled: 'off',
} as const;

export function sourceNodeHealth({ health }: SourceFlow): Health {
  return bySource[health.state];
}

const byStorage = {
  failing: 'failing',
  partial: 'partial',
  'no-runs': 'idle',
  ok: 'ok',
  unknown: 'unread',
  disabled: 'off',
} as const;

export function storageNodeHealth({ state }: StorageHealth): Health {
  return byStorage[state];
}

/** A source's syncs into a warehouse; those that are not read yet are not known. */
export function syncHealth(storage: StorageHealth, pair: PairHealth | undefined): Health {
  if (!storage.warehouse.enabled) return 'off';
  if (!pair) return 'unread';
  if (pair.state === 'unknown') return 'unread';
  return pair.state === 'running' ? 'ok' : pair.state;
}

const tones: Readonly<Record<Health, Tone>> = {
  failing: 'bad',
  partial: 'warn',
  idle: 'warn',
  slight: 'warn',
  ok: 'good',
  unread: 'dim',
  unknown: 'dim',
  off: 'dim',
};

export function toneOf(health: Health): Tone {
  return tones[health];
}

/** Nothing is sent along such a line, or nothing can be observed of it. */
export function isQuiet(health: Health): boolean {
  return rankOf(health) > rankOf('ok') || health === 'idle';
}

/** The mark of a node: never colour alone. */
export function nodeMark(health: Health, glyphs: Glyphs): Span {
  const tone = tones[health];
  if (health === 'failing') return span(glyphs.failing, tone);
  if (health === 'partial' || health === 'slight') return span(glyphs.partial, tone);
  if (health === 'idle') return span(glyphs.idle, tone);
  return span(isQuiet(health) ? glyphs.inactive : glyphs.healthy, tone);
}

/** How a line ends: in an arrow where data arrives, else in the mark of what is wrong. */
export function endMark(health: Health, glyphs: Glyphs): Span {
  return health === 'ok' ? span(glyphs.right, tones[health]) : nodeMark(health, glyphs);
}

const words: Readonly<Record<Health, SafeText>> = {
  failing: t`failing`,
  partial: t`in part`,
  idle: t`idle or cut off`,
  slight: t`failed a short while ago`,
  ok: t`healthy`,
  unread: t`not read`,
  unknown: t`not observable`,
  off: t`disabled`,
};

export function healthWord(health: Health): SafeText {
  return words[health];
}
