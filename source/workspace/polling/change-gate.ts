import { type Change, changedIds } from '../../domain/change.ts';
import { ReadError } from '../../domain/problem.ts';
import type { ChangeOptions } from '../../domain/queries.ts';
import { t } from '../../domain/text.ts';

type Send = (change: Change, options: ChangeOptions) => Promise<void>;

interface Underway {
  readonly key: string;
  readonly ids: readonly string[];
  readonly ended: Promise<void>;
  isSent: boolean;
  /** Those who asked for the same before it was sent. */
  readonly joined: Set<() => void>;
}

const aborted = () => new ReadError({ kind: 'aborted', message: t`taken back`, status: 0, operation: t`change` });

/**
 * Lets changes through one by one: asking again for a change that is under way gives the answer of the first one instead of
 * sending a second. Two changes of the same thing are sent one after the other, in the order in which they were asked for.
 */
export function changeGate(send: Send): Send {
  const underway = new Set<Underway>();

  const join = async (same: Underway, options: ChangeOptions): Promise<boolean> => {
    const onSent = () => {
      if (options.signal?.aborted !== true) options.onSent?.();
    };
    if (same.isSent) onSent();
    else same.joined.add(onSent);
    try {
      await same.ended;
      return true;
    } catch (thrown) {
      // The first was taken back, but this one is still wanted.
      if (thrown instanceof ReadError && thrown.problem.kind === 'aborted') return false;
      throw thrown;
    }
  };

  const start = async (change: Change, key: string, options: ChangeOptions): Promise<void> => {
    const own = Promise.withResolvers<void>();
    // Its caller may not wait for it, so a rejection must not count as unhandled.
    own.promise.catch(() => undefined);
    const entry: Underway = { key, ids: changedIds(change), ended: own.promise, isSent: false, joined: new Set() };
    underway.add(entry);
    const onSent = () => {
      entry.isSent = true;
      options.onSent?.();
      for (const sent of entry.joined) sent();
    };
    await send(change, { ...options, onSent }).then(own.resolve, own.reject);
    underway.delete(entry);
    return own.promise;
  };

  return async (change, options) => {
    const { signal } = options;
    const key = JSON.stringify(change);
    const ids = changedIds(change);
    const cut = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(aborted()), { once: true });
    });
    cut.catch(() => undefined);
    for (;;) {
      if (signal?.aborted) throw aborted();
      const same = [...underway].find((other) => other.key === key);
      if (same?.isSent) return void (await join(same, options));
      const before = [...underway].find((other) => other === same || other.ids.some((id) => ids.includes(id)));
      if (!before) return start(change, key, options);
      options.onWait?.(undefined);
      const joined =
        before === same
          ? join(before, options)
          : before.ended.then(
              () => false,
              () => false,
            );
      if (await Promise.race([joined, cut])) return;
    }
  };
}
