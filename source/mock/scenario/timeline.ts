import { floorTo } from '../../domain/time.ts';
import { duration } from '../duration.ts';
import type { Answer, Lasting, Leaf, Rule } from '../simulator/rule.ts';
import type { Effect, EventMatch } from './scenario.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { readonly kind: K }>;

/** A stretch in which the syncs of a warehouse, or of one source of it, end otherwise. */
export type SyncTrouble = Omit<Of<'sync'>, 'from' | 'to'> & Lasting;

/** Effects of one kind on one key, placed in absolute time by where the world started. */
export class Timeline {
  readonly #effects: readonly Effect[];
  readonly #startedAt: number;

  constructor(effects: readonly Effect[], startedAt: number) {
    this.#effects = effects;
    this.#startedAt = startedAt;
  }

  /** The whole minute that was so long before the start. */
  moment(ago: string): number {
    return floorTo(this.#startedAt - duration(ago), 'MINUTE');
  }

  lasting(effect: { readonly from: string; readonly to?: string }): Lasting {
    return {
      from: this.moment(effect.from),
      to: effect.to === undefined ? Number.POSITIVE_INFINITY : this.moment(effect.to),
    };
  }

  #of<K extends Effect['kind']>(kind: K, field: string, key: string): Of<K>[] {
    return this.#effects.filter(
      (effect): effect is Of<K> =>
        effect.kind === kind && (effect as unknown as Record<string, unknown>)[field] === key,
    );
  }

  factors(source: string): (Lasting & { factor: number })[] {
    return this.#of('volume', 'source', source).map((each) => ({ ...this.lasting(each), factor: each.factor }));
  }

  releases(source: string): (Lasting & { appVersion: string; share: number })[] {
    return this.#of('release', 'source', source).map((each) => ({
      ...this.lasting(each),
      appVersion: each.appVersion,
      share: each.share,
    }));
  }

  /** What is stopped of a source, or of a destination where the kind is `mapping`. */
  rules(kind: 'ingest' | 'filter' | 'mapping', key: string): Rule[] {
    return this.#of(kind, kind === 'mapping' ? 'destination' : 'source', key).map((each) => ({
      ...this.lasting(each),
      reason: each.reason,
      share: each.share,
      takes: matcher(each),
    }));
  }

  answers(destination: string): Answer[] {
    return this.#of('delivery', 'destination', destination).map((each) => ({
      ...this.lasting(each),
      reason: each.reason,
      share: each.share,
      outcome: each.outcome,
      recovered: each.recovered ?? 0,
      takes: matcher(each),
    }));
  }

  syncs(warehouse: string): SyncTrouble[] {
    return this.#of('sync', 'warehouse', warehouse).map(({ from, to, ...each }) => ({
      ...each,
      ...this.lasting(to === undefined ? { from } : { from, to }),
    }));
  }
}

const matcher =
  ({ event, appVersion }: EventMatch) =>
  (leaf: Leaf): boolean =>
    (event === undefined || leaf.eventName === event) && (appVersion === undefined || leaf.appVersion === appVersion);
