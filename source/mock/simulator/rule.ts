/** A half-open stretch of time; open ends are infinite. */
export interface Lasting {
  readonly from: number;
  readonly to: number;
}

/** The finest grain that is simulated: one event of one app version. */
export interface Leaf {
  /** Missing for calls without a name (rule 42). */
  readonly eventName?: string | undefined;
  readonly eventType: string;
  readonly appVersion?: string | undefined;
}

/** A share of the events of some leaves that a reason takes out while it lasts. */
export interface Rule extends Lasting {
  readonly reason: string;
  readonly share: number;
  readonly takes: (leaf: Leaf) => boolean;
  /** Which dither rounds its counts; by its place among the others that have none of their own without it. */
  readonly dither?: number;
}

/** A rule with the leaves it takes worked out. */
export type Bound<R extends Rule = Rule> = R & { readonly seats: Int32Array; readonly dither: number };

/** How a destination answers a share of the attempts: refused for good, or retried, of which `recovered` get through. */
export interface Answer extends Rule {
  readonly outcome: 'discarded' | 'retried';
  readonly recovered: number;
}

/** Whether something that lasts holds in a stretch: stretches never cross its ends. */
export const holds = ({ from, to }: Lasting, { start }: { readonly start: number }): boolean =>
  from <= start && to > start;

export const always: Lasting = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
export const everyLeaf = (): boolean => true;

/** Moments of change out of all that lasts, sorted and without repeats. */
export function cutsOf(lasting: readonly Lasting[]): number[] {
  return [...new Set(lasting.flatMap(({ from, to }) => [from, to]).filter(Number.isFinite))].sort((a, b) => a - b);
}

/** Works out which leaves each rule takes. */
export function bound<R extends Rule>(rules: readonly R[], leaves: readonly Leaf[]): Bound<R>[] {
  let place = 0;
  return rules.map((rule) => ({
    ...rule,
    dither: rule.dither ?? place++,
    seats: Int32Array.from(leaves.flatMap((leaf, seat) => (rule.takes(leaf) ? [seat] : []))),
  }));
}
