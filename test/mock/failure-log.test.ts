import { describe, expect, it } from 'vitest';
import { hour, minute, second } from '../../source/domain/time.ts';
import { type FailureLogParts, failureLog } from '../../source/mock/failure-log.ts';
import type { Flow, FlowQuery, Row } from '../../source/mock/world.ts';

/** An hour at the end of a month. */
const begin = Date.parse('2026-11-30T23:00:00Z');
/** When everything of that hour has been written: two hours after its end. */
const whole = begin + 3 * hour;

const flow = (by: Flow['by'], ...counts: readonly (readonly [minutes: number, count: number])[]): Flow => ({
  by,
  buckets: counts.map(([minutes, count]) => ({ at: begin + minutes * minute, count, retryCount: 0 })),
});

const order = { eventName: 'Order Completed', eventType: 'track', appVersion: '5.3.0' };

function logOf(flows: readonly Flow[], part: Partial<FailureLogParts> = {}): { lines: Row[]; asked: FlowQuery[] } {
  const asked: FlowQuery[] = [];
  const lines = failureLog({
    document: {
      properties: { 'Order Completed': { total: 12.5 } },
      traits: { email: 'kim@acme.example' },
      responses: { '401': { status: 401, body: { error: 'invalid_grant' } }, ETIMEDOUT: { status: 0, body: '' } },
    },
    model: { id: 'braze', hash: 77 } as FailureLogParts['model'],
    now: whole,
    hour: begin,
    sourceId: 'web',
    flows: (query) => {
      asked.push(query);
      return flows;
    },
    ...{ typeSlug: 'actions-braze-cloud', website: 'https://braze.example', settings: {} },
    ...part,
  });
  return { lines, asked };
}

// biome-ignore lint/suspicious/noExplicitAny: lines are JSON that each test looks into by name
const of = (line: Row | undefined): any => line?.properties;
const named = (lines: readonly Row[], name: string) => lines.filter(({ event }) => event === name).map(of);
const exchanges = (lines: readonly Row[]) => named(lines, 'Destination Exchange Logged');
const at = (text: unknown) => Date.parse(String(text));

