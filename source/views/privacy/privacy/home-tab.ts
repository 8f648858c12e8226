import { agoText } from '../../../domain/format.ts';
import { type FieldColor, fieldColors } from '../../../domain/privacy/local.ts';
import {
  isOverdue,
  type Regulation,
  type RegulationStage,
  regulationRank,
  regulationStage,
} from '../../../domain/privacy/regulations.ts';
import type { Standing } from '../../../domain/proof.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { type PrivacyTab, pages, type Target } from '../../../state/pages.ts';
import { listPane, paneState } from '../../../state/place.ts';
import { line, type Span, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { wrap } from '../../../theme/wrap.ts';
import { endUserNeeds, privacyMarkNeeds } from '../../../workspace/needs/privacy.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import type { Need } from '../../../workspace/polling/resource.ts';
import type { PrivacyField } from '../../../workspace/privacy/fields.ts';
import { regulations, suppressions } from '../../../workspace/resources/pages.ts';
import { keyName, keySpans } from '../../kit/key-words.ts';
import { adviceFor, isClosed, missingText, noneText } from '../../kit/need-states.ts';
import { remembered } from '../../kit/remembered.ts';
import { drawRowPage, type FactRow, filteredRows, stopsOf } from '../../kit/row-page.ts';
import { defineView, type ViewContext } from '../../kit/view.ts';
import {
  basisText,
  colorLabels,
  colorMark,
  colorTones,
  fieldsText,
  flowName,
  list,
  matchText,
  privacyRoles,
} from '../../kit/words/privacy.ts';
import { problemText } from '../../kit/words.ts';
import { fieldsFor, flowsFor, reachCount, reachOf, reachStanding, reachText } from '../data.ts';
import { regulationSpans, subjectsText } from '../regulation-words.ts';

/** Width rows are made for before the drawing size is known: only their keys matter then. */
const anyWidth = 80;
/** Fields and regulations that are named; the other tabs have all. */
const mostShown = 8;
/** From this width on a red field says whether it waits to be classified. */
const roomy = 110;

const needsOf = remembered<readonly Need[]>();

/** The state of everything: flows against a mark, counts by colour, what is red, and the API's regulations. */
export const homeTab = defineView<undefined>({
  id: pages.privacy.id,
  aliases: [],
  title: () => t`Privacy`,
  model: () => undefined,
  panes: (_, context) => [{ id: listPane, rows: stopsOf(shown(context, anyWidth)) }],
  draw: (_, context) =>
    drawRowPage({ pane: listPane, title: t`Privacy`, head: [], rows: (width) => shown(context, width) }, context),
  needs: (_, { overview, read, period, local: { privacy } }) =>
    needsOf({ read }, [overview, period, privacy], () => [
      ...privacyMarkNeeds(read, period, privacy),
      ...endUserNeeds(read),
    ]),
});

const shown = (context: ViewContext, width: number): readonly FactRow[] =>
  filteredRows(rows(context, width), paneState(context.place, listPane).filter);

const tabTarget = (tab: PrivacyTab): Target => pages.privacy.at({ tab });

const heading = (text: SafeText, note: SafeText = t``): FactRow => ({
  line: line(span(text, 'strong'), span(note === '' ? t`` : t`  ${note}`, 'dim')),
});
const gap: FactRow = { line: line() };
const notes = (text: SafeText, width: number): FactRow[] =>
  wrap(text, Math.min(100, width - 5)).map((row) => ({ line: line(t`   `, span(row, 'dim')) }));

/** A row that leads to a tab. */
function lead(key: string, tab: PrivacyTab, ...parts: readonly (Span | SafeText | undefined)[]): FactRow {
  return { key, open: tabTarget(tab), line: line(t`   `, ...parts) };
}

const documentation = t`https://segment.com/docs/privacy/portal/`;

/** Where Segment explains the portal (P-05). */
const documentationRow = (context: ViewContext): FactRow => ({
  key: 'documentation',
  subject: { kind: 'other', id: documentation, name: documentation },
  line: line(t`   `, span(t`Documentation  `, 'dim'), documentation, t`  `, ...keySpans(context, 'copy', t`copies`)),
});

function rows(context: ViewContext, width: number): readonly FactRow[] {
  return [
    ...brokenRows(context),
    ...fieldRows(context, width),
    gap,
    ...redRows(context, width),
    gap,
    ...endUserRows(context, width),
    gap,
    documentationRow(context),
  ];
}

/** Marks of the user that are broken: the main reason to open the page. */
function brokenRows(context: ViewContext): FactRow[] {
  const { glyphs } = context;
  const broken = flowsFor(context).filter((flow) => flow.broken.length > 0);
  if (broken.length === 0) return [];
  return [
    heading(t`Flows though it should not`, t`by your own marks; segtop stops nothing`),
    ...broken.flatMap((flow) =>
      flow.broken.map((color) => {
        const paths = flow.fields[color].map(({ path }) => path);
        const what = t`${fieldsText(paths.length)}: ${list(paths, 3)}`;
        return lead(
          `broken:${flow.key}:${color}`,
          'settings',
          span(t`${glyphs.partial} ${colorLabels[color]}`, 'bad'),
          span(t` ${flow.kind === 'source' ? glyphs.left : glyphs.right} ${flowName(flow, glyphs)}`, 'strong'),
          span(t`  ${what}`),
        );
      }),
    ),
    gap,
  ];
}

function fieldRows(context: ViewContext, width: number): FactRow[] {
  const fields = fieldsFor(context);
  const { all } = fields;
  const waiting = all.filter(({ inventory }) => !inventory).length;
  const whose = t`yours, kept on this machine`;
  if (all.length === 0) return [heading(t`Fields`, whose), ...notes(nothingText(context), width)];
  return [
    heading(t`Fields`, whose),
    ...fieldColors.map((color) => colorRow(context, color)),
    lead('inbox', 'inbox', padToWidth(t`Inbox`, 10), count(waiting), span(t`  to classify`, 'dim')),
    lead(
      'inventory',
      'inventory',
      padToWidth(t`Inventory`, 10),
      count(all.length - waiting),
      span(t`  classified`, 'dim'),
    ),
    ...notes(
      t`${basisText(fields)}. The Public API has nothing of the Privacy Portal: ${keyName(context, 'browser')} leads to the web app's.`,
      width,
    ),
  ];
}

const count = (of: number): Span => span(padToWidth(t`${of}`, 5, 'right'), 'strong');

function colorRow(context: ViewContext, color: FieldColor): FactRow {
  const own = fieldsFor(context).all.filter((field) => field.color === color);
  const waiting = own.filter(({ inventory }) => !inventory).length;
  const reach = new Set(own.flatMap(({ path }) => reachOf(context, path).map(({ key }) => key))).size;
  return lead(
    `color:${color}`,
    'settings',
    colorMark(color, context.glyphs),
    span(padToWidth(t` ${colorLabels[color]}`, 9), own.length > 0 ? colorTones[color] : 'dim'),
    count(own.length),
    span(t`  ${padToWidth(fieldsTo(own.length, reach, reachStanding(context)), 24)}`),
    waiting > 0 ? span(t` ${waiting} to classify`, 'dim') : undefined,
  );
}

function fieldsTo(fields: number, reach: number, standing: Standing): SafeText {
  if (fields === 0) return t``;
  if (reach === 0) return standing.kind === 'whole' ? t`reach no destination` : t`reach: ${missingText(standing)}`;
  return t`reach ${reachCount(reach, standing)}`;
}

/** Why no field is known. */
function nothingText(context: ViewContext): SafeText {
  const basis = t`The API tells fields only in the rules of tracking plans; payloads that segtop reads add theirs.`;
  const none = noneText(fieldsFor(context).standing, t`Tracking plans`, t`None is known`);
  return t`${none}. ${basis}`;
}

/** The red fields, those that get to the most destinations first. */
function redRows(context: ViewContext, width: number): FactRow[] {
  const red = fieldsFor(context)
    .all.filter(({ color }) => color === 'red')
    .map((field) => ({ field, reach: reachOf(context, field.path).length }))
    .toSorted((a, b) => b.reach - a.reach);
  if (red.length === 0)
    return [
      heading(t`Red fields`),
      ...notes(noneText(fieldsFor(context).standing, t`Tracking plans`, t`None, as far as fields are known.`), width),
    ];
  const more = red.slice(mostShown).map(({ field }) => field);
  const waiting = more.filter(({ inventory }) => !inventory).length;
  const classified = more.length - waiting;
  return [
    heading(t`Red fields`, t`most destinations first`),
    ...red.slice(0, mostShown).map(({ field, reach }) => redRow(field, reach, context, width)),
    ...(waiting > 0 ? [lead('red:more', 'inbox', span(t`${waiting} more in the inbox`, 'dim'))] : []),
    ...(classified > 0
      ? [lead('red:classified', 'inventory', span(t`${classified} more in the inventory`, 'dim'))]
      : []),
  ];
}

function redRow(field: PrivacyField, reach: number, context: ViewContext, width: number): FactRow {
  const { glyphs } = context;
  const { path, match, inventory, byHand } = field;
  const names = Math.min(44, Math.max(16, Math.floor(width / 3)));
  return {
    key: `red:${path}`,
    open: pages.privacyField.at(path),
    subject: { kind: 'field', id: path, name: path },
    line: line(
      t`   `,
      colorMark('red', glyphs),
      t` `,
      padToWidth(path, names),
      span(t`  ${padToWidth(reachText(context, reach), 15)}`, reach > 0 ? 'bad' : 'dim'),
      span(t`  ${padToWidth(byHand ? t`by you` : matchText(match, glyphs), 30)}`, 'dim'),
      inventory || width < roomy ? undefined : span(t`  to classify`, 'warn'),
    ),
  };
}

/** Requests about people: of the API. */
function endUserRows(context: ViewContext, width: number): FactRow[] {
  const { read, glyphs } = context;
  const first = heading(t`End-user privacy`, t`from the Public API, last 90 days`);
  const { data, error } = read(regulations);
  if (!data) {
    const help = isClosed(error) ? t`; ${adviceFor(error!, privacyRoles)}` : t``;
    return [first, ...notes(error ? t`Regulations: ${problemText(error)}${help}` : t`Reading regulations…`, width)];
  }
  const inStage = (stage: RegulationStage) => data.filter((one) => regulationStage(one) === stage).length;
  const [wrong, unknown, going, done] = [inStage('wrong'), inStage('unknown'), inStage('under way'), inStage('done')];
  const all = isWhole(read(regulations));
  const none = all ? t`0` : t`–`;
  const soMany = (of: number): SafeText => (of === 0 ? none : t`${of}${all ? t`` : t`+`}`);
  const suppressed = read(suppressions).data;
  const people = suppressed?.subjects.reduce((sum, subject) => sum + subject.count, 0);
  const stale = error ? span(t`  not renewed: ${problemText(error)}`, 'warn') : undefined;
  const more = data.length - done - mostShown;
  return [
    first,
    lead(
      'regulations',
      'end-user',
      span(t`${wrong > 0 ? t`${glyphs.failing} ` : t``}${soMany(wrong)} failed`, wrong > 0 ? 'bad' : 'dim'),
      span(t`  ${soMany(going)} in progress`, going > 0 ? 'info' : 'dim'),
      span(t`  ${soMany(done)} finished`, 'dim'),
      unknown > 0 ? span(t`  ${soMany(unknown)} of another status`, 'dim') : undefined,
      people === undefined
        ? undefined
        : span(t`  ${suppressed?.isWhole ? t`` : t`at least `}${people} suppressed`, 'dim'),
      stale,
    ),
    ...data
      .filter((one) => regulationStage(one) !== 'done')
      .toSorted((a, b) => regulationRank(a) - regulationRank(b) || (b.createdAt ?? 0) - (a.createdAt ?? 0))
      .slice(0, mostShown)
      .map((one) => regulationRow(one, context)),
    ...(more > 0 ? [lead('regulations:more', 'end-user', span(t`${more} more`, 'dim'))] : []),
  ];
}

function regulationRow({ id, type, status, createdAt, subjects }: Regulation, { glyphs, now }: ViewContext): FactRow {
  const late = isOverdue({ status, createdAt }, now) ? span(t`  over the 30 days promised`, 'bad') : undefined;
  return {
    key: `regulation:${id}`,
    open: pages.regulation.at(id),
    subject: { kind: 'other', id, name: type },
    line: line(
      t`   `,
      ...regulationSpans(status, glyphs),
      t`  ${type}`,
      span(t`  ${subjectsText(subjects)}`, 'dim'),
      createdAt === undefined ? undefined : span(t`  ${agoText(createdAt, now)}`, 'dim'),
      late,
    ),
  };
}
