/**
 * Builds dist/segtop.mjs: one ESM entry that imports nothing heavy, and lazily loaded chunks beside it.
 * node build.mjs [--outdir FOLDER inside the checkout] [--watch]
 * node build.mjs --docs   rewrites the generated parts of README.md instead
 */
import { spawn } from 'node:child_process';
import { chmod, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';

const { values: flags } = parseArgs({
  options: {
    outdir: { type: 'string', default: 'dist' },
    watch: { type: 'boolean', default: false },
    docs: { type: 'boolean', default: false },
  },
});

const { version } = createRequire(import.meta.url)('./package.json');
const local = (path) => new URL(path, import.meta.url).pathname;

/**
 * What costs time at start and is never used: ink imports react-devtools-core behind a flag that a bundle never sets,
 * signal-exit checks its own arguments with all of node:assert, and ink-spinner knows every animation there is.
 */
const withoutUnused = {
  name: 'without-unused',
  setup(build) {
    build.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'devtools', namespace: 'empty' }));
    build.onResolve({ filter: /^assert$/ }, ({ importer }) =>
      importer.includes('/signal-exit/') ? { path: 'assert', namespace: 'empty' } : undefined,
    );
    // Ninety animations, of which one is shown.
    build.onLoad({ filter: /cli-spinners[\\/]spinners\.json$/ }, async ({ path }) => {
      const { simpleDots } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ simpleDots }), loader: 'json' };
    });
    build.onLoad({ filter: /devtools/, namespace: 'empty' }, () => ({ contents: 'export default {}' }));
    build.onLoad({ filter: /assert/, namespace: 'empty' }, () => ({ contents: 'exports.equal = () => undefined' }));
  },
};

/**
 * Ink tokenises every row of the screen again for every frame. What it finds depends on the row's text alone, so the bundle
 * keeps it from frame to frame: half the time of a frame. The build fails when Ink no longer reads as expected.
 */
const keptCharacters = {
  name: 'kept-characters',
  setup(build) {
    build.onLoad({ filter: /[\\/]ink[\\/]build[\\/]output\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace('caches = new OutputCaches();', 'caches = OutputCaches.kept();').replace(
        'class OutputCaches {',
        `class OutputCaches {
    static #last;
    static kept() {
        if (!OutputCaches.#last || OutputCaches.#last.styledChars.size > 2000) OutputCaches.#last = new OutputCaches();
        return OutputCaches.#last;
    }`,
      );
      if (contents.split('kept()').length !== 3)
        throw new Error('ink/build/output.js has changed: look at kept-characters');
      return { contents };
    });
  },
};

/**
 * Built-in modules that take milliseconds to load and are not used by the first frame: loaded at the first call. An import of
 * node:util also loads what else hangs on it, for one check of Ink.
 */
const lateBuiltins = {
  name: 'late-builtins',
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, () => ({ path: 'child_process', namespace: 'late' }));
    build.onResolve({ filter: /^node:util$/ }, ({ importer }) =>
      /[\\/]ink[\\/]build[\\/]/.test(importer) ? { path: 'util', namespace: 'late' } : undefined,
    );
    build.onLoad({ filter: /^child_process$/, namespace: 'late' }, () => ({
      contents: `const late = (name) => (...given) => process.getBuiltinModule('node:child_process')[name](...given);
        export const [spawn, execFile, execFileSync] = ['spawn', 'execFile', 'execFileSync'].map(late);
        export default { spawn };`,
    }));
    build.onLoad({ filter: /^util$/, namespace: 'late' }, () => ({
      contents: `export const types = { isNativeError: (value) => process.getBuiltinModule('node:util').types.isNativeError(value) };`,
    }));
  },
};

/** Yoga decodes its wasm letter by letter and compiles it on another thread; in one piece and in place is quicker at start. */
const quickYoga = {
  name: 'quick-yoga',
  setup(build) {
    build.onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source
        .replace(
          'var b=xa(a.slice(37)),c=new Uint8Array(b.length);for(a=0;a<b.length;++a)c[a]=b.charCodeAt(a);var d=c',
          'var d=new Uint8Array(Buffer.from(a.slice(37),"base64"))',
        )
        .replace(
          'return WebAssembly.instantiate(f,d)',
          'return {instance:new WebAssembly.Instance(new WebAssembly.Module(f),d)}',
        );
      if (!contents.includes('Buffer.from(a.slice') || !contents.includes('new WebAssembly.Instance'))
        throw new Error('yoga-wasm-base64-esm.js has changed: look at quick-yoga');
      return { contents };
    });
  },
};

/** Every import of string-width but our own goes through the wrapper that decides common text without loading it. */
const fastWidth = {
  name: 'fast-width',
  setup(build) {
    build.onResolve({ filter: /^string-width$/ }, ({ importer }) =>
      importer.endsWith('/source/theme/string-width.ts') ? undefined : { path: local('source/theme/string-width.ts') },
    );
  },
};

/** What the bar says of each page, so that the first frame has the whole bar before the pages are loaded. */
async function barPages() {
  const { views } = await import('./source/views/registry.ts');
  return views.flatMap(({ id, page }) => (page ? [{ id, ...page }] : []));
}

/** @type {esbuild.BuildOptions} */
const options = {
  entryPoints: { segtop: local('source/cli.ts') },
  outdir: local(flags.outdir),
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  jsx: 'automatic',
  legalComments: 'none',
  logLevel: 'warning',
  // `fetch: undefined` makes yoga decode its wasm in place instead of loading undici at start.
  define: {
    'process.env.NODE_ENV': '"production"',
    fetch: 'undefined',
    SEGTOP_VERSION: JSON.stringify(version),
    SEGTOP_PAGES: JSON.stringify(await barPages()),
  },
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire as segtopRequire } from 'node:module'; const require = segtopRequire(import.meta.url);",
  },
  plugins: [keptCharacters, withoutUnused, lateBuiltins, quickYoga, fastWidth],
};

/** Puts the new files over the old ones and then removes what is left of those: the bin is there all the time. */
async function build() {
  const { metafile } = await esbuild.build({ ...options, absWorkingDir: local('.'), metafile: true });
  await chmod(local(`${flags.outdir}/segtop.mjs`), 0o755);
  const made = new Set(Object.keys(metafile.outputs).map((file) => local(file)));
  for (const entry of await readdir(local(flags.outdir), { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !made.has(file)) await rm(file, { force: true });
  }
}

/** Builds on every change and runs the demo anew. */
async function watch() {
  const context = await esbuild.context(options);
  await context.watch();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const bin = spawn(process.execPath, ['--watch', local(`${flags.outdir}/segtop.mjs`), '--demo'], { stdio: 'inherit' });
  bin.on('exit', async (code) => {
    await context.dispose();
    process.exit(code ?? 0);
  });
}

if (flags.docs) {
  const { writeDocs } = await import('./source/commands/docs.ts');
  await writeDocs(local('README.md'));
} else if (flags.watch) await watch();
else await build();
