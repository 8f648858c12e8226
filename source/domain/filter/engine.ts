import type { RE2JS } from 're2js';
import { termsOf } from './terms.ts';

/** Its tables take longer to load than the rest of a page, and most filters are words. */
let loaded: typeof RE2JS | undefined;
let loading: Promise<void> | undefined;

/** Loads what reads regular expressions. Without it they are understood as little as one that is none. */
export function loadEngine(): Promise<void> {
  loading ??= import('re2js').then(
    ({ RE2JS: engine }) => {
      loaded = engine;
    },
    () => {
      loading = undefined;
    },
  );
  return loading;
}

export const engine = (): typeof RE2JS | undefined => loaded;

/** Whether a filter line holds a regular expression. */
export const hasExpression = (filter: string): boolean =>
  termsOf(filter).some(({ value }) => value.length > 1 && value.startsWith('/'));

/** It was asked for and is not there yet. */
export const isEngineComing = (): boolean => loading !== undefined && !loaded;

/** Runs at once unless the engine is on its way, else as soon as it is there; in order of the calls. */
export function afterEngine(run: () => void): void {
  if (loaded || !loading) run();
  else void loading.then(run);
}

/** Runs what needs a filter line understood: at once, or after the engine is there. */
export function withFilter(filter: string, run: () => void): void {
  if (hasExpression(filter)) void loadEngine();
  afterEngine(run);
}
