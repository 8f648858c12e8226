import { ReadError } from '../../source/domain/problem.ts';
import { type Priority, priority, type ReadOptions } from '../../source/domain/queries.ts';
import { t } from '../../source/domain/text.ts';
import { minute } from '../../source/domain/time.ts';
import type { Backend } from '../../source/workspace/polling/backend.ts';
import { Poller } from '../../source/workspace/polling/poller.ts';
import type { PollerOptions } from '../../source/workspace/polling/poller-options.ts';
import type { Need, Resource } from '../../source/workspace/polling/resource.ts';
import { type FakeClock, fakeClock, settle } from '../harness/world-clock.ts';

/** One load that a poller started; a test ends it. */
export interface Load {
  readonly key: string;
  readonly options: ReadOptions;
  readonly at: number;
  good(value?: unknown): Promise<void>;
  bad(thrown: unknown): Promise<void>;
}

/** A poller over resources whose loads wait for the test. */
export interface PollerStage {
  readonly clock: FakeClock;
  readonly poller: Poller;
  /** Every load so far, oldest first. */
  readonly loads: readonly Load[];
  readonly changes: () => number;
  resource(key: string, options?: { readonly every?: number; readonly slow?: boolean }): Resource<unknown>;
  /** Keys of the loads since the last call. */
  started(): string[];
}

export function pollerStage(options: Partial<PollerOptions> = {}): PollerStage {
  const clock = fakeClock();
  const loads: Load[] = [];
  let changes = 0;
  let told = 0;
  const poller = new Poller({
    backend: {} as Backend,
    clock,
    random: () => 0,
    onChange: () => {
      changes += 1;
    },
    ...options,
  });
  return {
    clock,
    poller,
    loads,
    changes: () => changes,
    resource: (key, { every = minute, slow = false } = {}) => ({
      key,
      every,
      ...(slow ? { slow } : {}),
      load: (_, readOptions) =>
        new Promise((resolve, reject) => {
          loads.push({
            key,
            options: readOptions,
            at: clock.now(),
            good: (value = key) => {
              resolve({ value, problems: [] });
              return settle();
            },
            bad: (thrown) => {
              reject(thrown);
              return settle();
            },
          });
        }),
    }),
    started: () => {
      const fresh = loads.slice(told).map(({ key }) => key);
      told = loads.length;
      return fresh;
    },
  };
}

export const visible = (resource: Resource<unknown>): Need => ({ resource, priority: priority.visible });
export const at = (resource: Resource<unknown>, level: Priority): Need => ({ resource, priority: level });

export function serverError(retryAfter?: number): ReadError {
  return new ReadError({ kind: 'server', message: t`boom`, status: 500, operation: t`GET /x`, retryAfter });
}
