/**
 * Before each file: the clock of the tests, and of every program that they start, begins at one moment, whatever time it is. To see that
 * nothing depends on which, choose another: `SEGTOP_TEST_CLOCK=2026-03-29T00:59:00Z npm test`.
 */
/** Plain JavaScript, as it is also loaded into the oldest Node that the program runs on. */
const { startAt }: { startAt(start: number): void } = await import(
  new URL('./terminal/test-clock.mjs', import.meta.url).href
);

const usual = '2026-11-21T14:12:30Z';

const given = process.env.SEGTOP_TEST_CLOCK ?? usual;
const start = Date.parse(given);
if (Number.isNaN(start)) throw new Error(`SEGTOP_TEST_CLOCK is no time: ${given}`);
startAt(start);

export {};
