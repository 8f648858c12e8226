import { describe, expect, it } from 'vitest';
import { priority } from '../../../source/domain/queries.ts';
import { ReadSlots } from '../../../source/workspace/polling/slots.ts';

const { visible, failing, rest: background } = priority;

describe('slots of running reads', () => {
  it('are as many as the client sends at once for what is on screen, and one fewer than six for the background', () => {
    const slots = new ReadSlots(6);
    for (let at = 0; at < 5; at += 1) {
      expect(slots.hasFree('a', background)).toBe(true);
      slots.take('a', background);
    }
    expect([slots.hasFree('a', background), slots.hasFree('a', visible)]).toEqual([false, true]);
    slots.take('a', visible);
    expect(slots.hasFree('b', visible)).toBe(false);
  });

  it('are free again once a read leaves, and while the budget makes it wait', () => {
    const slots = new ReadSlots(1);
    const slot = slots.take('a', visible);
    expect(slots.hasFree('b', visible)).toBe(false);
    slot.throttled(true);
    expect(slots.hasFree('b', visible)).toBe(true);
    slot.throttled(false);
    expect(slots.hasFree('b', visible)).toBe(false);
    slot.leave();
    expect(slots.hasFree('b', visible)).toBe(true);
  });

  it('let four reads of one family wait for the budget, and no fifth; another family is not held by them', () => {
    const slots = new ReadSlots(20);
    for (let at = 0; at < 4; at += 1) {
      expect(slots.hasFree('a', visible)).toBe(true);
      slots.take('a', visible).throttled(true);
    }
    expect([slots.hasFree('a', visible), slots.hasFree('b', visible)]).toEqual([false, true]);
  });

  it('let a more urgent read overtake those of the background that wait', () => {
    const slots = new ReadSlots(20);
    for (let at = 0; at < 4; at += 1) slots.take('a', background).throttled(true);
    expect([slots.hasFree('a', background), slots.hasFree('a', visible)]).toEqual([false, true]);
  });

  it('forget a read that leaves while it waits', () => {
    const slots = new ReadSlots(1);
    const all = [0, 1, 2, 3].map(() => slots.take('a', visible));
    for (const slot of all) slot.throttled(true);
    for (const slot of all) slot.leave();
    expect(slots.hasFree('a', visible)).toBe(true);
    slots.take('a', visible);
    expect(slots.hasFree('a', visible)).toBe(false);
  });

  it('count a read that is told twice to wait, or to go on, once', () => {
    const slots = new ReadSlots(2);
    const [waits, runs] = [slots.take('a', visible), slots.take('a', visible)];
    waits.throttled(true);
    waits.throttled(true);
    slots.take('a', visible);
    expect(slots.hasFree('a', visible)).toBe(false);
    runs.throttled(false);
    runs.leave();
    expect(slots.hasFree('a', visible)).toBe(true);
  });

  it('are those of the background for what is failing and not looked at, and not for what waits for the budget', () => {
    const slots = new ReadSlots(6);
    const all = [0, 1, 2, 3, 4].map((at) => slots.take(`f${at}`, at === 0 ? failing : background));
    expect([slots.hasFree('a', failing), slots.hasFree('a', visible)]).toEqual([false, true]);
    all[0]?.throttled(true);
    expect(slots.hasFree('a', failing)).toBe(true);
  });

  it('are all for the background where there are fewer than five', () => {
    const slots = new ReadSlots(2);
    slots.take('a', background);
    expect(slots.hasFree('a', background)).toBe(true);
    slots.take('a', background);
    expect(slots.hasFree('a', background)).toBe(false);
  });

  it('are none of the background for what is on screen', () => {
    const slots = new ReadSlots(12);
    for (let at = 0; at < 5; at += 1) slots.take(`f${at}`, visible);
    expect(slots.hasFree('a', background)).toBe(true);
  });

  it('free one place with each read that leaves, waits or goes on', () => {
    const slots = new ReadSlots(2);
    const first = slots.take('a', visible);
    slots.take('a', visible);
    first.leave();
    slots.take('a', visible);
    expect(slots.hasFree('b', visible)).toBe(false);
    const waiting = new ReadSlots(20);
    const all = [0, 1, 2, 3].map(() => waiting.take('a', visible));
    for (const slot of all) slot.throttled(true);
    all[0]!.throttled(false);
    waiting.take('a', visible).throttled(true);
    expect(waiting.hasFree('a', visible)).toBe(false);
    all[1]!.leave();
    waiting.take('a', visible).throttled(true);
    expect(waiting.hasFree('a', visible)).toBe(false);
  });

  it('have a lane for each family, and another for its slow reads', () => {
    const slots = new ReadSlots(2);
    const lanes = [{ key: 'syncs:w' }, { key: 'syncs:v', slow: true }, { key: 'sources' }];
    expect(lanes.map((each) => slots.laneOf(each as never))).toEqual(['syncs', 'slow:syncs', 'sources']);
  });

  it('let two slow reads of a family run, beside all others', () => {
    const slots = new ReadSlots(1);
    const lane = slots.laneOf({ key: 'syncs:w', slow: true } as never);
    const first = slots.take(lane, visible);
    slots.take(lane, visible);
    expect([slots.hasFree(lane, visible), slots.hasFree('a', visible)]).toEqual([false, true]);
    first.leave();
    expect(slots.hasFree(lane, visible)).toBe(true);
    slots.take(lane, visible);
    expect(slots.hasFree(lane, visible)).toBe(false);
  });
});
