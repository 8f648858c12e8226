import { readlink, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** The file that a name leads to, through links: whoever replaces it leaves the link as it is. The target need not be there. */
export async function linkTarget(named: string): Promise<string> {
  try {
    return await realpath(named);
  } catch {
    return readlink(named).then(
      (target) => resolve(dirname(named), target),
      () => named,
    );
  }
}
