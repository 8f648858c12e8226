import type { StoreDoor } from '../app/kept/store.ts';
import { shape } from '../app/version.ts';
import type { Settings } from '../config/settings.ts';
import { pathsOf } from '../storage/paths.ts';

/** The way to the stores for one that is told each token that was got anew. */
export interface RenewableDoor extends StoreDoor {
  /** Takes in a token; the answer is that token. */
  renewed(token: string): string;
}

/**
 * The token stays in here: what comes out are keys that are made of it.
 * @param watchesSince when this program began to watch without a screen, ms, where it does
 */
export function storeDoor(
  first: string,
  { apiUrl, region }: Pick<Settings, 'apiUrl' | 'region'>,
  watchesSince?: number,
): RenewableDoor {
  let secret = first;
  const listeners = new Set<() => void>();
  return {
    open: async (report) => {
      const { storesOf } = await import('../store/open-store.ts');
      const { stateDir } = pathsOf(process.env);
      return storesOf({ stateDir, secret, scope: [apiUrl ?? region ?? '', shape], report, watchesSince });
    },
    onRenewed: (listener) => void listeners.add(listener),
    renewed: (token) => {
      if (token !== secret) {
        secret = token;
        for (const listener of listeners) listener();
      }
      return token;
    },
  };
}
