import { getHeapStatistics, setFlagsFromString } from 'node:v8';

/** What V8 is told: to collect early, or to spend memory for speed as it does by itself. */
const small = ['--semi-space-growth-factor=1', '--heap-growing-percent=30'];
const roomy = ['--semi-space-growth-factor=2', '--heap-growing-percent=0'];
/** Heap in use from which on, and below which again, collecting early costs more than it spares. */
const [most, least] = [96, 64].map((mb) => mb * 2 ** 20) as [number, number];
const every = 1_000;

/** Whether to keep the heap small, from whether it was kept so and how many bytes are in use. */
export const isKeptSmall = (was: boolean, used: number): boolean => used < (was ? most : least);

/**
 * Keeps the process small as long as what it holds is: without it V8 lets garbage of several times the live data stand, since
 * nothing ever tells it that the host has other work. A workspace of many thousands of rows gets V8's own way back, as much would be
 * copied again and again. Call it before much is loaded; young space does not shrink again.
 */
export function keepHeapSmall(
  used: () => number = () => getHeapStatistics().used_heap_size,
  setFlag: (flag: string) => void = setFlagsFromString,
): void {
  let isSmall = true;
  const tell = () => {
    for (const flag of isSmall ? small : roomy) setFlag(flag);
  };
  tell();
  setInterval(() => {
    const next = isKeptSmall(isSmall, used());
    if (next === isSmall) return;
    isSmall = next;
    tell();
  }, every).unref();
}
