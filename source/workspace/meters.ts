import { apiCallsMeter, type Meter, monthOf, mtuMeter } from '../domain/usage.ts';
import type { Read } from './read.ts';
import * as resources from './resources.ts';

/** What the user's plan allows: the API never says (manual 2.12), so it comes from the configuration. */
export interface Allowance {
  readonly apiCalls?: bigint | undefined;
  readonly mtu?: bigint | undefined;
}

/** Both meters that the API gives; which one bills is not stated, so both are shown. */
export function meters(read: Read, now: number, allowance: Allowance): Meter[] {
  const month = monthOf(now);
  const calls = apiCallsMeter(read(resources.apiCalls(month)).data ?? [], month, now, allowance.apiCalls);
  const users = mtuMeter(read(resources.mtu(month)).data ?? [], month, now, allowance.mtu);
  return [calls, users].filter((meter) => meter !== undefined);
}
