import { counted, percentText } from '../../../domain/format.ts';
import { joined, type SafeText, sanitise, t } from '../../../domain/text.ts';
import type { AlertRecord, AlertSubject } from '../../../domain/watch/alerts/alert.ts';
import type { AlertRule, AllRuleSettings, RuleParameter } from '../../../domain/watch/alerts/rules.ts';
import { parameterOf } from '../../../domain/watch/alerts/rules.ts';
import { pages, type Target } from '../../../state/pages.ts';
import type { Subject } from '../../../state/pane.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { type Span, span } from '../../../theme/line.ts';

const marks: Readonly<Record<string, (glyphs: Glyphs) => Span>> = {
  DISABLED: (glyphs) => span(glyphs.idle, 'warn'),
};

/** Never colour alone: what loses data now is a diamond, what wants a look a triangle, what is off and should not be a hollow one. */
export function alertMark({ finding, state, holding }: AlertRecord, glyphs: Glyphs): Span {
  if (state === 'resolved' || holding.length === 0) return span(glyphs.healthy, 'good');
  const own = marks[finding.verdict];
  if (own) return own(glyphs);
  return finding.severity === 'critical' ? span(glyphs.failing, 'bad') : span(glyphs.partial, 'warn');
}

/** The name of what it is about, with the marks of this terminal. */
export function alertName({ finding, holding }: AlertRecord, { left, right }: Glyphs): SafeText {
  const name = sanitise(finding.subject.name.replaceAll('←', left).replaceAll('→', right));
  return holding.length > 1 ? t`${name} +${holding.length - 1}` : name;
}

const subjectKinds = ['source', 'destination', 'warehouse', 'model', 'audience', 'trait', 'space'] as const;

/** What keys of the row act on; filters and mappings are not known whose they are. */
export function subjectOf({ type, id, name }: AlertSubject): Subject {
  const kind = subjectKinds.find((each) => each === type) ?? 'other';
  return { kind, id, name };
}

/** The page of what it is about; what only the trail knows opens its trail. */
export function alertTarget({ finding }: AlertRecord): Target {
  const { type, id } = finding.subject;
  switch (type) {
    case 'destination':
      return pages.destination.at(id);
    case 'source':
      return finding.key.startsWith('violations:') ? pages.violationEvents.at(id) : pages.source.at(id);
    case 'warehouse':
      return finding.key.startsWith('report:') ? pages.audit.at({ resource: id }) : pages.warehouse.at(id);
    case 'model':
      return pages.reverseEtl.at({ model: id });
    case 'audience':
      return pages.audience.at(id);
    case 'trait':
      return pages.trait.at(id);
    case 'usage':
      return pages.usage.at();
    default:
      return pages.audit.at({ resource: id });
  }
}

const units: Readonly<Record<RuleParameter['unit'], (value: number) => SafeText>> = {
  percent: (value) => percentText(value),
  events: (value) => counted(value, t`event`),
  minutes: (value) => t`${value} min`,
  hours: (value) => t`${value} h`,
  days: (value) => t`${value} d`,
  times: (value) => t`${value}×`,
};

/** `below 95%`, `above 2%, fewest 20 events`: the numbers of a rule as they are in force. */
export function thresholdText({ id, parameters }: AlertRule, settings: AllRuleSettings): SafeText {
  const parts = Object.entries(parameters).map(([name, { unit }]) => {
    const value = units[unit](parameterOf(settings, id, name));
    return name === unit ? value : t`${sanitise(name)} ${value}`;
  });
  return parts.length > 0 ? joined(parts, t`, `) : t`–`;
}
