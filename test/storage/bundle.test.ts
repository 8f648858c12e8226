import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const source = (name: string) => new URL(`../../source/${name}`, import.meta.url).pathname;

/** Bundling changes what a dynamic import of a CommonJS module gives, so the libraries loaded that way are tried bundled. */
it('favorites and the log work when bundled', async () => {
  const folder = await temporaryFolder();
  const entry = join(folder, 'entry.mts');
  const program = `
    import { openFavorites } from '${source('storage/favorites.ts')}';
    import { openLog } from '${source('log/log.ts')}';
    const fail = ({ message }) => { throw new Error(message); };
    const favorites = await openFavorites('${folder}', fail);
    await favorites.add({ profile: 'p', workspaceId: 'w' }, [{ kind: 'source', id: 'web' }]);
    const { log, problem } = await openLog({ level: 'info', stateDir: '${folder}' });
    if (problem) fail({ message: problem });
    log.info('bundled');
  `;
  await writeFile(entry, program);
  await build({
    entryPoints: [entry],
    outdir: join(folder, 'out'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire as bundledRequire } from 'node:module'; const require = bundledRequire(import.meta.url);",
    },
    logLevel: 'silent',
  });
  await promisify(execFile)(process.execPath, [join(folder, 'out/entry.mjs')]);
  expect(await readFile(join(folder, 'favorites.json'), 'utf8')).toContain('"web"');
  expect(await readFile(join(folder, 'segtop.log'), 'utf8')).toContain('"msg":"bundled"');
});
