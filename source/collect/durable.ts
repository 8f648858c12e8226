import { setTimeout as rest } from 'node:timers/promises';

export interface DurableOptions {
  /** Whether there is still somewhere to write. */
  readonly isOpen: () => boolean;
  /** How long to try, ms. */
  readonly patience?: number;
  readonly signal?: AbortSignal | undefined;
}

/** The store could not be written in all that time. */
export class NotWritten extends Error {
  constructor() {
    super('the store cannot be written now');
  }
}

const usualPatience = 30_000;
const between = 250;

/**
 * Writes what must not be lost: other programs may hold the store for a while, and a write that is undefined is tried again.
 * @throws NotWritten
 */
export async function durable<T>(
  write: () => T | undefined,
  { isOpen, patience = usualPatience, signal }: DurableOptions,
): Promise<T> {
  for (let waited = 0; ; waited += between) {
    const done = write();
    if (done !== undefined) return done;
    if (!isOpen() || waited >= patience || signal?.aborted) throw new NotWritten();
    await rest(between);
  }
}
