import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/** Set it to 1 to write the screens anew, and look at the difference before committing it. */
const rewrite = process.env.UPDATE_SCREENS === '1';

const folder = new URL('./screens/', import.meta.url);

/** Compares a screen with the one that was reviewed. */
export function expectScreen(name: string, screen: string): void {
  const file = fileURLToPath(new URL(`${name}.txt`, folder));
  if (rewrite) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${screen}\n`);
  }
  expect(`${screen}\n`, `${name} looks different; UPDATE_SCREENS=1 accepts it`).toBe(readFileSync(file, 'utf8'));
}
