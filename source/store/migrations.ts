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
  // Failure logs of destinations: what was exchanged, what became of each event, and which hours were asked for.
  `
  CREATE TABLE log_exchanges (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    access TEXT NOT NULL,
    destination TEXT NOT NULL,
    exchange TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    kept_at INTEGER NOT NULL,
    size INTEGER NOT NULL,
    value BLOB NOT NULL,
    UNIQUE (access, destination, exchange)
  );
  CREATE INDEX log_exchanges_by_reason ON log_exchanges (access, destination, reason, at);
  CREATE INDEX log_exchanges_by_age ON log_exchanges (kept_at);
  CREATE TABLE log_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    access TEXT NOT NULL,
    destination TEXT NOT NULL,
    message TEXT NOT NULL,
    kind TEXT NOT NULL,
    exchange TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    at INTEGER NOT NULL,
    kept_at INTEGER NOT NULL,
    UNIQUE (access, destination, message, kind, exchange, attempt, at)
  );
  CREATE INDEX log_events_by_exchange ON log_events (access, destination, exchange);
  CREATE INDEX log_events_by_age ON log_events (kept_at);
  CREATE TABLE log_hours (
    access TEXT NOT NULL,
    destination TEXT NOT NULL,
    hour INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (access, destination, hour)
  ) WITHOUT ROWID;
  CREATE TABLE log_requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    closed_until INTEGER NOT NULL
  );
  `,
  // What was seen by the hour.
  `
  CREATE TABLE hours (
    access TEXT NOT NULL,
    thing TEXT NOT NULL,
    day INTEGER NOT NULL,
    size INTEGER NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (access, thing, day)
  ) WITHOUT ROWID;
  CREATE INDEX hours_by_day ON hours (day);
  `,
  // Alerts and what is to be told of them.
  `
  CREATE TABLE alerts (
    id TEXT PRIMARY KEY,
    raised_at INTEGER NOT NULL,
    body TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE alert_outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    alert TEXT NOT NULL,
    channel TEXT NOT NULL,
    body TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL DEFAULT 0,
    claimed_until INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX alert_outbox_by_alert ON alert_outbox (alert, channel, seq);
  CREATE TABLE alert_channels (
    channel TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    since INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE alert_judge (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    holder TEXT NOT NULL,
    rank INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
  );
  `,
  // Since when a holder watches without a screen.
  `
  ALTER TABLE holders ADD COLUMN watches_since INTEGER;
  `,
  // What was given up of a channel, and when something was last heard of it.
  `
  ALTER TABLE alert_channels ADD COLUMN given_up INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE alert_channels ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
  `,
];
