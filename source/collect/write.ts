import type { Database } from '../store/database.ts';
import { type Collected, ofAnotherSource } from './understand.ts';

/**
 * The text that a message is kept under: an event may come from several sources under one id, as of a function that sends it on, and
 * is one of each.
 */
function keyOf(database: Database, table: 'events' | 'violations', messageId: string, sourceId: string): string {
  const [first] = database.sql(`SELECT source_id FROM ${table} WHERE message_id = ? LIMIT 1`).all(messageId);
  return first === undefined || first.source_id === sourceId ? messageId : `${messageId}${ofAnotherSource}${sourceId}`;
}

/** Keeps what was understood; within a transaction. @returns how many of them were new */
export function keepCollected(database: Database, all: readonly Collected[], now: number): number {
  let fresh = 0;
  for (const { messageId, at, violations, event } of all) {
    let changes = 0;
    for (const [place, violation] of violations.entries())
      changes += Number(
        database
          .sql(
            `INSERT OR IGNORE INTO violations (message_id, place, basis, source_id, event_name, event_type, kind, field,
               sentence, app_version, event_message_id, at, kept_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(
            keyOf(database, 'violations', messageId, violation.sourceId),
            place,
            violation.basis,
            violation.sourceId,
            violation.eventName,
            violation.eventType,
            violation.kind,
            violation.field,
            violation.sentence,
            violation.appVersion,
            violation.eventMessageId,
            at,
            now,
          ).changes,
      );
    if (event)
      changes += Number(
        database
          .sql(
            `INSERT OR IGNORE INTO events (message_id, source_id, kind, of_group, type, name, at, kept_at, body)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(
            keyOf(database, 'events', messageId, event.sourceId),
            event.sourceId,
            event.kind,
            event.group,
            event.type,
            event.name,
            at,
            now,
            event.body,
          ).changes,
      );
    if (changes > 0) fresh += 1;
  }
  return fresh;
}
