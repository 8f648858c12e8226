import { floorTo, second } from '../../domain/time.ts';
import { offset } from '../duration.ts';
import type { Answer, Lasting, Leaf, Rule } from '../simulator/rule.ts';
import type { Effect, EventMatch, TimedEffect } from './scenario.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { readonly kind: K }>;

/** An effect at its place in time. */
export interface Placed<E extends Effect = Effect> extends Lasting {
  readonly id: number;
  readonly effect: E;
  /** Begun while the world runs: its dither is its own, so that what has been told before stays as it was. */
  readonly dither?: number;
}

/** A stretch in which the syncs of a warehouse, or of one source of it, end otherwise. */
export type SyncTrouble = Of<'sync'> & Lasting;

/** Dithers of incidents lie above those that rules have by their place in a list. */
const ownDithers = 1000;

/** Effects in absolute time: those of the scenario, placed by where the world started, and incidents begun while it runs. */
export class Timeline {
  readonly #placed: Placed[];
  readonly #startedAt: number;

  constructor(effects: readonly TimedEffect[], startedAt: number) {
    this.#startedAt = startedAt;
    this.#placed = effects.map(({ from, to, ...effect }, index) => ({
      id: index + 1,
      effect: effect as Effect,
      ...this.lasting(to === undefined ? { from } : { from, to }),
    }));
  }

  /** The whole minute that was so long before the start, or the whole second that comes after it. */
  moment(text: string): number {
    const at = this.#startedAt + offset(text);
    return text.startsWith('+') ? wholeSecond(at) : floorTo(at, 'MINUTE');
  }

  lasting(effect: { readonly from: string; readonly to?: string }): Lasting {
    return {
      from: this.moment(effect.from),
      to: effect.to === undefined ? Number.POSITIVE_INFINITY : this.moment(effect.to),
    };
  }

  /** Every effect, oldest first by its number. */
  all(): readonly Placed[] {
    return this.#placed;
  }

  begin(effect: Effect, from: number, to = Number.POSITIVE_INFINITY): Placed {
    const id = this.#placed.length + 1;
    const placed = { id, effect, from: wholeSecond(from), to: wholeSecond(to), dither: ownDithers * id };
    this.#placed.push(placed);
    return placed;
  }

  /** Ends an effect at a moment, unless it is over by then. @returns it as it is now; undefined when there is none */
  end(id: number, at: number): Placed | undefined {
    const index = this.#placed.findIndex((each) => each.id === id);
    const placed = this.#placed[index];
    if (!placed) return undefined;
    const ended = { ...placed, to: Math.max(placed.from, Math.min(placed.to, wholeSecond(at))) };
    this.#placed[index] = ended;
    return ended;
  }

  of<K extends Effect['kind']>(kind: K): Placed<Of<K>>[] {
    return this.#placed.filter((placed): placed is Placed<Of<K>> => placed.effect.kind === kind);
  }

  #on<K extends Effect['kind']>(kind: K, field: string, key: string): Placed<Of<K>>[] {
    return this.of(kind).filter(({ effect }) => (effect as unknown as Record<string, unknown>)[field] === key);
  }

  factors(source: string): (Lasting & { factor: number })[] {
    return this.#on('volume', 'source', source).map(({ from, to, effect }) => ({ from, to, factor: effect.factor }));
  }

  releases(source: string): (Lasting & { appVersion: string; share: number })[] {
    return this.#on('release', 'source', source).map(({ from, to, effect: { appVersion, share } }) => ({
      from,
      to,
      appVersion,
      share,
    }));
  }

  /** What is stopped of a source, or of a destination where the kind is `mapping`. */
  rules(kind: 'ingest' | 'filter' | 'mapping', key: string): Rule[] {
    return this.#on(kind, kind === 'mapping' ? 'destination' : 'source', key).map(ruleOf);
  }

  answers(destination: string): Answer[] {
    return this.#on('delivery', 'destination', destination).map((placed) => ({
      ...ruleOf(placed),
      outcome: placed.effect.outcome,
      recovered: placed.effect.recovered ?? 0,
    }));
  }

  syncs(warehouse: string): SyncTrouble[] {
    return this.#on('sync', 'warehouse', warehouse).map(({ from, to, effect }) => ({ ...effect, from, to }));
  }

  /**
   * Up to which moment the API's data has come, when it is usually so late (ms). While it comes later than that nothing new
   * shows, and nothing that was there goes away.
   */
  seen(now: number, usual: number): number {
    return this.of('late')
      .filter(({ from, to }) => from <= now && now < to)
      .reduce(
        (seen, { from, effect }) => Math.min(seen, Math.max(from - usual, now - effect.seconds * second)),
        now - usual,
      );
  }
}

const wholeSecond = (at: number): number => (Number.isFinite(at) ? Math.floor(at / second) * second : at);

type Stopping = EventMatch & { readonly reason: string; readonly share: number };

function ruleOf({ from, to, effect, dither }: Lasting & { readonly effect: Stopping; readonly dither?: number }): Rule {
  return {
    from,
    to,
    reason: effect.reason,
    share: effect.share,
    takes: matcher(effect),
    ...(dither === undefined ? {} : { dither }),
  };
}

const matcher =
  ({ event, appVersion }: EventMatch) =>
  (leaf: Leaf): boolean =>
    (event === undefined || leaf.eventName === event) && (appVersion === undefined || leaf.appVersion === appVersion);
