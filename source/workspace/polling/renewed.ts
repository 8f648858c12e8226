import { earliestOf, minute } from '../../domain/time.ts';
import type { Read } from './read.ts';
import type { Need, Resource } from './resource.ts';

const isWorkspace = ({ key }: Resource<unknown>): boolean => key === 'workspace';
const isQuick = (resource: Resource<unknown>): boolean => !isWorkspace(resource) && resource.every <= minute;

/** Whether the age of a read is that of a page with these: those renewed each minute, or, on pages that change slowly, all of them. */
export function isRenewed(needs: readonly Need[]): (resource: Resource<unknown>) => boolean {
  if (needs.some(({ resource }) => isQuick(resource))) return isQuick;
  return needs.some(({ resource }) => !isWorkspace(resource)) ? (resource) => !isWorkspace(resource) : () => true;
}

/** Those of them. */
export function renewedOf(needs: readonly Need[]): readonly Need[] {
  const isOfPage = isRenewed(needs);
  return needs.filter(({ resource }) => isOfPage(resource));
}

/** When the oldest of these reads was made; undefined where nothing was read. */
export function oldestRead(read: Read, needs: readonly Need[]): number | undefined {
  return earliestOf(renewedOf(needs).flatMap(({ resource }) => read(resource).fetchedAt ?? []));
}
