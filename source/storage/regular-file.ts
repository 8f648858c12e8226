import { constants, type Stats } from 'node:fs';
import { open, readlink, realpath } from 'node:fs/promises';
import { devNull } from 'node:os';
import { dirname, resolve } from 'node:path';
import { type SafeText, sanitise, t } from '../domain/text.ts';

/** What the user may take for a file and is none. */
class FileRefused extends Error {
  override readonly message: SafeText;
  constructor(message: SafeText) {
    super(message);
    this.name = 'FileRefused';
    this.message = message;
  }
}

export interface RegularFile {
  /** Without a byte order mark. */
  readonly text: string;
  /** Permission bits. */
  readonly mode: number;
}

/**
 * Reads a text file that the user named, or that lies where one of segtop's should: a device would never end and a pipe would
 * never begin, so nothing but a regular file of a bounded size is read. An empty device (/dev/null) is an empty file.
 * @param most largest size, bytes
 * @throws FileRefused, or the system's error
 */
export async function readRegular(file: string, most: number): Promise<RegularFile> {
  if (file === devNull) return { text: '', mode: 0 };
  // Without waiting: opening a pipe would wait for its writer.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw notRegular(file, found);
    if (found.size > most) throw tooLarge(most);
    const buffer = Buffer.allocUnsafe(found.size + 1);
    let filled = 0;
    // A file may grow while it is read.
    for (let read = 1; read > 0 && filled <= found.size; filled += read)
      ({ bytesRead: read } = await handle.read(buffer, filled, buffer.length - filled, null));
    if (filled > most) throw tooLarge(most);
    return { text: buffer.toString('utf8', 0, filled).replace(/^\ufeff/, ''), mode: found.mode };
  } finally {
    await handle.close();
  }
}

/** Something that is not a regular file. A folder has the system's own code for it. */
export function notRegular(file: string, found: Pick<Stats, 'isDirectory' | 'isFIFO' | 'isSocket'>): Error {
  if (found.isDirectory()) return Object.assign(new Error(file), { code: 'EISDIR' });
  const kind = found.isFIFO() ? t`a pipe` : found.isSocket() ? t`a socket` : t`a device`;
  return new FileRefused(t`it is ${kind}, not a regular file`);
}

function tooLarge(most: number): Error {
  const size = most >= 1024 * 1024 ? t`${most / 1024 / 1024} MB` : t`${most / 1024} kB`;
  return new FileRefused(t`it is larger than ${size}`);
}

/** The system's error code, such as EACCES. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const reasons: Readonly<Record<string, SafeText>> = {
  ENOENT: t`there is no such file`,
  EROFS: t`the file system is read-only`,
  EACCES: t`permission denied`,
  EPERM: t`permission denied`,
  ENOSPC: t`the disk is full`,
  EFBIG: t`it would be larger than a file may be`,
  EDQUOT: t`the disk quota is used up`,
  ENOTDIR: t`its folder is a file`,
  EEXIST: t`its folder is a file`,
  EISDIR: t`a folder has its name`,
  ELOOP: t`its links lead in a circle`,
  ENAMETOOLONG: t`its name is too long`,
  EBUSY: t`it is mounted by itself, so that it cannot be replaced`,
  ENXIO: t`it is a socket or a device, not a regular file`,
  ELOCKED: t`another segtop holds its lock`,
};

/** Why a file could not be read or written, in words that follow a colon. */
export function fileReason(error: unknown): SafeText {
  if (error instanceof FileRefused) return error.message;
  const code = codeOf(error) ?? 'unknown error';
  return reasons[code] ?? sanitise(code);
}

/** The file that a name leads to, through links: whoever replaces it leaves the link as it is. The target need not be there. */
export async function linkTarget(named: string): Promise<string> {
  try {
    return await realpath(named);
  } catch {
    return readlink(named).then(
      (target) => resolve(dirname(named), target),
      () => named,
    );
  }
}
