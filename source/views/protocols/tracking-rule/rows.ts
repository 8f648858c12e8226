import { jsonLine, jsonRows } from '../../../components/json/lines.ts';
import { ago, agoText, clock, compact, dateText } from '../../../domain/format.ts';
import type { TrackingPlanRule } from '../../../domain/protocols/plans.ts';
import { hasMoreFields, type SchemaField, schemaFields } from '../../../domain/protocols/schema-fields.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { type Line, line, type Span, span } from '../../../theme/line.ts';
import { padToWidth, widthOf } from '../../../theme/width.ts';
import { wrap } from '../../../theme/wrap.ts';
import { wholeOf } from '../../../workspace/polling/proof.ts';
import { brokenFields, type PlanRule } from '../../../workspace/protocols/plan-rules.ts';
import { trackingPlanSources } from '../../../workspace/resources/common.ts';
import type { FactRow } from '../../kit/row-page.ts';
import { factLine } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { ruleType } from '../../kit/words/plans.ts';
import { sourceName } from '../../kit/words/protocols.ts';
import { brokenText, fieldTakes, moreFields, violationsTarget } from '../rule-words.ts';

const nameRoom = 12;

const named = factLine(nameRoom);

const fact = (name: SafeText, ...value: readonly (Span | SafeText)[]): FactRow => ({
  key: `fact:${name}`,
  line: named(name, ...value),
});

/** What the rule is for, since when, and what breaks it now. */
export function stateRows(row: PlanRule, planId: string, context: ViewContext): FactRow[] {
  const { rule, violating, lastSeen, basis } = row;
  const { now } = context;
  const changed = rule.updatedAt ?? rule.createdAt;
  return [
    fact(t`For`, span(ruleType(rule.type), 'strong'), span(t`  version ${rule.version}`, 'dim')),
    ...(changed === undefined
      ? []
      : [fact(t`Changed`, clock(changed, now), span(t`  ${agoText(changed, now)}`, 'dim'))]),
    ...(rule.deprecatedAt === undefined ? [] : [fact(t`Deprecated`, span(dateText(rule.deprecatedAt, now), 'warn'))]),
    violating === undefined
      ? fact(t`Broken by`, span(unknownText(row, planId, context), 'dim'))
      : fact(
          t`Broken by`,
          span(brokenText(violating, row), violating > 0 ? 'bad' : uncounted[basis] ? 'text' : 'good'),
          span(lastSeen === undefined ? t`` : t`  last ${ago(lastSeen, now)}`, 'dim'),
        ),
    ...(violating !== undefined && uncounted[basis]
      ? [{ key: 'basis', line: line(span(uncounted[basis], 'dim')) }]
      : []),
    ...row.brokenBy.map((id) => brokenByRow(id, rule, context)),
  ];
}

/** What a count leaves out, by what it is a count of. */
const uncounted: Readonly<Partial<Record<PlanRule['basis'], SafeText>>> = {
  blocked: t`Only blocked events are counted: those that the controls let pass are not known.`,
  mixed: t`Of some sources only blocked events are counted.`,
};

/** Why it is not known that nothing breaks it. */
function unknownText({ told }: PlanRule, planId: string, { read }: ViewContext): SafeText {
  if (told > 0) return t`not known: not every source of the plan is read`;
  const bound = wholeOf(read(trackingPlanSources(planId)));
  return bound?.length === 0
    ? t`nothing is checked: no source is connected to the plan`
    : t`not known: no source of the plan is read yet`;
}

/** A source that breaks the rule leads to what it sends wrong. */
function brokenByRow(id: string, rule: TrackingPlanRule, context: ViewContext): FactRow {
  const name = sourceName(context, id);
  return {
    key: `by:${id}`,
    open: violationsTarget(id, rule),
    subject: { kind: 'source', id, name },
    line: line(
      span(context.glyphs.failing, 'bad'),
      span(t` ${name}`, 'accent'),
      span(t`  its violations of this rule`, 'dim'),
    ),
  };
}

/** Below this width what a field takes stands under its name. */
const besideFrom = 64;
const widestPath = 40;

/** Every field with its type, whether it is required and what it takes. */
export function fieldRows({ rule }: PlanRule, planId: string, context: ViewContext, width: number): FactRow[] {
  const fields = schemaFields(rule.schema);
  if (rule.schema === null)
    return [{ key: 'no-schema', line: line(span(t`The rule has no schema: any fields are taken.`, 'dim')) }];
  if (fields.length === 0)
    return [{ key: 'no-fields', line: line(span(t`The schema names no field; the JSON below is all of it.`, 'dim')) }];
  const broken = brokenFields(context.read, context.period, planId, rule);
  const room = Math.min(widestPath, Math.max(...fields.map(({ path }) => widthOf(path))));
  return [
    ...fields.map((field) => fieldRow(field, broken?.get(field.path), room, context, width)),
    ...(hasMoreFields(rule.schema) ? [{ key: 'more-fields', line: line(span(moreFields, 'dim')) }] : []),
  ];
}

function fieldRow(
  field: SchemaField,
  broken: number | undefined,
  room: number,
  { glyphs }: ViewContext,
  width: number,
): FactRow {
  const { path, required, description } = field;
  const mark = broken ? span(t`${glyphs.failing} `, 'bad') : span(t`  `);
  const need = required ? span(t`required`, 'warn') : span(t`optional`, 'dim');
  const count = broken ? span(t`  ${compact(broken)} broken`, 'bad') : undefined;
  const beside = width >= besideFrom;
  const name = span(
    padToWidth(path, beside ? Math.max(room, widthOf(path)) : Math.min(widthOf(path), width - 14)),
    broken ? 'bad' : 'strong',
  );
  const indent = t`    `;
  const more = [
    ...(beside ? [] : wrapped(fieldTakes(field), indent, width)),
    ...wrapped(description, indent, width, 'dim'),
  ];
  const takes = beside ? span(t`  ${fieldTakes(field)}`) : undefined;
  return {
    key: `field:${path}`,
    subject: { kind: 'field', id: path, name: path },
    line: line(mark, name, t`  `, need, takes, count),
    more,
  };
}

const wrapped = (text: SafeText, indent: SafeText, width: number, tone: Span['tone'] = 'text'): Line[] =>
  text === '' ? [] : wrap(text, Math.max(8, width - widthOf(indent))).map((row) => line(indent, span(row, tone)));

/** Rows of a schema at most: what is longer is read in the web app. */
const longest = 5000;

/** The schema as it is, foldable; during a search nothing is folded. */
export function schemaRows(
  { schema }: TrackingPlanRule,
  folded: readonly string[],
  { glyphs }: Pick<ViewContext, 'glyphs'>,
): FactRow[] {
  return jsonRows(schema, { folded: new Set(folded), longest }).map((row) => ({
    key: `json:${row.number}`,
    line: jsonLine(row, { glyphs, digits: 0 }),
    ...(row.foldable ? { fold: row.path } : {}),
  }));
}
