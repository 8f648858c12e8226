import type { Settings } from '../config/settings.ts';
import type { Allowance } from '../workspace/usage/meters.ts';

/** What the plan allows, as configured. The demo has a plan of its own, so that its usage means something. */
export function allowanceOf({ mode, allowance: { apiCalls, mtu } }: Settings): Allowance {
  if (mode === 'demo' && apiCalls === undefined && mtu === undefined) return { apiCalls: 12_000_000n };
  return {
    apiCalls: apiCalls === undefined ? undefined : BigInt(apiCalls),
    mtu: mtu === undefined ? undefined : BigInt(mtu),
  };
}
