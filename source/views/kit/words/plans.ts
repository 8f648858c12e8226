import type { AuditItem } from '../../../domain/entities.ts';
import { clock } from '../../../domain/format.ts';
import type { Loss } from '../../../domain/protocols/controls.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { type Span, span } from '../../../theme/line.ts';
import type { ViewContext } from '../view.ts';
import { actorText } from '../words.ts';

/** The wording that lists and pages of tracking plans share. */

const planTypes: Readonly<Record<string, SafeText>> = {
  LIVE: t`Live`,
  PROPERTY_LIBRARY: t`Properties`,
  RULE_LIBRARY: t`Rules`,
  TEMPLATE: t`Template`,
  ENGAGE: t`Engage`,
};

const titled = (word: string): SafeText =>
  sanitise(word.charAt(0).toUpperCase() + word.slice(1).toLowerCase().replaceAll('_', ' '));

/** Live plans check sources; libraries of properties or rules and templates are what plans are made from. A type that is not known is shown as the API wrote it. */
export function planType(type: string): SafeText {
  return Object.hasOwn(planTypes, type) ? planTypes[type]! : titled(type);
}

/** `Track`, `Identify`: the call that a rule is for. */
export function ruleType(type: string): SafeText {
  return titled(type);
}

const losses: Readonly<Record<Loss, Span>> = {
  events: span(t`events LOST`, 'bad'),
  kept: span(t`kept aside`, 'warn'),
  fields: span(t`fields LOST`, 'warn'),
  none: span(t`none`, 'good'),
};

/** What becomes of data outside the plan, in a column. */
export function lossSpan(loss: Loss | undefined): Span {
  return loss === undefined ? span(t`–`, 'dim') : losses[loss];
}

/** `ana@acme.example 14:01`: the newest change that the audit trail has. */
export function changeText(item: AuditItem, { now }: Pick<ViewContext, 'now'>): SafeText {
  return t`${actorText(item)} ${clock(item.at, now)}`;
}
