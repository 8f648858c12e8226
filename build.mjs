/**
 * Builds dist/segtop.mjs: one ESM entry that imports nothing heavy, and lazily loaded chunks beside it.
 * node build.mjs [--outdir FOLDER inside the checkout] [--watch]
 * node build.mjs --docs   rewrites the generated parts of README.md, and docs/config.schema.json, instead
 * node build.mjs --patch  only puts our changes into what is installed
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { parseSync } from 'oxc-parser';

const { values: flags } = parseArgs({
  options: {
    outdir: { type: 'string', default: 'dist' },
    watch: { type: 'boolean', default: false },
    docs: { type: 'boolean', default: false },
    patch: { type: 'boolean', default: false },
  },
});

const { version } = createRequire(import.meta.url)('./package.json');
/** Written by --docs, a test holds it against the code. */
const schemaFile = 'docs/config.schema.json';
const manualFile = 'docs/segtop.1';
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
 * Changes to what is installed, put into node_modules itself so that the tests run the Ink that users get. Each replaces a text that
 * stands there once; the build fails when a new version no longer reads as expected.
 */
const patches = [
  {
    // Ink tokenises every row of the screen again for every frame. What it finds depends on the row's text alone, so it is kept
    // from frame to frame: half the time of a frame.
    file: 'ink/build/output.js',
    changes: [
      ['caches = new OutputCaches();', 'caches = OutputCaches.kept();'],
      [
        'class OutputCaches {',
        `class OutputCaches {
    static #last;
    static kept() {
        if (!OutputCaches.#last || OutputCaches.#last.styledChars.size > 2000) OutputCaches.#last = new OutputCaches();
        return OutputCaches.#last;
    }`,
      ],
    ],
  },
  {
    // Yoga decodes its wasm letter by letter and compiles it on another thread; in one piece and in place is quicker at start.
    file: 'yoga-layout/dist/binaries/yoga-wasm-base64-esm.js',
    changes: [
      [
        'var b=xa(a.slice(37)),c=new Uint8Array(b.length);for(a=0;a<b.length;++a)c[a]=b.charCodeAt(a);var d=c',
        'var d=new Uint8Array(Buffer.from(a.slice(37),"base64"))',
      ],
      [
        'return WebAssembly.instantiate(f,d)',
        'return {instance:new WebAssembly.Instance(new WebAssembly.Module(f),d)}',
      ],
    ],
  },
];

/** Puts the patches in; what has them already stays. Beside the old file first, so that no other checkout's link to it is written. */
async function patch() {
  for (const { file, changes } of patches) {
    const path = local(`node_modules/${file}`);
    const before = await readFile(path, 'utf8');
    let text = before;
    for (const [from, to] of changes) {
      if (text.includes(to)) continue;
      if (text.split(from).length !== 2) throw new Error(`${file} has changed: look at its patch`);
      text = text.replace(from, () => to);
    }
    if (text === before) continue;
    await writeFile(`${path}.new`, text);
    await rename(`${path}.new`, path);
  }
}

