import type { Poller } from './poller.ts';
import type { Need, Resource } from './resource.ts';

/** Read once, successfully or not; an estimate does not count where the exact numbers were asked for. */
export function isRead(poller: Pick<Poller, 'snapshot'>, resource: Resource<unknown>): boolean {
  const { status, data } = poller.snapshot(resource);
  return status === 'failed' || (status === 'ready' && (resource.isEnough?.(data) ?? true));
}

/** Resolves when everything needed has been read; reads limited to a few a minute are not waited for. */
export function settled(poller: Poller, needs: readonly Need[]): boolean {
  return needs.every(({ resource }) => resource.slow || isRead(poller, resource));
}

export function slowSettled(poller: Poller, needs: readonly Need[]): boolean {
  return needs.every(({ resource }) => isRead(poller, resource));
}
