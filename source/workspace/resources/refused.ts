import type { Read } from '../polling/read.ts';
import * as resources from './common.ts';

/** The token itself is no good: GET / failed for access, nothing else counts as that (rule 10). */
export function refused(read: Read): boolean {
  const kind = read(resources.workspace).error?.kind;
  return kind === 'no-access' || kind === 'not-in-plan';
}
