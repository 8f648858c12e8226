import { ago } from '../../../domain/format.ts';
import type { FieldColor } from '../../../domain/privacy/local.ts';
import type { PiiMatch } from '../../../domain/privacy/pii.ts';
import { joined, type SafeText, sanitise, t } from '../../../domain/text.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { type Span, span, type Tone } from '../../../theme/line.ts';
import type { PrivacyField, PrivacyFields } from '../../../workspace/privacy/fields.ts';
import type { ColorFlow } from '../../../workspace/privacy/flows.ts';
import * as resources from '../../../workspace/resources/common.ts';
import type { ViewContext } from '../view.ts';
import { problemText } from '../words.ts';

/** The wording of the pages about privacy. */

export const colorLabels: Readonly<Record<FieldColor, SafeText>> = {
  red: t`Red`,
  yellow: t`Yellow`,
  green: t`Green`,
};

export const colorTones: Readonly<Record<FieldColor, Tone>> = { red: 'bad', yellow: 'warn', green: 'good' };

/** The mark of a colour: never colour alone. */
export function colorMark(color: FieldColor, { failing, partial, healthy }: Glyphs): Span {
  return span({ red: failing, yellow: partial, green: healthy }[color], colorTones[color]);
}

/** `◆ Red`. */
export function colorSpans(color: FieldColor, glyphs: Glyphs): readonly Span[] {
  return [colorMark(color, glyphs), span(t` ${colorLabels[color]}`, color === 'green' ? 'dim' : colorTones[color])];
}

/** `email · key · exact` (P-02). */
export function matchText(match: PiiMatch | undefined, { dot }: Pick<Glyphs, 'dot'>): SafeText {
  if (!match) return t`no matcher`;
  return t`${match.matcher} ${dot} ${match.on === 'key' ? t`key` : t`value`} ${dot} ${match.exact ? t`exact` : t`similar`}`;
}

/** The first of several and how many more there are. */
export function severalText(names: readonly SafeText[]): SafeText {
  const [first] = names;
  if (first === undefined) return t`–`;
  return names.length === 1 ? first : t`${first} +${names.length - 1}`;
}

export function sourceNames({ read }: ViewContext, { sources }: Pick<PrivacyField, 'sources'>): readonly SafeText[] {
  const all = read(resources.sources).data ?? [];
  return sources.map((id) => all.find((source) => source.id === id)?.name ?? sanitise(id.slice(0, 8)));
}

/** Labels of the sources, as a filter finds them: environment:prod. */
export function sourceLabels({ read }: ViewContext, { sources }: Pick<PrivacyField, 'sources'>): readonly SafeText[] {
  const all = read(resources.sources).data ?? [];
  return all
    .filter(({ id }) => sources.includes(id))
    .flatMap(({ labels }) => labels.map(({ key, value }) => t`${key}:${value}`));
}

/** When it was in a payload; a plan does not tell that. */
export function seenText({ lastSeen, planned, payloads }: PrivacyField, now: number): SafeText {
  if (lastSeen !== undefined) return ago(lastSeen, now);
  if (payloads > 0) return t`seen`;
  return planned ? t`planned` : t`kept`;
}

/** `Braze ← Web (prod)`. */
export function flowName({ name, source, kind }: ColorFlow, { left }: Glyphs): SafeText {
  return kind === 'source' || !source ? name : t`${name} ${left} ${source.name}`;
}

const plural = (count: number, one: SafeText, many: SafeText): SafeText =>
  count === 1 ? t`1 ${one}` : t`${count} ${many}`;

export const fieldsText = (count: number): SafeText => plural(count, t`field`, t`fields`);
export const payloadsText = (count: number): SafeText => plural(count, t`payload`, t`payloads`);
export const destinationsText = (count: number): SafeText => plural(count, t`destination`, t`destinations`);

/** Who may read what is about end users. */
export const privacyRoles = t`a Workspace Owner or an End User Privacy Admin`;

/** What the fields were found in, and what that leaves out: they are never all there are (P-01). */
export function basisText({ plans, plansRead, payloads, reading, standing }: PrivacyFields): SafeText {
  const all = plural(plans, t`tracking plan`, t`tracking plans`);
  const trouble = reading.error ? t` (${problemText(reading.error)})` : t``;
  const listed = reading.data !== undefined || plans > 0;
  const read = listed
    ? plansRead < plans
      ? t`${plansRead} of ${all}${standing.kind === 'reading' ? t` so far` : trouble}`
      : t`${all}${trouble}`
    : t`tracking plans${reading.error ? trouble : t` that are being read`}`;
  return t`From ${read} and ${payloadsText(payloads)} of 7 days that segtop has read`;
}

/** Said wherever classes are shown, so that nobody takes them for controls. */
export const localText = t`Colours are yours, kept on this machine: the Public API has nothing of the Privacy Portal`;

/** The first names in words, and how many more there are. */
export function list(names: readonly SafeText[], most: number): SafeText {
  const more = names.length > most ? t` and ${names.length - most} more` : t``;
  return t`${joined(names.slice(0, most), t`, `)}${more}`;
}
