import { chmodSync, statSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** What the bundler puts in: answers that need nothing but themselves. */
declare const SEGTOP_VERSION: string | undefined;
declare const SEGTOP_HELP: string | undefined;

/** The answer to a command line of one word that is known before anything is loaded; from the checkout there is none. */
function knownAnswer([word, ...others]: readonly string[]): string | undefined {
  if (others.length > 0) return undefined;
  if (word === '--version' || word === '-V')
    return typeof SEGTOP_VERSION === 'string' ? `${SEGTOP_VERSION}\n` : undefined;
  if (word === '--help' || word === '-h') return typeof SEGTOP_HELP === 'string' ? SEGTOP_HELP : undefined;
  return undefined;
}

/** The oldest Node that has everything used here. */
const oldest = [22, 13] as const;

/** Node makes the folders of its cache for all to read, and takes a relative XDG_CACHE_HOME, which that standard forbids. */
function keepCompiled(): void {
  const { XDG_CACHE_HOME: cache, HOME: home } = process.env;
  let before: number | undefined;
  try {
    const folder = join(cache && isAbsolute(cache) ? cache : join(home || homedir(), '.cache'), 'segtop');
    // A thread may not set it; the program has by then.
    before = process.umask(0o077);
    nodeModule.enableCompileCache(join(folder, 'compiled'));
    for (const each of [folder, join(folder, 'compiled')]) if (statSync(each).mode & 0o077) chmodSync(each, 0o700);
  } catch {
    // Without a cache, or a home, only the start is slower.
  } finally {
    if (before !== undefined) process.umask(before);
  }
}

/** The bin: nothing heavy is imported before it is known what was asked. */
async function main(argv: readonly string[]): Promise<void> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    process.stderr.write(`segtop: Node ${oldest.join('.')} or later is needed; this is ${process.versions.node}\n`);
    process.exitCode = 2;
    return;
  }
  const isSchema = argv.length === 2 && argv[0] === 'config' && argv[1] === 'schema';
  const answer = isSchema ? (await import('./commands/configuration/shipped.ts')).shippedSchema() : knownAnswer(argv);
  if (answer !== undefined) {
    process.stdout.on('error', async (error) => (await import('./commands/one-shot.ts')).outputFailed(error));
    process.stdout.write(answer);
    return;
  }
  keepCompiled();
  // Written by itself only when Node exits in peace, which a closed terminal does not let it.
  setTimeout(nodeModule.flushCompileCache, 5000).unref();
  if (argv.every((word) => word === '--demo')) {
    // By far the most usual command lines: the parser of all others is not worth the wait.
    const { openAtOnce } = await import('./commands/dashboard.ts');
    return openAtOnce(argv.length > 0);
  }
  const { run } = await import('./commands/program.ts');
  await run(argv);
}

await main(process.argv.slice(2));
