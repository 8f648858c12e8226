import type { Audience, AudienceSchedule } from '../../domain/engage/computations.ts';
import { agoText, clockForms, compact, durationText, whole } from '../../domain/format.ts';
import type { Problem } from '../../domain/problem.ts';
import { joined, type SafeText, sanitise, t } from '../../domain/text.ts';
import { pages, type Target } from '../../state/pages.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { type Span, span, type Tone } from '../../theme/line.ts';
import { firstFit, widthOf } from '../../theme/width.ts';
import type { ComputationKind, ComputationRow, ComputationState, Runs } from '../../workspace/engage/computations.ts';
import { isWhole } from '../../workspace/polling/proof.ts';
import { problemText } from '../kit/words.ts';

/** The wording that the list of Engage and the pages of its audiences and traits share. */

export const kindNames: Readonly<Record<ComputationKind, SafeText>> = {
  audience: t`audience`,
  trait: t`computed trait`,
};

export function computationTarget({ kind, own, space }: ComputationRow): Target {
  return pages[kind].at(own.id, space.id);
}

const tones: Readonly<Record<ComputationState, Tone>> = {
  failing: 'bad',
  retrying: 'warn',
  locked: 'warn',
  idle: 'warn',
  working: 'info',
  live: 'good',
  unknown: 'dim',
  disabled: 'dim',
};

/** The mark of a computation: never colour alone. */
export function stateMark(state: ComputationState, glyphs: Glyphs): Span {
  const tone = tones[state];
  if (state === 'failing') return span(glyphs.failing, tone);
  if (state === 'retrying' || state === 'locked') return span(glyphs.partial, tone);
  if (state === 'idle') return span(glyphs.idle, tone);
  // A run under way is no state of its own: the word beside it says so.
  if (state === 'live' || state === 'working') return span(glyphs.healthy, 'good');
  return span(glyphs.inactive, tone);
}

/** The API's own word (rule 130); one that is switched off is Disabled whatever the word says. */
export function statusSpan({ own, state }: Pick<ComputationRow, 'own' | 'state'>): Span {
  const word = own.enabled ? own.status : t`Disabled`;
  return word === '' ? span(t`unknown`, 'dim') : span(word, tones[state]);
}

const failedText = (times: number): SafeText => (times > 1 ? t`failed ${times}×` : t`failed`);

/** `failed 3×, last good 06:10  22m ago`: what the trail tells of the runs, most telling first. */
export function runSpans(runs: Runs, kind: ComputationKind, now: number, width = 0): Span[] {
  const { failed, syncsFailed, lastFailed, lastSyncFailed, lastGood } = runs;
  if (failed === 0 && syncsFailed === 0)
    return [lastGood === undefined ? span(t`–`, 'dim') : span(t`good ${agoText(lastGood, now)}`)];
  const sync = syncsFailed > 0 ? t`sync ${failedText(syncsFailed)}` : t``;
  const what = failed === 0 ? sync : t`${failedText(failed)}${sync === '' ? t`` : t`, ${sync}`}`;
  const room = width === 0 ? 0 : Math.max(1, width - widthOf(what) - 1);
  const forms = lastGood === undefined ? [] : clockForms(lastGood, now).map((form) => t`, last good ${form}`);
  // A day that is cut short would read as another one: it is left out.
  const good = lastGood === undefined ? t`, no good run known` : firstFit([...forms, t``], room);
  const last = Math.max(lastFailed ?? 0, lastSyncFailed ?? 0);
  return [span(what, 'bad'), span(kind === 'audience' ? good : t``), span(t`  ${agoText(last, now)}`, 'dim')];
}

const counted: Readonly<Record<string, SafeText>> = { USERS: t`users`, ACCOUNTS: t`accounts`, ENTITIES: t`entities` };

/** What an audience counts: `users`, `accounts`. */
export function membersOf(word: SafeText): SafeText {
  return Object.hasOwn(counted, word) ? counted[word]! : sanitise(word.toLowerCase());
}

/** The number of members in a column; undefined where the API tells none. */
export function sizeOf(audience: Audience | undefined): number | undefined {
  return audience?.size?.count ?? audience?.size?.uniqueCount;
}

/** `18,402 users`. */
export function sizeText(audience: Audience): SafeText | undefined {
  const size = sizeOf(audience);
  return size === undefined || !audience.size ? undefined : t`${whole(size)} ${membersOf(audience.size.of)}`;
}

const days = [t`Sun`, t`Mon`, t`Tue`, t`Wed`, t`Thu`, t`Fri`, t`Sat`];

function scheduleText({ interval, days: on, hours, timezone }: AudienceSchedule): SafeText {
  if (interval !== '') return t`every ${interval}`;
  const named = joined(
    on.map((day) => (day === undefined ? t`?` : (days[day % 7] ?? t`${day}`))),
    t` `,
  );
  const at =
    hours.length === 0
      ? t``
      : t` at ${joined(
          hours.map((hour) => (hour === undefined ? t`?` : t`${hour}:00`)),
          t`, `,
        )} ${timezone}`;
  return named === '' && at === '' ? t`by a schedule` : t`${named}${at}`;
}

/** `realtime`, `every 8h`: when it is computed. */
export function cadenceText({ cadence, schedules }: Audience): SafeText {
  if (schedules.length > 0) return joined(schedules.map(scheduleText), t`; `);
  if (cadence === '') return t`unknown`;
  return sanitise(cadence.toLowerCase());
}

/** `in 3h`; one that is past is due. */
export function nextText(at: number | undefined, now: number): SafeText {
  if (at === undefined) return t``;
  return at <= now ? t`due` : t`in ${durationText(at - now)}`;
}

/** As short as the column: what a token may not read has no status beside it. */
const refusalText = (error: Problem): SafeText => (error.kind === 'no-access' ? t`no access` : problemText(error));

/** Where it is sent, in a column: how many, with a name where there is one only. */
export function destinationsSpan({ kind, destinations }: ComputationRow): Span {
  if (kind === 'trait') return span(t`unknown`, 'dim');
  const { data, error } = destinations ?? {};
  if (data === undefined) return error ? span(refusalText(error), 'warn') : span(t`–`, 'dim');
  const whole = isWhole(destinations!);
  if (data.length === 0) return whole ? span(t`none`, 'warn') : span(t`–`, 'dim');
  const names = joined(
    data.map(({ name }) => name),
    t`, `,
  );
  if (!whole) return span(t`${compact(data.length)}+: ${names}`);
  return span(data.length === 1 ? names : t`${compact(data.length)}: ${names}`);
}
