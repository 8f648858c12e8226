import { apiCallsMeter, type Meter, monthOf, mtuMeter } from '../../domain/usage/meters.ts';
import { wholeOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import * as resources from '../resources/common.ts';

/** What the user's plan allows: the API never says (rule 171), so it comes from the configuration. */
export interface Allowance {
  readonly apiCalls?: bigint | undefined;
  readonly mtu?: bigint | undefined;
}

/** Both meters that the API gives; which one bills is not stated, so both are shown. */
export function meters(read: Read, now: number, allowance: Allowance): Meter[] {
  const month = monthOf(now);
  // The newest day may be among the lost rows, so the count of the others is too low.
  const users = wholeOf(read(resources.mtu(month))) ?? [];
  return [
    apiCallsMeter(wholeOf(read(resources.apiCalls(month))) ?? [], month, now, allowance.apiCalls),
    mtuMeter(users, month, now, allowance.mtu),
  ].filter((meter) => meter !== undefined);
}

/** The meter to look at first: the one that runs out first, else one with an allowance, else the first there is. */
export function primaryMeter(all: readonly Meter[]): Meter | undefined {
  const limited = all.filter(({ allowance }) => allowance !== undefined);
  const soonest = limited.toSorted(
    (a, b) =>
      (a.reachesAllowanceAt ?? Number.POSITIVE_INFINITY) - (b.reachesAllowanceAt ?? Number.POSITIVE_INFINITY) ||
      (b.percent ?? 0) - (a.percent ?? 0),
  );
  return soonest[0] ?? all[0];
}
