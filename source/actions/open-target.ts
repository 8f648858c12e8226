import { open } from '../state/navigation.ts';
import type { Target } from '../state/pages.ts';
import type { Here } from './environment.ts';

/** Opens a page on top of the one that is open. */
export function openTarget({ store }: Pick<Here, 'store'>, target: Target): void {
  store.setState(open(store.getState(), target));
}
