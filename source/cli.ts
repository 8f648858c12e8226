import { enableCompileCache, flushCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The bin: nothing heavy is imported before it is known what was asked. */
async function main(argv: readonly string[]): Promise<void> {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  enableCompileCache(join(cache, 'segtop', 'compiled'));
  // Written by itself only when Node exits in peace, which a closed terminal does not let it.
  setTimeout(flushCompileCache, 5000).unref();
  if (argv.every((word) => word === '--demo')) {
    // By far the most usual command lines: the parser of all others is not worth the wait.
    const { openAtOnce } = await import('./commands/dashboard.ts');
    return openAtOnce(argv.length > 0);
  }
  const { run } = await import('./commands/program.ts');
  await run(argv);
}

await main(process.argv.slice(2));
