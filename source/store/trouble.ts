import { type SafeText, t } from '../domain/text.ts';
import { codeOf, fileReason } from '../storage/regular-file.ts';

/** Primary result codes of SQLite. */
const codes = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  io: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  noDatabase: 26,
} as const;

/** What kind of trouble SQLite or the file system has. */
export type Trouble = 'busy' | 'corrupt' | 'other';

export function troubleOf(thrown: unknown): Trouble {
  const code = sqliteCode(thrown);
  if (code === codes.busy || code === codes.locked) return 'busy';
  return code === codes.corrupt || code === codes.noDatabase ? 'corrupt' : 'other';
}

/** Why the store cannot be used, in words that follow a colon. */
export function troubleText(thrown: unknown): SafeText {
  switch (sqliteCode(thrown)) {
    case codes.busy:
    case codes.locked:
      return t`another program keeps it locked`;
    case codes.readOnly:
      return t`it may not be written`;
    case codes.full:
      return t`the disk is full`;
    case codes.corrupt:
    case codes.noDatabase:
      return t`it is damaged`;
    case codes.io:
      return t`the disk gives an error`;
    case codes.cannotOpen:
      return t`its folder may not be written`;
    case undefined:
      return fileReason(thrown);
    default:
      return t`SQLite error ${sqliteCode(thrown) ?? 0}`;
  }
}

/** The primary code of an error of SQLite; undefined for any other. */
function sqliteCode(thrown: unknown): number | undefined {
  if (codeOf(thrown) !== 'ERR_SQLITE_ERROR') return undefined;
  const { errcode } = thrown as { readonly errcode?: number };
  return typeof errcode === 'number' ? errcode & 0xff : undefined;
}
