type Sqlite = typeof import('node:sqlite');

let loading: Promise<Sqlite> | undefined;

/** Node's SQLite, loaded when it is first needed. */
export function sqlite(): Promise<Sqlite> {
  loading ??= withoutWarning();
  return loading;
}

/** Node 22 calls its SQLite experimental on stderr, which is the user's screen. */
async function withoutWarning(): Promise<Sqlite> {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return await import('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}
