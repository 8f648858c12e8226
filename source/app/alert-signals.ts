import { apart, minute } from '../domain/time.ts';
import { type AlertRecord, isMuted } from '../domain/watch/alerts/alert.ts';
import { alertText } from '../domain/watch/alerts/message.ts';
import { isQuiet } from '../domain/watch/alerts/quiet-hours.ts';
import type { AlertSettings } from '../domain/watch/alerts/settings.ts';

/** The least time between two signals: a burst is one event to a person. */
const ringEvery = minute;
/** Terminals show one line. */
const longestText = 200;

/**
 * Tells the terminal of the user what came up: by its bell, or by the sequences that terminals show as notifications of the
 * desktop. One signal at most in a minute: what comes up meanwhile is counted in the next. What is muted, or held by quiet
 * hours, is told when that ends and it still stands; what is acknowledged, or over by then, is not.
 */
export function alertSignals(
  { terminal, quiet }: AlertSettings,
  write: (sequence: string) => void,
  now: () => number,
): (news: readonly AlertRecord[], all: readonly AlertRecord[]) => void {
  const openedAt = now();
  let rungAt = openedAt;
  const waiting = new Set<string>();
  // What is wrong as the dashboard opens is seen by who opens it, although it is read bit by bit.
  const isSeen = ({ finding }: AlertRecord): boolean =>
    apart(now(), openedAt) < ringEvery && (finding.since === undefined || finding.since < openedAt);
  return (news, all) => {
    for (const record of news) if (!isSeen(record)) waiting.add(record.id);
    const standing = all.filter(({ id, state }) => waiting.has(id) && state === 'raised');
    const ids = new Set(standing.filter((each) => each.acknowledgedAt === undefined).map(({ id }) => id));
    for (const id of waiting) if (!ids.has(id)) waiting.delete(id);
    if (apart(now(), rungAt) < ringEvery) return;
    const told = standing
      .filter((record) => ids.has(record.id) && !isMuted(record, now()) && !isQuiet(quiet, severityOf(record), now()))
      .toSorted((a, b) => weightOf(b) - weightOf(a));
    const [first] = told;
    if (!first) return;
    rungAt = now();
    for (const { id } of told) waiting.delete(id);
    const others = told.length > 1 ? ` and ${told.length - 1} more` : '';
    const text = clean(`${first.finding.subject.name}: ${alertText(first)}`).slice(0, longestText - others.length);
    for (const signal of terminal) write(sequences[signal](`${text}${others}`));
  };
}

const severityOf = ({ finding }: AlertRecord) => finding.severity;
const weightOf = (record: AlertRecord): number => (severityOf(record) === 'critical' ? 1 : 0);

const sequences = {
  bell: () => '\u0007',
  osc9: (text: string) => `\u001b]9;segtop: ${text}\u0007`,
  osc777: (text: string) => `\u001b]777;notify;segtop;${text.replaceAll(';', ',')}\u0007`,
} as const;

/** The text is safe already; a sequence must not hold its own end, and OSC 9 takes a leading digit for something else. */
function clean(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '');
}