/** Built-in modules that take milliseconds to load and are not used by the first frame: what we use of them, loaded at the first call. */
const late = {
  child_process: ['spawn', 'execFile', 'execFileSync'],
  zlib: ['createGunzip', 'deflateRawSync', 'gzipSync', 'inflateRawSync'],
};
const lateBuiltins = {
  name: 'late-builtins',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^node:(?:${Object.keys(late).join('|')})$`) }, ({ path, importer }) =>
      path === 'node:zlib' && importer.includes('node_modules')
        ? undefined
        : { path: path.replace('node:', ''), namespace: 'late' },
    );
    build.onLoad({ filter: /./, namespace: 'late' }, ({ path }) => ({
      contents: `const late = (name) => (...given) => process.getBuiltinModule('node:${path}')[name](...given);
        export const [${late[path]}] = ${JSON.stringify(late[path])}.map(late);
        export default { ${late[path]} };`,
    }));
  },
};

/** A call in place of an import of a built-in module, which looks up what is asked for and nothing else. */
function lookedUp(text, path) {
  const { module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  const looked = (name) => `process.getBuiltinModule(${JSON.stringify(name)})`;
  const edits = [];
  for (const { start, end, moduleRequest, entries } of module.staticImports) {
    if (!isBuiltin(moduleRequest.value)) continue;
    const isNamed = ({ importName: { kind, name } }) => kind === 'Name' && name !== 'default';
    const named = entries
      .filter(isNamed)
      .map(({ importName: { name }, localName: { value } }) => (name === value ? name : `${name}:${value}`));
    const whole = entries.filter((entry) => !isNamed(entry)).map(({ localName }) => localName.value);
    const consts = named.length > 0 ? [...whole, `{${named}}`] : whole;
    const becomes = consts.map((one) => `${one}=${looked(moduleRequest.value)}`).join();
    edits.push([start, end, becomes === '' ? '' : `const ${becomes};`]);
  }
  for (const { start, end, moduleRequest } of module.dynamicImports) {
    const name = text.slice(moduleRequest.start, moduleRequest.end).slice(1, -1);
    if (isBuiltin(name)) edits.push([start, end, `Promise.resolve(${looked(name)})`]);
  }
  return edits
    .sort(([a], [b]) => b - a)
    .reduce((made, [start, end, to]) => made.slice(0, start) + to + made.slice(end), text);
}

/**
 * An import of a built-in module reads all that it exports to hand it over, and with that loads what else hangs on it: node:util loads
 * thirty modules more, node:http all of undici. A third of what Node loads before the first frame would be of that kind.
 */
const lookUpBuiltins = {
  name: 'look-up-builtins',
  setup(build) {
    build.initialOptions.write = false;
    build.onEnd(async ({ outputFiles = [] }) => {
      for (const { path, text } of outputFiles) {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, lookedUp(text, path));
      }
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

/** The help of segtop and of each command, by its name, as it is printed on 80 columns: it is there without the parser of command lines. */
async function helpTexts() {
  const { createProgram } = await import('./source/commands/program.ts');
  const texts = {};
  const print = (command, name) => {
    let text = '';
    command.configureOutput({
      writeOut: (part) => {
        text += part;
      },
      getOutHelpWidth: () => 80,
      getOutHasColors: () => false,
    });
    command.outputHelp();
    texts[name] = text;
    for (const below of command.commands) print(below, `${name} ${below.name()}`.trim());
  };
  print(createProgram(), '');
  return texts;
}

const helps = await helpTexts();

/** Tells apart what the code of these layers makes of an answer: what was kept by another one is not read again. */
async function shapeOf(layers) {
  const hash = createHash('sha256');
  for (const layer of layers) {
    const files = await readdir(local(`source/${layer}`), { recursive: true });
    for (const file of files.filter((name) => name.endsWith('.ts')).sort())
      hash.update(file).update(await readFile(local(`source/${layer}/${file}`)));
  }
  return hash.digest('hex').slice(0, 16);
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
    SEGTOP_HELP: JSON.stringify(helps['']),
    SEGTOP_SHAPE: JSON.stringify(await shapeOf(['domain', 'segment-api', 'workspace'])),
    SEGTOP_PAGES: JSON.stringify(await barPages()),
  },
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire as segtopRequire } from 'node:module'; const require = segtopRequire(import.meta.url);",
  },
  plugins: [withoutUnused, lateBuiltins, fastWidth, lookUpBuiltins],
};

/** The licences of all packages that went into the bundle, each with its text. */
async function noticesOf(inputs) {
  const folders = new Set(
    inputs.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file.replaceAll('\\', '/'))?.[0] ?? []),
  );
  const notices = new Map();
  for (const folder of folders) {
    const { name, version: installed, license } = JSON.parse(await readFile(local(`${folder}/package.json`), 'utf8'));
    const file = (await readdir(local(folder))).find((entry) => /^licen[cs]e(?:[.-].*)?$/i.test(entry));
    const text = file
      ? (await readFile(local(`${folder}/${file}`), 'utf8')).trim()
      : 'The package holds no licence text.';
    notices.set(`${name} ${installed}`, `${name} ${installed} (${license})\n\n${text}\n`);
  }
  const rule = `\n${'-'.repeat(80)}\n\n`;
  const sorted = [...notices].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return `segtop contains these packages.\n${rule}${sorted.join(rule)}`;
}

/** Puts the new files over the old ones and then removes what is left of those: the bin is there all the time. */
async function build() {
  await patch();
  const { metafile } = await esbuild.build({ ...options, absWorkingDir: local('.'), metafile: true });
  await chmod(local(`${flags.outdir}/segtop.mjs`), 0o755);
  const notices = local(`${flags.outdir}/THIRD-PARTY-NOTICES.txt`);
  await writeFile(notices, await noticesOf(Object.keys(metafile.inputs)));
  const schema = local(`${flags.outdir}/config.schema.json`);
  await copyFile(local(schemaFile), schema);
  const manual = local(`${flags.outdir}/segtop.1`);
  await copyFile(local(manualFile), manual);
  const help = local(`${flags.outdir}/help.json`);
  await writeFile(help, JSON.stringify(helps));
  const made = new Set([notices, schema, manual, help, ...Object.keys(metafile.outputs).map((file) => local(file))]);
  for (const entry of await readdir(local(flags.outdir), { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !made.has(file)) await rm(file, { force: true });
  }
}

/** Builds on every change and runs the demo anew. */
async function watch() {
  await patch();
  const context = await esbuild.context(options);
  await context.rebuild();
  await context.watch();
  const bin = spawn(process.execPath, ['--watch', local(`${flags.outdir}/segtop.mjs`), '--demo'], { stdio: 'inherit' });
  bin.on('exit', async (code) => {
    await context.dispose();
    process.exit(code ?? 0);
  });
}

if (flags.patch) await patch();
else if (flags.docs) {
  const { writeDocs } = await import('./source/commands/docs.ts');
  await writeDocs(local('README.md'), local(schemaFile), local(manualFile));
} else if (flags.watch) await watch();
else await build();
