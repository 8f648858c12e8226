import { compact, percentText } from '../domain/format.ts';
import { type SafeText, t } from '../domain/text.ts';
import { asciiText, glyphs } from '../theme/glyphs.ts';
import { triageSentence, triageVerdict } from '../views/triage-words.ts';
import type { Overview } from '../workspace/overview.ts';
import type { Status, TriageWords } from '../workspace/status.ts';
import type { TriageItem } from '../workspace/triage.ts';

/** `segtop status` for people: the totals, what is wrong, worst first, and what could not be read. Unknown counts are a dash. */
export function statusReport(picture: Overview, answer: Status, ascii: boolean): string {
  const { triage, now } = picture;
  const { workspace, sources, destinations, problems, period } = answer;
  const marks = glyphs(ascii);
  const lines = [
    `${workspace?.name ?? '–'}  ${period}`,
    `sources       ${known(sources.active)} active, ${known(sources.silent)} silent, ${known(sources.events)} events`,
    `destinations  ${known(destinations.enabled)} enabled, ${percentText(destinations.failedPercent ?? undefined)} failed (${known(destinations.failed)} of ${known(destinations.attempted)}), ${known(destinations.failing)} with failures`,
    ...triage.map((item) => `  ${triageSentence(item, { glyphs: marks, now })}`),
    ...(triage.length === 0
      ? [`  ${problems.length > 0 ? 'nothing is wrong in what could be read' : 'nothing is wrong'}`]
      : []),
    ...problems.map(({ resource, message }) => `  not read: ${resource}: ${message}`),
  ];
  const text = `${lines.join('\n')}\n`;
  return ascii ? asciiText(text) : text;
}

/** A trouble for the JSON: the words of the text. */
export function triageWords(item: TriageItem, now: number): TriageWords {
  return { verdict: triageVerdict(item).text, sentence: triageSentence(item, { glyphs: glyphs(false), now }) };
}

function known(count: number | null): SafeText {
  return count === null ? t`–` : compact(count);
}

/** Why there is no answer, in one line. */
export function noAnswerLine({ problems }: Status): string {
  const first = problems.find(({ resource }) => resource === 'workspace') ?? problems[0];
  if (!first) return 'no answer';
  const { status, message } = first;
  if (status === 401 || status === 403) return `the token was refused (${status}): ${message}`;
  return `no answer: ${message}${status > 0 ? ` (${status})` : ''}`;
}
