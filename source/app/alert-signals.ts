import { minute } from '../domain/time.ts';
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
 * desktop. Nothing is told of what is muted, acknowledged, or waits for the end of quiet hours.
 */
export function alertSignals(
  { terminal, quiet }: AlertSettings,
  write: (sequence: string) => void,
  now: () => number,
): (news: readonly AlertRecord[]) => void {
  // What is wrong as the dashboard opens is seen by who opens it.
  let rungAt = now();
  return (news) => {
    const told = news.filter(
      (record) =>
        !isMuted(record, now()) &&
        record.acknowledgedAt === undefined &&
        !isQuiet(quiet, record.finding.severity, now()),
    );
    const [first] = told;
    if (!first || now() - rungAt < ringEvery) return;
    rungAt = now();
    const others = told.length > 1 ? ` and ${told.length - 1} more` : '';
    const name = clean(`${first.finding.subject.name}: ${alertText(first)}${others}`);
    for (const signal of terminal) write(sequences[signal](name));
  };
}

const sequences = {
  bell: () => '\u0007',
  osc9: (text: string) => `\u001b]9;segtop: ${text}\u0007`,
  osc777: (text: string) => `\u001b]777;notify;segtop;${text.replaceAll(';', ',')}\u0007`,
} as const;

/** The text is safe already; a sequence must not hold its own end, and OSC 9 takes a leading digit for something else. */
function clean(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '').slice(0, longestText);
}
