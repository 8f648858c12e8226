import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('./looks/', import.meta.url));
/** Set it to 1 to keep the screens of now. */
const rewrite = process.env.UPDATE_SCREENS === '1';
/** A folder for the screens themselves, to compare those of two states of the sources. */
const to = process.env.SCREENS_TO;

/**
 * Thousands of screens, each kept as a short sum of its rows: far too many to be read, and a change that none of the reviewed ones
 * in test/golden/ shows is still seen to have changed something. Which is said by name; to see what, write them all before and after:
 * `SCREENS_TO=before npx vitest run test/views/contract.test.ts`, then `diff -r before after`.
 */
export class Looks {
  readonly #file: string;
  readonly #kept: Map<string, string>;
  readonly #now = new Map<string, string>();

  /** @param name the file they are kept in */
  constructor(name: string) {
    this.#file = join(folder, `${name.replaceAll(' ', '-')}.txt`);
    const lines = existsSync(this.#file) ? readFileSync(this.#file, 'utf8').trimEnd().split('\n') : [];
    this.#kept = new Map(lines.map((line) => [line.slice(9), line.slice(0, 8)]));
  }

  /** @returns what is wrong: the screen is another one than the one that was kept */
  faults(name: string, rows: readonly string[]): readonly string[] {
    const text = rows.join('\n');
    const sum = createHash('sha1').update(text).digest('hex').slice(0, 8);
    this.#now.set(name, sum);
    if (to !== undefined) {
      mkdirSync(to, { recursive: true });
      writeFileSync(join(to, `${this.#file.split('/').at(-1)} ${name.replaceAll('/', '_')}`), text);
    }
    if (rewrite || this.#kept.get(name) === sum) return [];
    return [this.#kept.has(name) ? 'it looks different; UPDATE_SCREENS=1 accepts it' : 'no such screen was kept'];
  }

  /** Screens that were kept and are drawn no more: what they guarded is guarded no longer. */
  undrawn(): readonly string[] {
    return rewrite ? [] : [...this.#kept.keys()].filter((name) => !this.#now.has(name));
  }

  /** Keeps what was drawn, where that is asked for. */
  end(): void {
    if (!rewrite) return;
    mkdirSync(folder, { recursive: true });
    const all = [...this.#now].map(([name, sum]) => `${sum} ${name}\n`);
    writeFileSync(this.#file, all.join(''));
  }
}
