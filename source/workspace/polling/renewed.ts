import { earliestOf, minute } from '../../domain/time.ts';
import type { Read } from './read.ts';
import type { Need } from './resource.ts';

/** The reads whose age is that of a page: those renewed each minute, or, on pages that change slowly, all of them. */
export function renewedOf(needs: readonly Need[]): readonly Need[] {
  const own = needs.filter(({ resource }) => resource.key !== 'workspace');
  const quick = own.filter(({ resource }) => resource.every <= minute);
  return [quick, own, needs].find(({ length }) => length > 0) ?? [];
}

/** When the oldest of these reads was made; undefined where nothing was read. */
export function oldestRead(read: Read, needs: readonly Need[]): number | undefined {
  return earliestOf(renewedOf(needs).flatMap(({ resource }) => read(resource).fetchedAt ?? []));
}
