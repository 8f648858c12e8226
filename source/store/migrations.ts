/**
 * What each version of the store adds to the one before; `user_version` counts them. Never changed once released: a new version
 * is a new entry at the end.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE answers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    access TEXT NOT NULL,
    key TEXT NOT NULL,
    fetched_at INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    size INTEGER NOT NULL,
    value BLOB NOT NULL,
    UNIQUE (access, key)
  );
  CREATE INDEX answers_by_age ON answers (fetched_at);
  CREATE TABLE holders (
    id TEXT PRIMARY KEY,
    machine TEXT NOT NULL,
    pid INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE leases (
    access TEXT NOT NULL,
    key TEXT NOT NULL,
    holder TEXT NOT NULL,
    priority INTEGER NOT NULL,
    taken_at INTEGER NOT NULL,
    PRIMARY KEY (access, key)
  ) WITHOUT ROWID;
  `,
];
