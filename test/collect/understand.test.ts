import { describe, expect, it } from 'vitest';
import { type Keep, ofAnotherSource, type Understood, understand } from '../../source/collect/understand.ts';
import { event, violating, violation } from './stage.ts';

const now = Date.UTC(2026, 0, 15, 12);
const taken = (sent: unknown, keep: Keep = 'all', sourceId?: string) => understand(sent, { keep, now, sourceId });
const kept = (understood: Understood) => (understood.kind === 'kept' ? understood.of : undefined);

describe('a forwarded violation', () => {
  it('is a row by source, event, field and kind, at the time of the event', () => {
    expect(kept(taken(violation('sch-1'), 'violations'))).toEqual({
      messageId: 'sch-1',
      // The event's own timestamp is the zero date: when it was sent counts, its nanoseconds cut.
      at: Date.parse('2026-01-15T11:59:02.858Z'),
      violations: [
        {
          basis: 'forwarded',
          sourceId: 'web',
          eventName: 'Order Completed',
          eventType: 'track',
          kind: 'Required',
          field: 'properties.products',
          sentence: 'properties.products is required',
          appVersion: null,
          eventMessageId: 'node-sch-1',
        },
      ],
      event: undefined,
    });
  });

  it.each<[string, Readonly<Record<string, unknown>>, object]>([
    ['with its app version', { appVersion: '5.2' }, { appVersion: '5.2' }],
    ['of a call without a name', { eventName: '', eventType: 'identify' }, { eventName: null, eventType: 'identify' }],
    ['of a call that nobody names', { eventType: undefined }, { eventType: 'track' }],
    ['with no more than a thousand of its letters', { violationField: 'x'.repeat(1001) }, { field: 'x'.repeat(1000) }],
    ['of a kind that nobody knows yet', { violationType: 'Brand New' }, { kind: 'Brand New' }],
    ['without the id of its event', { eventMessageID: undefined }, { eventMessageId: 'sch-1' }],
    ['with fields that are no text', { violationField: 7, sourceID: null }, { field: '', sourceId: '' }],
  ])('%s', (_, properties, expected) => {
    expect(kept(taken(violation('sch-1', properties)))?.violations).toMatchObject([expected]);
  });

  it.each([
    ['a time of its own', { eventTimestamp: '2026-01-15T11:00:00Z' }, '2026-01-15T11:00:00.000Z'],
    ['the year 9999', { eventTimestamp: '9999-01-01T00:00:00Z' }, '2026-01-15T11:59:02.858Z'],
    ['a clock that is a week late', { eventTimestamp: '2026-01-08T12:00:00Z' }, '2026-01-08T12:00:00.000Z'],
    ['a clock that is a week early', { eventTimestamp: '2026-01-22T12:00:00Z' }, '2026-01-22T12:00:00.000Z'],
    ['a clock that is wrong by more', { eventTimestamp: '2026-01-08T11:59:59.999Z' }, '2026-01-15T11:59:02.858Z'],
    ['a clock that is months wrong', { eventTimestamp: '2025-06-01T00:00:00Z' }, '2026-01-15T11:59:02.858Z'],
  ])('at %s', (_, properties, expected) => {
    const at = kept(taken(violation('sch-1', properties)))?.at ?? 0;
    expect(new Date(at).toISOString()).toBe(expected);
  });

  it('is kept whole where samples are', () => {
    const sent = violation('sch-1');
    expect(kept(taken(sent, 'samples'))?.event).toEqual({
      sourceId: 'web',
      kind: 2,
      group: JSON.stringify(['web', 'Order Completed', 'Required', 'properties.products']),
      type: 'track',
      name: 'Violation Generated',
      body: JSON.stringify(sent),
    });
  });
});

