import { open, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import { codeOf, fileReason, linkTarget, notRegular } from './regular-file.ts';

/** What came of keeping a new file, and the sentence that says it. */
export interface KeptFile {
  readonly kind: 'written' | 'exists' | 'failed';
  readonly said: SafeText;
}

/** Writes lines into a new file, for the owner only. Never rejects and never writes over anything. */
export async function keepFile(folder: string, name: string, lines: readonly SafeText[]): Promise<KeptFile> {
  const file = join(folder, name.replace(/[^\w.-]+/g, '-'));
  try {
    await writeNew(file, `${lines.join('\n')}\n`);
    return { kind: 'written', said: t`Kept in ${sanitise(file)}` };
  } catch (thrown) {
    return codeOf(thrown) === 'EEXIST'
      ? { kind: 'exists', said: t`${sanitise(file)} exists already and stays as it is` }
      : { kind: 'failed', said: t`${sanitise(file)} cannot be written: ${writeReason(thrown)}` };
  }
}

/** Why a file could not be written: a new one is never there, so what is missing is its folder. */
const writeReason = (error: unknown): SafeText =>
  codeOf(error) === 'ENOENT' ? t`its folder is not there` : fileReason(error);

/** A text that is to become a file. */
export interface Draft {
  /** As the user writes it: a file, a folder, or nothing for a new file in the folder at hand. */
  readonly path?: string | undefined;
  /** What the file is called where the path does not say. */
  readonly name: string;
  readonly text: string;
  /** A file that is there already is replaced. */
  readonly replace?: boolean;
}

/** What came of it. */
export type Placed =
  | { readonly kind: 'written'; readonly file: string }
  | { readonly kind: 'exists'; readonly file: string }
  | { readonly kind: 'failed'; readonly file: string; readonly why: SafeText };

/** More files of one name and minute than anyone keeps. */
const mostAlike = 100;

/** Writes a text where the user wants it, for the owner only. Never rejects, and replaces nothing unasked. */
export async function placeFile(folder: string, { path, name, text, replace = false }: Draft): Promise<Placed> {
  const plain = name.replace(/[^\w.-]+/g, '-');
  if (path === undefined) return freshFile(folder, plain, text);
  const given = resolve(folder, path.replace(/^~(?=\/|$)/, homedir()));
  const file = path.endsWith('/') || (await isFolder(given)) ? join(given, plain) : given;
  return replace ? replaced(file, text) : written(file, text);
}

const isFolder = (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Writes a file that is not there yet: all of it or none, for a part of it would look like the whole. */
async function writeNew(file: string, text: string, mode = 0o600): Promise<void> {
  const handle = await open(file, 'wx', mode);
  try {
    await handle.writeFile(text);
  } catch (error) {
    await rm(file, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
}

async function written(file: string, text: string): Promise<Placed> {
  try {
    await writeNew(file, text);
    return { kind: 'written', file };
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') return { kind: 'failed', file, why: writeReason(error) };
    const found = await stat(file).catch(() => undefined);
    if (found && !found.isFile()) return { kind: 'failed', file, why: fileReason(notRegular(file, found)) };
    return { kind: 'exists', file };
  }
}

/** A new file beside those of the same name. */
async function freshFile(folder: string, name: string, text: string): Promise<Placed> {
  const end = extname(name);
  for (let count = 1; ; count += 1) {
    const own = count === 1 ? name : `${basename(name, end)}-${count}${end}`;
    const placed = await written(join(folder, own), text);
    if (placed.kind !== 'exists' || count === mostAlike) return placed;
  }
}

/** The new text takes the place of the old file at once: a full disk leaves the old one. A link stays a link. */
async function replaced(file: string, text: string): Promise<Placed> {
  try {
    const target = await linkTarget(file);
    const { mode } = await stat(target).catch(() => ({ mode: 0o600 }));
    const draft = join(dirname(target), `.${basename(target)}.segtop-tmp`);
    try {
      await rm(draft, { force: true });
      await writeNew(draft, text, mode & 0o777);
      await rename(draft, target);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw error;
    }
    return { kind: 'written', file };
  } catch (error) {
    return { kind: 'failed', file, why: writeReason(error) };
  }
}
