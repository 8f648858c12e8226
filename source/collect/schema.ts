/**
 * What each version of the file of collected events adds to the one before; `user_version` counts them. Never changed once
 * released: a new version is a new entry at the end.
 */
export const collectMigrations: readonly string[] = [
  `
  CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id TEXT NOT NULL UNIQUE,
    source_id TEXT NOT NULL,
    kind INTEGER NOT NULL,
    of_group TEXT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    at INTEGER NOT NULL,
    kept_at INTEGER NOT NULL,
    body TEXT NOT NULL
  );
  CREATE INDEX events_by_source ON events (source_id, kind, id);
  CREATE INDEX events_by_group ON events (of_group, id);
  CREATE TABLE violations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    basis TEXT NOT NULL,
    source_id TEXT NOT NULL,
    event_name TEXT,
    event_type TEXT NOT NULL,
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    sentence TEXT NOT NULL,
    app_version TEXT,
    event_message_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    kept_at INTEGER NOT NULL,
    UNIQUE (message_id, place)
  );
  CREATE INDEX violations_by_source ON violations (source_id, basis, at);
  `,
  // Since when a source is collected is asked for with every look at its violations.
  'CREATE INDEX violations_by_begin ON violations (source_id, kept_at)',
];

/** What an event was kept for. */
export const eventKind = {
  /** As any other: the debugger. */
  plain: 0,
  /** It has violations itself. */
  violating: 1,
  /** It reports a violation of another event, which it names. */
  report: 2,
  /** It was read out of an archive: what comes in does not push it out. */
  imported: 3,
} as const;
export type EventKind = (typeof eventKind)[keyof typeof eventKind];
