import { describe, expect, it } from 'vitest';
import { day, hour, minute, second } from '../../../source/domain/time.ts';
import { serverClock } from '../../../source/segment-api/transport/server-clock.ts';
import type { WireResponse } from '../../../source/segment-api/transport/transport.ts';

const start = Date.parse('2026-03-29T00:59:30.250Z');

/** A machine whose clock may be wrong, and a server whose clock is the true time. */
function machine(wrongBy: number) {
  let time = start;
  let wrong = wrongBy;
  const local = { now: () => time + wrong, setTimer: () => () => undefined };
  const clock = serverClock(local, () => time - start);
  return {
    clock,
    pass(ms: number) {
      time += ms;
    },
    /** Somebody sets the clock of the machine. */
    set(by: number) {
      wrong += by;
    },
    /** One answer: so long on its way there and back, and what its `Date` says. */
    async answer(
      there = 40,
      back = 40,
      date: (now: number) => string | undefined = (now) => new Date(now).toUTCString(),
    ) {
      const transport = clock.timed(async (): Promise<WireResponse> => {
        time += there;
        const said = date(time);
        time += back;
        return { status: 200, headers: { date: said }, text: '{}' };
      });
      await transport({ method: 'GET', path: '/', query: [] });
    },
    /** How far the clock is from the truth, ms. */
    off: () => clock.now() - time,
  };
}

describe('the clock of the server', () => {
  it.each([
    ['three hours ahead', 3 * hour],
    ['three hours behind', -3 * hour],
    ['90 seconds ahead', 90 * second],
    ['a day behind', -day],
    ['at its epoch, as machines without a battery are', -start],
  ])('is found by one answer where the local one is %s', async (_, wrong) => {
    const { clock, answer, off } = machine(wrong);
    expect([clock.ahead(), clock.jumps(), clock.isCompared()]).toEqual([0, 0, false]);
    await answer();
    expect(clock.isCompared()).toBe(true);
    expect(Math.abs(off())).toBeLessThanOrEqual(1080);
    expect(Math.abs(clock.ahead() - wrong)).toBeLessThanOrEqual(1080);
    expect(clock.jumps()).toBe(1);
  });

  it.each([
    ['right', 0],
    ['wrong by less than a Date can tell', -200],
    ['right, and the answer took long', 0, 14 * second],
  ])('is the local one where that is %s', async (_, wrong, back = 40) => {
    const { clock, answer, off } = machine(wrong);
    await answer(40, back);
    expect([clock.ahead(), off(), clock.jumps()]).toEqual([0, wrong, 0]);
  });

  it('is found more closely by every answer', async () => {
    const { clock, answer, pass, off } = machine(hour);
    for (let count = 0; count < 20; count += 1) {
      await answer();
      pass(1130);
    }
    expect(Math.abs(off())).toBeLessThanOrEqual(150);
    expect(clock.jumps()).toBe(1);
  });

  it('never goes back by a correction of seconds', async () => {
    const { clock, answer, pass } = machine(20 * second);
    const before = clock.now();
    await answer();
    expect(clock.now()).toBeGreaterThanOrEqual(before);
    pass(10 * second);
    expect(clock.now()).toBeGreaterThanOrEqual(before);
    pass(15 * second);
    expect(clock.now()).toBeGreaterThan(before);
  });

  it.each([
    ['no date', () => undefined],
    ['a text', () => 'soon'],
    ['1970', () => 'Thu, 01 Jan 1970 00:00:00 GMT'],
    ['the year 9999', () => 'Fri, 31 Dec 9999 23:59:59 GMT'],
  ])('is not told by %s', async (_, date) => {
    const { clock, answer, off } = machine(0);
    await answer(40, 40, date);
    expect([clock.ahead(), off(), clock.jumps()]).toEqual([0, 0, 0]);
  });

  it('is not moved by one answer that disagrees with all others, but by two that agree', async () => {
    const { clock, answer } = machine(0);
    const tomorrow = (now: number) => new Date(now + day).toUTCString();
    await answer();
    await answer(40, 40, tomorrow);
    await answer();
    await answer(40, 40, tomorrow);
    expect([clock.ahead(), clock.jumps()]).toEqual([0, 0]);
    await answer(40, 40, tomorrow);
    expect(Math.round(clock.ahead() / minute)).toBe(-1440);
    expect(clock.jumps()).toBe(1);
  });

  it.each([
    ['Tue, 31 Dec 2019 23:59:59 GMT', 0],
    ['Wed, 01 Jan 2020 00:00:00 GMT', 1],
    ['Thu, 31 Dec 2099 23:59:59 GMT', 1],
    ['Fri, 01 Jan 2100 00:00:00 GMT', 0],
  ])('may be told by dates of a server that can be met: %s', async (date, jumps) => {
    const { clock, answer } = machine(0);
    await answer(40, 40, () => date);
    expect([clock.jumps(), clock.ahead() === 0]).toEqual([jumps, jumps === 0]);
  });

  it('is told by an answer that took no time', async () => {
    const { clock, answer } = machine(hour);
    await answer(0, 0);
    expect(Math.abs(clock.ahead() - hour)).toBeLessThanOrEqual(second);
  });

  it('does not take time that passes, nor a setting that was found out, for another one', async () => {
    const tomorrow = (now: number) => new Date(now + day).toUTCString();
    const { clock, answer, pass, set } = machine(0);
    await answer();
    pass(5 * hour);
    await answer(40, 40, tomorrow);
    expect([clock.ahead(), clock.jumps()]).toEqual([0, 0]);
    set(-3 * hour);
    await answer();
    const found = clock.ahead();
    pass(5 * hour);
    await answer(40, 40, tomorrow);
    expect([clock.ahead(), clock.jumps()]).toEqual([found, 1]);
  });

  it('is found again by one answer after the local clock was set', async () => {
    const { clock, answer, set, off } = machine(0);
    await answer();
    set(-3 * hour);
    clock.now();
    await answer();
    expect(Math.abs(off())).toBeLessThanOrEqual(1080);
    expect(clock.jumps()).toBe(1);
  });
});
