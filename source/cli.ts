import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The bin: nothing heavy is imported before it is known what was asked. */
async function main(argv: readonly string[]): Promise<void> {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  enableCompileCache(join(cache, 'segtop', 'compiled'));
  const { run } = await import('./commands/program.ts');
  await run(argv);
}

await main(process.argv.slice(2));
