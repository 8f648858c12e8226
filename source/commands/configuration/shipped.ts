import { readFileSync } from 'node:fs';
import { asciiOnly } from '../../theme/color-level.ts';

/** The schema as it lies beside the program; undefined where only ASCII may be printed, and in the checkout: there it is made. */
export function shippedSchema(): string | undefined {
  if (asciiOnly(process.env)) return undefined;
  try {
    return readFileSync(new URL('../config.schema.json', import.meta.url), 'utf8');
  } catch {
    return undefined;
  }
}
