import type { Poller } from './poller.ts';
import type { Need } from './resource.ts';

/** Tells when everything needed has been read once, well or badly; reads limited to a few a minute are not waited for. */
export function settled(poller: Poller, needs: readonly Need[]): boolean {
  return needs.every(({ resource }) => {
    const { status } = poller.snapshot(resource);
    return resource.slow || status === 'ready' || status === 'failed';
  });
}

export function slowSettled(poller: Poller, needs: readonly Need[]): boolean {
  return needs.every(({ resource }) => {
    const { status } = poller.snapshot(resource);
    return status === 'ready' || status === 'failed';
  });
}
