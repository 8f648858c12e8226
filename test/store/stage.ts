import { onTestFinished } from 'vitest';
import type { SafeText } from '../../source/domain/text.ts';
import { type Stores, type StoresOptions, storesOf } from '../../source/store/open-store.ts';
import type { SharedStore } from '../../source/store/shared-store.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

export const noon = Date.UTC(2026, 0, 15, 12);

const hostTimers = {
  setTimer: (run: () => void, ms: number) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Programs of one host, each with stores of its own, in one state folder. */
export interface StoreStage {
  readonly stateDir: string;
  readonly problems: SafeText[];
  /** The time of the host; a test may set it. */
  time: number;
  stores(options?: Partial<StoresOptions>): Stores;
  /** The store of the workspace `w`, as another program opens it. */
  open(options?: Partial<StoresOptions>): Promise<SharedStore>;
}

export async function storeStage(): Promise<StoreStage> {
  const stateDir = await temporaryFolder();
  const problems: SafeText[] = [];
  const stage: StoreStage = {
    stateDir,
    problems,
    time: noon,
    stores: (options = {}) =>
      storesOf({
        stateDir,
        secret: 'sgp_first',
        scope: ['https://api.example', '1'],
        clock: { ...hostTimers, now: () => stage.time },
        report: ({ message }) => problems.push(message),
        ...options,
      }),
    open: async (options) => {
      const stores = stage.stores(options);
      await stores.remember('w');
      const store = (await stores.of('w'))?.store;
      if (!store) throw new Error(`no store: ${problems.join(' ')}`);
      onTestFinished(() => store.close());
      return store;
    },
  };
  return stage;
}

/** An answer that was asked for a second before it came. */
export const answer = (data: unknown, fetchedAt = noon) => ({
  data,
  problems: [],
  fetchedAt,
  askedAt: fetchedAt - 1000,
});
