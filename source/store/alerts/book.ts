import { randomUUID } from 'node:crypto';
import type { AlertRecord } from '../../domain/watch/alerts/alert.ts';
import {
  type AlertBook,
  claimLasts,
  longestPause,
  longestWait,
  neverSent,
  type Outgoing,
  type Waiting,
} from '../../domain/watch/alerts/book.ts';
import type { Database } from '../database.ts';
import { recordOf, sendingOf } from './rows.ts';

/** Who judged last and was not seen for so long has ended or stands still, ms. */
const judgeLives = 30_000;

/**
 * The alerts of a workspace in its store. They are not sealed by the token as answers are: a new token must not tell all of
 * them again. What is read back is checked as anything that comes from outside.
 */
export function storedBook(database: Database, now: () => number): AlertBook {
  const own = randomUUID();
  const read = (): AlertRecord[] =>
    database
      .sql('SELECT body FROM alerts ORDER BY raised_at, id')
      .all()
      .flatMap(({ body }) => recordOf(body) ?? []);
  return {
    records: () => database.read(read) ?? [],
    change: (work) =>
      database.write(() => {
        const before = read();
        const { records, send = [] } = work(before);
        keep(database, before, records);
        for (const each of send) queue(database, each, now());
        giveUp(database, now());
        return records;
      }),
    judges: (rank) =>
      database.write(() => {
        const row = database.sql('SELECT holder, rank, seen_at FROM alert_judge').get();
        const isHeld = row && row.holder !== own && Math.abs(now() - Number(row.seen_at)) <= judgeLives;
        if (isHeld && Number(row.rank) >= rank) return false;
        database
          .sql('INSERT OR REPLACE INTO alert_judge (id, holder, rank, seen_at) VALUES (1, ?, ?, ?)')
          .run(own, rank, now());
        return true;
      }) ?? false,
    claim: (channels) => database.write(() => claimed(database, channels, now())),
    sent: (seq) => {
      database.write(() => {
        database
          .sql('DELETE FROM alert_channels WHERE channel = (SELECT channel FROM alert_outbox WHERE seq = ?)')
          .run(seq);
        database.sql('DELETE FROM alert_outbox WHERE seq = ?').run(seq);
        return true;
      });
    },
    failed: (seq, reason, pause) => {
      database.write(() => {
        database
          .sql(
            `INSERT INTO alert_channels (channel, reason, since, changed_at)
             SELECT channel, ?, ?, ? FROM alert_outbox WHERE seq = ?
             ON CONFLICT (channel) DO UPDATE SET reason = excluded.reason, changed_at = excluded.changed_at`,
          )
          .run(reason, now(), Math.round(now()), seq);
        if (pause === undefined) database.sql('DELETE FROM alert_outbox WHERE seq = ?').run(seq);
        else
          database
            .sql('UPDATE alert_outbox SET attempts = attempts + 1, due_at = ?, claimed_until = 0 WHERE seq = ?')
            .run(now() + pause, seq);
        return true;
      });
    },
    troubles: () =>
      database.read(() =>
        database
          .sql(
            `SELECT channel, reason, since, given_up,
               (SELECT count(*) FROM alert_outbox WHERE alert_outbox.channel = alert_channels.channel) AS waiting
             FROM alert_channels ORDER BY channel`,
          )
          .all()
          .map(({ channel, reason, since, waiting, given_up: givenUp }) => ({
            channel: String(channel),
            reason: String(reason),
            since: Number(since),
            waiting: Number(waiting),
            givenUp: Number(givenUp),
          })),
      ) ?? [],
    end: () => {
      database.write(() => {
        database.sql('DELETE FROM alert_judge WHERE holder = ?').run(own);
        return true;
      });
    },
  };
}

/** Writes only what is another than before: most steps change nothing. */
function keep(database: Database, before: readonly AlertRecord[], after: readonly AlertRecord[]): void {
  const known = new Map(before.map((record) => [record.id, record]));
  for (const record of after) {
    const { id, raisedAt } = record;
    const old = known.get(id);
    known.delete(id);
    if (old === record) continue;
    const body = JSON.stringify(record);
    if (old && JSON.stringify(old) === body) continue;
    database
      .sql('INSERT OR REPLACE INTO alerts (id, raised_at, body) VALUES (?, ?, ?)')
      .run(id, Math.round(raisedAt), body);
  }
  for (const id of known.keys()) database.sql('DELETE FROM alerts WHERE id = ?').run(id);
}

function queue(database: Database, sending: Outgoing, now: number): void {
  const { channel, message } = sending;
  database
    .sql('INSERT INTO alert_outbox (alert, channel, body, made_at) VALUES (?, ?, ?, ?)')
    .run(message.id, channel, JSON.stringify(sending), Math.round(now));
}

/**
 * What could not be sent for too long goes, and its channel says so. A channel of which nothing waits and nothing was heard for
 * as long is no longer in use: it may have been taken out of the configuration.
 */
function giveUp(database: Database, now: number): void {
  const [at, late] = [Math.round(now), Math.round(now - longestWait)];
  database
    .sql(
      `INSERT INTO alert_channels (channel, reason, since, given_up, changed_at)
       SELECT channel, ?, min(made_at), count(*), ? FROM alert_outbox WHERE made_at < ? GROUP BY channel
       ON CONFLICT (channel) DO UPDATE SET given_up = given_up + excluded.given_up, changed_at = excluded.changed_at`,
    )
    .run(neverSent, at, late);
  database.sql('DELETE FROM alert_outbox WHERE made_at < ?').run(late);
  database
    .sql(
      `DELETE FROM alert_channels
       WHERE abs(changed_at - ?) > ? AND channel NOT IN (SELECT channel FROM alert_outbox)`,
    )
    .run(at, longestWait);
}

function claimed(database: Database, channels: readonly string[], now: number): Waiting | undefined {
  giveUp(database, now);
  const rows = database
    .sql(
      `SELECT seq, channel, body, made_at, attempts FROM alert_outbox AS one
       WHERE NOT (due_at BETWEEN ? AND ?) AND NOT (claimed_until BETWEEN ? AND ?) AND NOT EXISTS (
         SELECT 1 FROM alert_outbox AS older
         WHERE older.alert = one.alert AND older.channel = one.channel AND older.seq < one.seq)
       ORDER BY seq`,
    )
    // What is put off beyond the longest pause there is was so by a clock that ran ahead and has been set back.
    .all(...[longestPause, claimLasts].flatMap((longest) => [Math.round(now) + 1, Math.round(now + longest)]));
  for (const { seq, channel, body, made_at: madeAt, attempts } of rows) {
    if (!channels.includes(String(channel))) continue;
    const sending = sendingOf(body);
    if (!sending) {
      database.sql('DELETE FROM alert_outbox WHERE seq = ?').run(Number(seq));
      continue;
    }
    database
      .sql('UPDATE alert_outbox SET claimed_until = ? WHERE seq = ?')
      .run(Math.round(now + claimLasts), Number(seq));
    return { ...sending, seq: Number(seq), madeAt: Number(madeAt), attempts: Number(attempts) };
  }
  return undefined;
}
