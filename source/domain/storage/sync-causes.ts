import { type SafeText, sanitise, t } from '../text.ts';

/** Why a warehouse sync failed and what helps (rule 117). */
export interface SyncCause {
  readonly kind: 'permissions' | 'credentials' | 'network' | 'resizing' | 'limits' | 'setup' | 'unknown';
  readonly cause: SafeText;
  readonly action: SafeText;
}

const permissions = (cause: SafeText): SyncCause => ({
  kind: 'permissions',
  cause,
  action: t`Grant Segment's user create and write rights on the schema; the next sync retries what failed.`,
});
const credentials = (cause: SafeText): SyncCause => ({
  kind: 'credentials',
  cause,
  action: t`Correct host, user and password in the warehouse's settings.`,
});
const network = (cause: SafeText): SyncCause => ({
  kind: 'network',
  cause,
  action: t`Check allow lists, VPN and public access; ask Segment support if several syncs in a row fail.`,
});

/** First match wins: exact codes before words that may occur beside them. */
const causes: readonly (readonly [RegExp, SyncCause])[] = [
  [
    /\b42601\b[\s\S]*\bencode\b|\bencode\b[\s\S]*\b42601\b/i,
    {
      kind: 'setup',
      cause: t`A Postgres database is connected as Redshift.`,
      action: t`Connect the database again with the Postgres type.`,
    },
  ],
  [
    /\b002318\b|ansi reserved/i,
    {
      kind: 'setup',
      cause: t`A column name is a reserved word in Snowflake.`,
      action: t`Rename the property in the sending code or leave it out of the sync.`,
    },
  ],
  [
    /received_at/i,
    {
      kind: 'setup',
      cause: t`The column received_at is deselected, which every sync needs.`,
      action: t`Select received_at again in selective sync.`,
    },
  ],
  [
    /\b57014\b|cluster[\s\S]{0,40}\bresiz|\bresizing\b/i,
    {
      kind: 'resizing',
      cause: t`The cluster is being resized, so running queries are cancelled.`,
      action: t`Wait until the resize is over; the next sync retries what failed.`,
    },
  ],
  [
    /\b1040\b|too many (?:tables|columns)|exceeds? the (?:limit|maximum)[\s\S]{0,30}(?:tables|columns)/i,
    {
      kind: 'limits',
      cause: t`The warehouse has more tables or columns than it allows.`,
      action: t`Drop unused tables, sync fewer events, or ask Segment support.`,
    },
  ],
  [/\b3F000\b/i, permissions(t`The schema does not exist or Segment's user may not see it.`)],
  [/\b42501\b|permission denied|insufficient privileges?|access denied/i, permissions(t`Permission denied.`)],
  [/not permitted to log ?in/i, permissions(t`The role of Segment's user is not permitted to log in.`)],
  [
    /password authentication failed|\b28P01\b|\b28000\b|incorrect username or password|invalid credentials/i,
    credentials(t`The user name or password is wrong.`),
  ],
  [/no such host|\benotfound\b|could not translate host/i, credentials(t`The host name does not exist.`)],
  [/timed? ?out|timeout|\betimedout\b/i, network(t`The connection timed out.`)],
  [/connection refused|\beconnrefused\b/i, network(t`The connection was refused.`)],
  [/\bEOF\b|connection reset|broken pipe/i, network(t`The connection was closed in the middle of the sync.`)],
];

const unknown: SyncCause = {
  kind: 'unknown',
  cause: t`A cause that Segment does not document.`,
  action: t`Read the notice; check credentials and rights in the warehouse.`,
};

/** Longest notice that is searched. */
const longestNotice = 4000;

/** The cause behind a sync notice and what to do about it. Never fails; an unknown notice says so. */
export function syncCause(notice: string): SyncCause {
  const text = notice.slice(0, longestNotice);
  return causes.find(([pattern]) => pattern.test(text))?.[1] ?? unknown;
}

/** The five-character SQLSTATE that a notice names, such as 42501. */
export function sqlState(notice: string): SafeText | undefined {
  const code = /\bSQLSTATE[\s:=[(]*([0-9A-Z]{5})\b/i.exec(notice.slice(0, longestNotice))?.[1];
  return code === undefined ? undefined : sanitise(code.toUpperCase());
}
