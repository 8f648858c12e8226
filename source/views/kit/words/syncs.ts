import type { Sync, SyncNotice } from '../../../domain/entities.ts';
import { clock, durationText, whole } from '../../../domain/format.ts';
import { sqlState, syncCause } from '../../../domain/storage/sync-causes.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { second } from '../../../domain/time.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { line, type Span, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { inRowText, type StorageHealth } from '../../../workspace/storage/health.ts';
import { sentence, wrappedFact } from '../page-rows.ts';
import type { PageRow } from '../page-view.ts';

const syncTones = { success: 'good', partial: 'warn', failure: 'bad', running: 'info', unknown: 'text' } as const;

/** The mark of a run: never colour alone. */
export function syncMark(status: Sync['status'], glyphs: Glyphs): Span {
  const marks = {
    success: glyphs.healthy,
    partial: glyphs.partial,
    failure: glyphs.failing,
    running: glyphs.dot,
    unknown: glyphs.inactive,
  } as const;
  return span(marks[status], syncTones[status]);
}

/** Why a warehouse fails, or loads in part: what its newest bad sync said, else how that stands. */
export function badSyncText(storage: Pick<StorageHealth, 'state' | 'notice' | 'failedInRow' | 'isAtLeast'>): SafeText {
  if (storage.notice) return storage.notice.message;
  if (storage.state === 'partial') return t`loaded in part`;
  return storage.failedInRow > 0 ? t`${inRowText(storage)} failed in a row` : t`failed`;
}

/** How long a run took. */
export const tookText = ({ seconds }: Pick<Sync, 'seconds'>): SafeText =>
  seconds === undefined ? t`–` : durationText(seconds * second);

/** A run of a warehouse on one line. */
export function syncSpans(sync: Sync, now: number, glyphs: Glyphs): readonly Span[] {
  const { start, word, status, rows } = sync;
  return [
    syncMark(status, glyphs),
    span(t` `),
    span(padToWidth(clock(start, now), 13), 'dim'),
    span(padToWidth(word, 9), syncTones[status]),
    span(padToWidth(whole(rows), 11, 'right')),
    span(t` ${rows === 1n ? t`row ` : t`rows`}  ${padToWidth(tookText(sync), 7)}`, 'dim'),
  ];
}

/** A notice whole, with its cause and what helps (rule 117). */
export function noticeRows({ level, message }: SyncNotice, width: number): PageRow[] {
  const { cause, action } = syncCause(message);
  const code = sqlState(message);
  return [
    ...wrappedFact(level === '' ? t`Notice` : t`Notice (${level})`, message, width, 'bad'),
    ...wrappedFact(t`Cause`, code === undefined ? cause : t`SQLSTATE ${code}: ${cause}`, width, 'strong'),
    ...wrappedFact(t`What helps`, action, width),
  ];
}

const meanings: Readonly<Record<Sync['status'], SafeText>> = {
  success: t`Everything was loaded. No rows can be right: then there was nothing to load.`,
  partial: t`Some rows were loaded, some were not: the next sync tries those again.`,
  failure: t`No rows were loaded: the next good sync loads everything since the last one.`,
  running: t`Still running.`,
  unknown: t`A result that segtop does not know.`,
};

/** What a run that was unfolded has to tell. The API has no result of single collections. */
export function syncDetailRows({ status, notices }: Sync, width: number): PageRow[] {
  const rows = [
    ...sentence(meanings[status], width),
    ...notices.flatMap((notice) => noticeRows(notice, width)),
    ...(status === 'success' || status === 'running'
      ? []
      : sentence(t`Which collections failed the API does not tell: the web app has it, in the sync history.`, width)),
  ];
  return rows.map((row) => ({ ...row, line: line(t`    `, ...row.line.spans) }));
}
