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
  // Not a Proxy: dates are made by the hundred thousand, and each would take three times as long.
  function Moved(...given) {
    if (!new.target) return new Machine(now()).toString();
    if (new.target !== Moved) return Reflect.construct(Machine, given.length > 0 ? given : [now()], new.target);
    if (given.length === 0) return new Machine(now());
    return given.length === 1 ? new Machine(given[0]) : new Machine(...given);
  }
  for (const name of ['UTC', 'parse'])
    Object.defineProperty(Moved, name, Object.getOwnPropertyDescriptor(Machine, name));
  Object.defineProperties(Moved, {
    name: { value: Machine.name },
    now: { value: now, writable: true, configurable: true },
    length: { value: Machine.length },
    prototype: { value: Machine.prototype },
  });
  Machine.now = now;
  Machine.prototype.constructor = Moved;
  globalThis.Date = Moved;
  return state;
}

/** Sets the clock: what programs under test that are started from now on get as well. @param start ms since 1970 */
export function startAt(start) {
  clock.shift = start - clock.machine();
  process.env.SEGTOP_TEST_SHIFT = String(clock.shift);
}

clock.shift = Number(process.env.SEGTOP_TEST_SHIFT ?? 0);
