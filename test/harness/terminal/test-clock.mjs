/**
 * Loaded before the first line of a program under test (`node --import`), and into the tests themselves: their clock runs as far off
 * the machine's as SEGTOP_TEST_SHIFT says, ms. The program knows nothing of it, so no setting of a user can ever move its time.
 */
const kept = Symbol.for('segtop.test.clock');
globalThis[kept] ??= moved(Date);
const clock = globalThis[kept];

function moved(Machine) {
  const state = { shift: 0, machine: Machine.now };
  const now = () => state.machine() + state.shift;
  Machine.now = now;
  globalThis.Date = new Proxy(Machine, {
    construct: (target, given, made) => Reflect.construct(target, given.length > 0 ? given : [now()], made),
    apply: () => new Machine(now()).toString(),
  });
  Machine.prototype.constructor = globalThis.Date;
  return state;
}

/** Sets the clock: what programs under test that are started from now on get as well. @param start ms since 1970 */
export function startAt(start) {
  clock.shift = start - clock.machine();
  process.env.SEGTOP_TEST_SHIFT = String(clock.shift);
}

clock.shift = Number(process.env.SEGTOP_TEST_SHIFT ?? 0);