describe('the failure log of an hour', () => {
  it('asks for what failed in that hour, told apart by reason, event and version', () => {
    expect(logOf([]).asked).toEqual([
      {
        step: 'failed-delivery',
        destinationId: 'braze',
        filter: {},
        groupBy: ['discardReason', 'eventName', 'eventType', 'appVersion'],
        bucket: 'MINUTE',
        span: { start: begin, end: begin + hour },
      },
    ]);
    expect(logOf([]).lines).toEqual([]);
  });

  it('names an exchange the same, whatever else of the hour is known by then', () => {
    const refused = flow({ ...order, discardReason: '401' }, [10, 5], [20, 3]);
    const later = logOf([refused]).lines;
    const waiting = logOf([refused, flow({ ...order, discardReason: '429' }, [20, 0], [58, 0])]).lines;
    const idsOf = (lines: readonly Row[]) => exchanges(lines).map(({ destinationExchangeId }) => destinationExchangeId);
    expect(new Set(idsOf(waiting)).size).toBe(4);
    expect(idsOf(waiting)).toEqual(expect.arrayContaining(idsOf(later)));
    for (const line of later) expect(waiting).toContainEqual(line);
  });

  it.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 3],
    [900, 3],
  ])('has one exchange for a minute with %i failures, of %i events: an attempt and an error each', (count, events) => {
    const { lines } = logOf([flow({ ...order, discardReason: '401' }, [59, count])]);
    expect(lines.map(({ event }) => event)).toEqual([
      'Destination Exchange Logged',
      ...Array.from({ length: events }, () => ['Delivery Attempt Logged', 'Error Logged']).flat(),
    ]);
    const [exchange] = exchanges(lines);
    const attempts = named(lines, 'Delivery Attempt Logged');
    const errors = named(lines, 'Error Logged');
    expect(new Set(attempts.map(({ messageId }) => messageId)).size).toBe(events);
    expect(attempts).toEqual(
      errors.map(({ messageId }) =>
        expect.objectContaining({
          ...{ attempt: 1, outcome: 'failure', messageId },
          destinationExchangeId: exchange.destinationExchangeId,
        }),
      ),
    );
    expect(errors.every(({ discarded }) => discarded === true)).toBe(true);
    for (const line of lines) {
      expect(line).toMatchObject({ type: 'observability', version: 'v1' });
      expect(of(line)).toMatchObject({
        routed: { to: [{ type: 'destination', id: 'braze' }], from: [{ type: 'source', id: 'web' }] },
        ...{ occurredAt: exchange.occurredAt, loggedAt: exchange.loggedAt },
      });
    }
  });

  it('calls discarded what is given up, not what is still tried again', () => {
    const found = (buckets: Flow['buckets']) =>
      named(logOf([{ by: { ...order, discardReason: '429' }, buckets }]).lines, 'Error Logged').map(
        ({ discarded }) => discarded,
      );
    expect(found([{ at: begin, count: 0, retryCount: 4 }])).toEqual([false]);
    expect(found([{ at: begin, count: 1, retryCount: 0 }])).toEqual([true]);
  });

  it('places each failure inside its minute, never at the same second for all, and is newest first', () => {
    const every = Array.from({ length: 60 }, (_, place) => [place, 1] as const);
    const moments = exchanges(logOf([flow({ ...order, discardReason: '401' }, ...every)]).lines).map(
      ({ occurredAt }) => at(occurredAt) - begin,
    );
    expect(moments.map((moment) => Math.floor(moment / minute))).toEqual(every.map(([place]) => place).toReversed());
    const seconds = moments.map((moment) => (moment % minute) / second);
    expect([Math.max(...seconds) <= 59, Math.min(...seconds) >= 0]).toEqual([true, true]);
    expect([Math.max(...seconds) > 40, Math.min(...seconds) < 20, new Set(seconds).size > 20]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('tells events of one minute apart, and is the same every time', () => {
    const flows = [
      flow({ ...order, discardReason: '401' }, [3, 1]),
      flow({ eventType: 'identify', discardReason: '401' }, [3, 1]),
    ];
    const { lines } = logOf(flows);
    expect(logOf(flows).lines).toEqual(lines);
    const found = exchanges(lines);
    expect(new Set(found.map(({ occurredAt }) => occurredAt)).size).toBe(2);
    expect(new Set(found.map(({ destinationExchangeId }) => destinationExchangeId)).size).toBe(2);
    expect(logOf(flows, { model: { id: 'braze', hash: 78 } as FailureLogParts['model'] }).lines).not.toEqual(lines);
  });

  it('holds the newest sixty exchanges at most', () => {
    const every = Array.from({ length: 60 }, (_, place) => [place, 1] as const);
    const flows = ['401', 'ETIMEDOUT'].map((discardReason, place) =>
      flow({ eventName: `Event ${place}`, eventType: 'track', discardReason }, ...every),
    );
    const found = exchanges(logOf(flows).lines).map(({ occurredAt }) => at(occurredAt));
    expect(found).toHaveLength(60);
    expect(found).toEqual(found.toSorted((a, b) => b - a));
    expect(Math.floor((found.at(-1)! - begin) / minute)).toBe(30);
  });

  it('is written one to two hours after what it tells of', () => {
    const every = Array.from({ length: 60 }, (_, place) => [place, 1] as const);
    const flows = [flow({ ...order, discardReason: '401' }, ...every)];
    const late = exchanges(logOf(flows).lines).map(({ occurredAt, loggedAt }) => at(loggedAt) - at(occurredAt));
    expect([Math.min(...late) >= hour, Math.max(...late) < 2 * hour]).toEqual([true, true]);
    expect([Math.min(...late) < 1.1 * hour, Math.max(...late) > 1.9 * hour]).toEqual([true, true]);
    for (const now of [begin + hour, begin + 1.5 * hour, begin + 2 * hour, whole])
      expect(logOf(flows, { now }).lines).toEqual(logOf(flows).lines.filter((line) => at(of(line).loggedAt) <= now));
    const [first] = logOf(flows)
      .lines.map((line) => at(of(line).loggedAt))
      .toSorted((a, b) => a - b);
    expect(logOf(flows, { now: first! - 1 }).lines).toEqual([]);
    expect(exchanges(logOf(flows, { now: first! }).lines)).toHaveLength(1);
  });

  it('has the request, whole or cut, and the answer: without a status where none came', () => {
    const every = Array.from({ length: 50 }, (_, place) => [place, 2] as const);
    const refused = exchanges(logOf([flow({ ...order, discardReason: '401' }, ...every)]).lines);
    const bodies = refused.map(({ requestToDestination }) => String(requestToDestination.body));
    const cut = bodies.filter((body) => body.length === 140);
    expect([cut.length > 3, cut.length < 20]).toEqual([true, true]);
    for (const body of bodies.filter((each) => each.length !== 140)) {
      const { events } = JSON.parse(body);
      expect(events).toHaveLength(2);
      expect(events[0]).toMatchObject({ event: 'Order Completed', properties: { total: 12.5 } });
    }
    expect(refused[0]).toMatchObject({
      requestToDestination: { method: 'POST', url: 'https://api.braze.example/events' },
      responseFromDestination: { status: 401, body: '{"error":"invalid_grant"}' },
    });
    const [timedOut] = exchanges(logOf([flow({ ...order, discardReason: 'ETIMEDOUT' }, [0, 1])]).lines);
    expect(timedOut.responseFromDestination).toEqual({ headers: {}, body: '' });
    const [single] = exchanges(
      logOf([flow({ ...order, discardReason: '401' }, [0, 1])], { settings: { url: 'https://hook.example/in' } }).lines,
    );
    expect(single.requestToDestination.url).toBe('https://hook.example/in');
  });
});
