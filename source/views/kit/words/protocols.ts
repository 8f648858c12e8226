import type { SourceSettings } from '../../../domain/entities.ts';
import { clock, whole } from '../../../domain/format.ts';
import { type Control, controlsOf, type Loss, lossOf } from '../../../domain/protocols/controls.ts';
import { type SafeText, sanitise, t, word } from '../../../domain/text.ts';
import type { Span, Tone } from '../../../theme/line.ts';
import { span } from '../../../theme/line.ts';
import { forwardingOf, type SourceViolations } from '../../../workspace/protocols/violations.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { violationDetails } from '../../../workspace/resources/violations.ts';
import { keyText } from '../key-words.ts';
import type { ViewContext } from '../view.ts';
import { optionalPercent } from '../words.ts';

/** The wording that all pages about Protocols share. */

export const controlTone: Readonly<Record<Control, Tone>> = { allow: 'good', omit: 'warn', block: 'bad' };

/** A control by its name and what it does. */
export interface ControlWords {
  readonly name: SafeText;
  readonly does: Span;
}

export function controlWords(settings: SourceSettings): readonly ControlWords[] {
  const { unplannedEvents, unplannedProperties, schemaViolations, commonViolations } = controlsOf(settings);
  const one = (name: SafeText, control: Control): ControlWords => ({
    name,
    does: span(word(control), controlTone[control]),
  });
  return [
    one(t`Unplanned events`, unplannedEvents),
    one(t`Unplanned fields`, unplannedProperties),
    one(t`Schema violations`, schemaViolations),
    one(t`Common schema`, commonViolations),
  ];
}

const lossWords: Readonly<Record<Loss, readonly [SafeText, Tone]>> = {
  events: [t`Blocked events are LOST: nothing can bring them back.`, 'bad'],
  kept: [t`Blocked events are kept: they are forwarded whole.`, 'warn'],
  fields: [t`Fields outside the plan are LOST; the events themselves go on.`, 'warn'],
  none: [t`Nothing is lost here: destinations get the events as they are, wrong values included.`, 'good'],
};

/** Whether data is lost by what the controls do, in one sentence. */
export function lossSentence(settings: SourceSettings): { readonly text: SafeText; readonly tone: Tone } {
  const [text, tone] = lossWords[lossOf(settings)];
  return { text, tone };
}

/** A source by its name, also one of which only the id is known. */
export function sourceName({ overview }: Pick<ViewContext, 'overview'>, id: string): SafeText {
  return overview.flow.bySource.get(id)?.source.name ?? sanitise(id, 8);
}

/** Where violations and blocked events go besides. */
export function forwardingText(settings: SourceSettings, context: Pick<ViewContext, 'overview'>): SafeText {
  const { forwardingViolationsTo: violations, forwardingBlockedEventsTo: blocked } = settings;
  const parts = [
    violations === undefined ? t`violations nowhere` : t`violations to ${sourceName(context, violations)}`,
    blocked === undefined ? t`blocked events nowhere` : t`blocked events to ${sourceName(context, blocked)}`,
  ];
  return t`${parts[0]!}, ${parts[1]!}`;
}

/**
 * On what the counts of blocked events of a source rest, what else of its violations this host has seen, and the next step towards
 * counting all of them.
 */
export function blockedWords(sourceId: string, context: ViewContext): readonly SafeText[] {
  const { read, period, now } = context;
  const step = completeStep(read(resources.sourceSettings(sourceId)).data, context);
  const seen = read(violationDetails(period, sourceId)).data;
  if (seen?.kind !== 'details' || seen.rows.length === 0) return [blockedOnly, step];
  const count = seen.rows.reduce((sum, row) => sum + row.count, 0);
  const since = seen.since === undefined ? t`` : t` since ${clock(seen.since, now)}`;
  const shows = keyText(context, 'row.open', t`shows field, sentence and sample of each`);
  const how = t`${whole(count)} ${word(seen.basis)}${since}${shows === '' ? t`` : t`: ${shows}`}.`;
  return [t`Counted from what was blocked. Seen besides:`, how, ...(seen.basis === 'forwarded' ? [] : [step])];
}

/** The share of events with violations; one that is not known is no good news. */
export function violationShare({ violations, percent }: Pick<SourceViolations, 'violations' | 'percent'>): Span {
  return span(optionalPercent(percent), violations > 0 ? 'bad' : percent === undefined ? 'dim' : 'good');
}

/** What counts of blocked events leave out. */
export const blockedOnly = t`Counted from what was blocked. The API does not tell field, sentence and samples, and events that the controls allow stay invisible.`;

/** The next step towards counting all violations, by how they are forwarded now. */
export function completeStep(settings: SourceSettings | undefined, context: ViewContext): SafeText {
  if (!settings)
    return t`All of them can be counted where they are forwarded to a source of their own. Whether this source forwards them was not read.`;
  const target = settings.forwardingViolationsTo;
  if (target === undefined)
    return t`To count all of them, forward this source's violations to a source of their own (Schema configuration in the web app).`;
  const name = sourceName(context, target);
  switch (forwardingOf(context.read, settings)) {
    case 'own':
      return t`They are forwarded to ${name}, from which they are counted; only the events that arrive there name fields.`;
    case 'shared':
      return t`They are forwarded to ${name}, but so are those of other sources: forward them to a source of their own.`;
    case 'unknown':
      return t`They are forwarded to ${name}, where they can be counted if no other source forwards there.`;
  }
}
