import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** How one file asks for another module. */
export interface Import {
  /** What stands between the quotes. */
  readonly specifier: string;
  /** `type` for imports that are erased, `dynamic` for `import()`. */
  readonly kind: 'static' | 'type' | 'dynamic';
  /** The file meant, from the project's root; undefined for packages and `node:` modules. */
  readonly file: string | undefined;
}

/** One file of code, with every module it asks for. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

/** The formatter puts statements at the start of a line, which keeps examples in comments and strings out. */
const statement = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const dynamic = /^(?!\s*(?:\*|\/[/*])).*?(typeof\s+)?\bimport\(\s*['"]([^'"]+)['"]/gm;
/** `import { type A, type B } from` is erased too. */
const onlyTypes = /^(?:import|export)\s+\{\s*(?:type\s+[^,}]+,?\s*)+\}\s+from/;

/** Every import in a text; `path` is where the text stands, for relative specifiers. */
export function importsOf(path: string, text: string): readonly Import[] {
  const file = (specifier: string) =>
    specifier.startsWith('.') ? normalize(join(dirname(path), specifier)) : undefined;
  return [
    ...text.matchAll(statement).map(([whole, type, specifier = '']) => ({
      specifier,
      kind: type !== undefined || onlyTypes.test(whole) ? ('type' as const) : ('static' as const),
      file: file(specifier),
    })),
    ...text.matchAll(dynamic).map(([, type, specifier = '']) => ({
      specifier,
      kind: type === undefined ? ('dynamic' as const) : ('type' as const),
      file: file(specifier),
    })),
  ];
}

/** Paths below a folder, from the project's root, with forward slashes. */
export function pathsBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path).replaceAll('\\', '/'))
    .sort();
}

/** Reads every .ts and .tsx file below a folder. */
export function readSources(folder: string): readonly SourceFile[] {
  return pathsBelow(folder)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      return { path, text, lines: text.trimEnd().split('\n').length, imports: importsOf(path, text) };
    });
}

/** One cycle among the files as the paths on it, first repeated at the end; undefined when there is none. */
export function findCycle(files: readonly SourceFile[]): readonly string[] | undefined {
  const edges = new Map(files.map((file) => [file.path, file.imports.flatMap((one) => one.file ?? [])]));
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    const start = trail.indexOf(path);
    if (start >= 0) return [...trail.slice(start), path];
    if (done.has(path)) return undefined;
    for (const next of edges.get(path) ?? []) {
      const cycle = walk(next, [...trail, path]);
      if (cycle !== undefined) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const path of edges.keys()) {
    const cycle = walk(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
