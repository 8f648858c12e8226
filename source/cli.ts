import { chmodSync, readFileSync, statSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** What the bundler puts in: answers that need nothing but themselves. */
declare const SEGTOP_VERSION: string | undefined;
declare const SEGTOP_HELP: string | undefined;

/** The help of a command as it lies beside the program; none in the checkout, and none that a locale may not be able to show. */
function commandHelp(command: readonly string[]): string | undefined {
  if (!command.every((word) => /^[a-z-]+$/.test(word))) return undefined;
  try {
    const all: Record<string, string> = JSON.parse(readFileSync(new URL('help.json', import.meta.url), 'utf8'));
    const text = Object.hasOwn(all, command.join(' ')) ? all[command.join(' ')] : undefined;
    return text !== undefined && /^[\u0000-\u007f]*$/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** The answer to a command line that is known before anything is loaded; from the checkout there is none. */
function knownAnswer(argv: readonly string[]): string | undefined {
  const word = argv.at(-1);
  if (argv.length > 1) return word === '--help' || word === '-h' ? commandHelp(argv.slice(0, -1)) : undefined;
  if (word === '--version' || word === '-V')
    return typeof SEGTOP_VERSION === 'string' ? `${SEGTOP_VERSION}\n` : undefined;
  if (word === '--help' || word === '-h') return typeof SEGTOP_HELP === 'string' ? SEGTOP_HELP : undefined;
  return undefined;
}

/** The oldest Node that has everything used here. */
const oldest = [22, 13] as const;

/** Node makes the folders of its cache for all to read, and takes relative ones: code must never come from where segtop was started. */
function keepCompiled(): void {
  const { XDG_CACHE_HOME: cache, HOME: home } = process.env;
  let before: number | undefined;
  try {
    const own = home && isAbsolute(home) ? home : userInfo().homedir;
    const folder = join(cache && isAbsolute(cache) ? cache : join(own, '.cache'), 'segtop');
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
async function main(given: readonly string[]): Promise<void> {
  // `segtop help status`, as git and others have it.
  const argv = given[0] === 'help' ? [...given.slice(1), '--help'] : given;
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