describe('an event that says what is wrong with it', () => {
  const withViolations = (violations: readonly unknown[]) =>
    violating('node-1', { context: { protocols: { sourceId: 'web', violations } } });

  it('is its violations, and a sample of them', () => {
    const of = kept(taken(violating('node-1'), 'samples'));
    expect(of?.violations).toEqual([
      {
        basis: 'collected',
        sourceId: 'web',
        eventName: 'Order Completed',
        eventType: 'track',
        kind: 'Invalid Type',
        field: 'properties.total',
        sentence: 'Expected: number, given: string',
        appVersion: '5.2',
        eventMessageId: 'node-1',
      },
    ]);
    expect(of?.event).toMatchObject({ sourceId: 'web', kind: 1, name: 'Order Completed' });
    expect(JSON.parse(of?.event?.body ?? '')).toEqual(violating('node-1'));
  });

  it.each([
    ['every one of up to fifty', 50, 50],
    ['the first fifty of more', 51, 50],
  ])('has %s', (_, sent, expected) => {
    const violations = Array.from({ length: sent }, (__, index) => ({
      type: 'Required',
      field: `properties.f${index}`,
    }));
    const of = kept(taken(withViolations(violations), 'violations'));
    expect(of?.violations).toHaveLength(expected);
    expect(of?.violations.at(-1)?.field).toBe('properties.f49');
  });

  it('has those alone that are violations', () => {
    const violations = [null, 'Required', { type: 'Required', field: 'properties.total' }, 7];
    const of = kept(taken(withViolations(violations), 'violations'));
    expect(of?.violations).toMatchObject([{ kind: 'Required', field: 'properties.total', sentence: '' }]);
  });

  it('is its violations alone where no samples are to be kept', () => {
    const of = kept(taken(violating('node-1'), 'violations'));
    expect([of?.violations.length, of?.event]).toEqual([1, undefined]);
  });
});

describe('any other event', () => {
  it.each<[Keep, string]>([
    ['violations', 'left-out'],
    ['samples', 'left-out'],
    ['all', 'kept'],
  ])('where %s are kept is %s', (keep, kind) => {
    expect(taken(event('1'), keep).kind).toBe(kind);
  });

  it.each<[string, unknown, object]>([
    ['an event as any other, of the newest of its source', event('1'), { kind: 0, group: ['web'] }],
    [
      'an event with violations, of the newest of its name',
      violating('1'),
      { kind: 1, group: ['web', 'track', 'Order Completed'] },
    ],
    [
      'a report, of the newest of its violation',
      violation('1'),
      { kind: 2, group: ['web', 'Order Completed', 'Required', 'properties.products'] },
    ],
  ])('is told from what has violations and what reports them: %s', (_, sent, expected) => {
    const of = kept(taken(sent))?.event;
    expect({ kind: of?.kind, group: JSON.parse(of?.group ?? '') }).toEqual(expected);
  });

  it.each([
    ['its own word for the source', event('1'), 'hook', 'hook'],
    ['the address', event('1', { projectId: undefined }), 'hook', 'hook'],
    ['an address with a thousand letters and more', event('1'), 'x'.repeat(1001), 'x'.repeat(1000)],
    ['the event', event('1'), undefined, 'web'],
    ['nobody', event('1', { projectId: undefined }), undefined, ''],
  ])('is of the source that %s names', (_, sent, sourceId, expected) => {
    expect(kept(taken(sent, 'all', sourceId))?.event?.sourceId).toBe(expected);
  });

  it('without an id is known by what it says', () => {
    const id = (sent: unknown) => kept(taken(sent))?.messageId;
    const [first, same, other] = [{}, {}, { userId: 'b' }].map((more) => event('', { messageId: undefined, ...more }));
    expect(id(first)).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(id(first)).toBe(id(same));
    expect(id(first)).not.toBe(id(other));
  });

  it('with an id of more than a thousand letters too', () => {
    const ids = [1000, 1001].map((length) => kept(taken(event('x'.repeat(length))))?.messageId.slice(0, 7));
    expect(ids).toEqual(['xxxxxxx', 'sha256:']);
  });

  it('and with one that could be taken for the same id of another source', () => {
    expect(kept(taken(event(`m${ofAnotherSource}web`)))?.messageId).toMatch(/^sha256:/);
  });

  it('is none when it is longer than 256 KB', () => {
    const most = 256 * 1024;
    const sized = (length: number) => {
      const bare = JSON.stringify(event('1', { properties: { text: '' } })).length;
      return taken(event('1', { properties: { text: 'x'.repeat(length - bare) } })).kind;
    };
    expect([sized(most), sized(most + 1)]).toEqual(['kept', 'invalid']);
  });

  const deep = JSON.parse(`{"type":"track","a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`) as unknown;
  it.each([
    ['a text', 'track'],
    ['nothing', null],
    ['a list', [event('1')]],
    ['without a type', { messageId: '1' }],
    ['longer than any', event('1', { properties: { text: 'x'.repeat(300_000) } })],
    ['deeper than the stack', deep],
  ])('%s is none', (_, sent) => {
    expect(taken(sent).kind).toBe('invalid');
  });
});
