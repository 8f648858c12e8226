import { RateBudget } from '../../source/segment-api/budget/rate-budget.ts';
import { Client } from '../../source/segment-api/client.ts';
import type { Transport, WireRequest, WireResponse } from '../../source/segment-api/transport/transport.ts';
import { type FakeClock, fakeClock } from '../harness/world-clock.ts';

/** A transport that answers from a script and keeps what it was asked; the last answer repeats. */
export interface Scripted {
  readonly transport: Transport;
  readonly requests: WireRequest[];
}

export type Step = WireResponse | Error | ((request: WireRequest) => WireResponse | Promise<WireResponse>);

export function scripted(...steps: readonly Step[]): Scripted {
  const requests: WireRequest[] = [];
  return {
    requests,
    transport: async (request) => {
      requests.push(request);
      const step = steps[Math.min(requests.length, steps.length) - 1];
      if (step instanceof Error) throw step;
      if (typeof step === 'function') return step(request);
      if (!step) throw new Error('the script is empty');
      return step;
    },
  };
}

export const ok = (data: unknown, headers: Record<string, string> = {}): WireResponse => ({
  status: 200,
  headers,
  text: JSON.stringify({ data }),
});

export const answer = (status: number, body: unknown, headers: Record<string, string> = {}): WireResponse => ({
  status,
  headers,
  text: typeof body === 'string' ? body : JSON.stringify(body),
});

/** The query of a request as one readable string, decoded. */
export const queryOf = (request: WireRequest | undefined): string =>
  request?.query.map(([name, value]) => `${name}=${value}`).join('&') ?? '';

/** A client over a script, with a clock of its own and no jitter. */
export function scriptedClient(
  ...steps: readonly Step[]
): Scripted & { client: Client; clock: FakeClock; budget: RateBudget } {
  const clock = fakeClock('2026-01-15T12:00:00Z');
  const script = scripted(...steps);
  const random = () => 0.5;
  const budget = new RateBudget({ clock, random });
  return { ...script, clock, budget, client: new Client({ transport: script.transport, budget, clock, random }) };
}
