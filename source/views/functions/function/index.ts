import { clock, counted, dateText, percentText } from '../../../domain/format.ts';
import type { FunctionDetails } from '../../../domain/functions/details.ts';
import { priority } from '../../../domain/queries.ts';
import { lower, type SafeText, sanitise, t, word } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, type Span, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { isTrouble, rateOf } from '../../../workspace/delivery/fleet.ts';
import { inventoryNeeds, needOf, pageNeeds } from '../../../workspace/needs/page.ts';
import type { Snapshot } from '../../../workspace/polling/snapshot.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { functionDetails, functionInstances, functionVersions, users } from '../../../workspace/resources/pages.ts';
import { destinationName } from '../../kit/destination-names.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice, noneSpan, noneText } from '../../kit/need-states.ts';
import { sentence, wrappedFact } from '../../kit/page-rows.ts';
import { factRow, type PageRow, pageView, type Section, textRow } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { type FunctionUse, functionMark, functionUse, functionUseNeeds, sideWords } from '../../kit/words/functions.ts';
import { connectionMark, problemText, sourceMark } from '../../kit/words.ts';

const indented = 2;

const isInsert = ({ fn }: FunctionUse): boolean => fn.side !== 'SOURCE' && fn.side !== 'DESTINATION';

function useAt({ read, overview, place }: ViewContext): FunctionUse | undefined {
  const fn = read(resources.functions).data?.find(({ id }) => id === pages.function.of(place).id);
  return fn && functionUse(fn, overview);
}

/** One function: where it runs, its code, what it asks for; runs and errors are not in the API (F-08, F-09; rule 161). */
export const functionPage = pageView<FunctionUse>({
  id: pages.function.id,
  aliases: [],
  title: (context) => useAt(context)?.fn.name ?? t`Function`,
  model: useAt,
  absent: ({ read, keyOf }) =>
    emptyNotice(read(resources.functions), t`functions`, {
      title: t`This function is no longer in the workspace`,
      help: keyText({ keyOf }, 'back', t`back`),
    }),
  subject: ({ fn: { id, name } }) => ({ kind: 'function', id, name }),
  sections: functionSections,
  needs: (use, { read, place, period }) => {
    const id = pages.function.of(place).id ?? '';
    return pageNeeds(read, () => [
      ...inventoryNeeds(),
      needOf(resources.functions),
      needOf(functionDetails(id)),
      ...(use ? functionUseNeeds(period, [use]) : []),
      needOf(functionVersions(id), priority.favorite),
      ...(use && isInsert(use) ? [needOf(functionInstances(id))] : []),
      needOf(users, priority.rest),
    ]);
  },
});

export function functionSections(use: FunctionUse, context: ViewContext, width: number): readonly Section[] {
  const details = context.read(functionDetails(use.fn.id));
  return [
    { title: t``, rows: factRows(use, details, context, width) },
    { title: t`Where it runs`, rows: placeRows(use, context, width - indented) },
    { title: t`Settings it asks for`, rows: settingRows(details, width - indented) },
    { title: t`Versions`, rows: versionRows(use, context) },
    { title: t`Code`, rows: codeRows(details, width - indented) },
  ];
}

/** What is missing of an answer, or why. */
const stateText = ({ error }: Snapshot, what: SafeText): Span =>
  error ? span(t`${what}: ${problemText(error)}`, 'warn') : span(t`Reading ${what}…`, 'dim');

function factRows(
  use: FunctionUse,
  details: Snapshot<FunctionDetails>,
  context: ViewContext,
  width: number,
): PageRow[] {
  const { fn } = use;
  const { now, glyphs } = context;
  const { data } = details;
  const made = fn.createdAt === undefined ? t`not given` : dateText(fn.createdAt, now);
  return [
    factRow(t`Kind`, functionMark(use, glyphs), t` ${sideWords[fn.side]}`),
    ...(fn.description === '' ? [] : wrappedFact(t`About`, fn.description, width)),
    factRow(
      t`Created`,
      made,
      span(data && data.createdBy !== '' ? t`  by ${personName(data.createdBy, context)}` : t``, 'dim'),
    ),
    factRow(t`Deployed`, deployedSpan(details, now)),
    ...wrappedFact(
      t`Runs and errors`,
      t`not in the API: neither runs nor errors, logs or execution time. Failures show as discard reasons of what runs it.`,
      width,
      'dim',
    ),
    factRow(t`Id`, span(sanitise(fn.id), 'dim')),
  ];
}

function deployedSpan(details: Snapshot<FunctionDetails>, now: number): Span {
  const { data } = details;
  if (!data) return stateText(details, t`the function`);
  if (data.deployedAt === undefined) return span(t`never, or not given`, 'warn');
  const old = data.isLatest === false ? t`, and its code changed since` : t``;
  return span(t`${clock(data.deployedAt, now)}${old}`, data.isLatest === false ? 'warn' : 'text');
}

const personName = (id: SafeText, { read }: ViewContext): SafeText =>
  read(users).data?.find((user) => user.id === (id as string))?.name ?? id;

function placeRows(use: FunctionUse, context: ViewContext, width: number): PageRow[] {
  if (isInsert(use)) return instanceRows(use, context, width);
  const { flows, connections } = use;
  const { glyphs } = context;
  const rows = [
    ...connections.map((connection): PageRow => {
      const { id, destination, source, state, reason } = connection;
      const rate = state === 'failing' ? rateOf(connection) : undefined;
      const isNow = isTrouble(connection);
      return {
        key: `destination:${id}`,
        open: pages.destination.at(id),
        subject: { kind: 'destination', id, name: destination.name },
        line: line(
          connectionMark(connection, glyphs),
          t` ${destination.name} ${glyphs.left} ${source?.name ?? t`?`}`,
          span(
            rate === undefined
              ? t`  ${word(state)}`
              : t`  ${percentText(rate)} ${isNow ? t`failing` : t`failed`} ${reason ?? t``}`,
            isNow ? 'bad' : 'dim',
          ),
        ),
      };
    }),
    ...flows.map((flow): PageRow => {
      const { source, health } = flow;
      return {
        key: `source:${source.id}`,
        open: pages.source.at(source.id),
        subject: { kind: 'source', id: source.id, name: source.name },
        line: line(sourceMark(flow, glyphs), t` ${source.name}`, span(t`  ${word(health.state)}`, 'dim')),
      };
    }),
  ];
  if (rows.length > 0)
    return use.isListed ? rows : [...rows, textRow(span(t`and maybe more: the list was not read whole`, 'dim'))];
  if (use.fn.catalogId === undefined)
    return sentence(t`Not known: the API gives no catalog id of it, by which what runs it is found.`, width);
  const lists = [context.read(resources.sources), context.read(resources.destinations)] as const;
  const nowhere = t`Nowhere: nothing in the workspace uses it.`;
  return sentence(noneText([...lists], t`sources and destinations`, nowhere), width, 'warn');
}

/** Insert functions stand before a source or destination; only their own call tells which. */
function instanceRows({ fn }: FunctionUse, { read, overview, glyphs, now }: ViewContext, width: number): PageRow[] {
  const instances = read(functionInstances(fn.id));
  if (!instances.data) return [textRow(stateText(instances, t`its instances`))];
  if (instances.data.length === 0)
    return sentence(
      noneText(instances, t`its instances`, t`Nowhere: it stands before no source or destination.`),
      width,
      'warn',
    );
  return instances.data.map(({ id, name, integrationId, enabled, createdAt }): PageRow => {
    const connection = overview.fleet.byId.get(integrationId);
    const source = overview.flow.bySource.get(integrationId)?.source;
    const target = connection ? pages.destination.at(integrationId) : source && pages.source.at(integrationId);
    const before =
      (connection && destinationName(connection, { overview, glyphs })) ?? source?.name ?? sanitise(integrationId);
    return {
      key: `instance:${id}`,
      open: target,
      line: line(
        span(enabled ? glyphs.healthy : glyphs.inactive, enabled ? 'good' : 'dim'),
        t` before ${before}`,
        span(
          t`  ${name}${enabled ? t`` : t`, off`}${createdAt === undefined ? t`` : t`, since ${dateText(createdAt, now)}`}`,
          'dim',
        ),
      ),
    };
  });
}

function settingRows(details: Snapshot<FunctionDetails>, width: number): PageRow[] {
  const { data } = details;
  if (!data) return [textRow(stateText(details, t`its settings`))];
  if (data.settings.length === 0) return [textRow(noneSpan(details, t`its settings`, t`none`))];
  const rows = data.settings.map(({ name, type, required, sensitive, description }) =>
    textRow(
      padToWidth(name, 20),
      span(t` ${padToWidth(lower(type), 9)}`, 'dim'),
      span(padToWidth(required ? t`required` : t``, 9)),
      span(padToWidth(sensitive ? t`secret` : t``, 7), 'warn'),
      span(description, 'dim'),
    ),
  );
  return [...rows, ...sentence(t`Values are set where it is used: its secrets are in no answer of the API.`, width)];
}

function versionRows({ fn }: FunctionUse, context: ViewContext): PageRow[] {
  const versions = context.read(functionVersions(fn.id));
  if (!versions.data) return [textRow(stateText(versions, t`its versions`))];
  if (versions.data.length === 0) return [textRow(noneSpan(versions, t`its versions`, t`none kept`))];
  return versions.data.map(({ id, author, deployed, createdAt, lines }) =>
    textRow(
      span(deployed ? context.glyphs.healthy : context.glyphs.dot, deployed ? 'good' : 'dim'),
      t` ${padToWidth(createdAt === undefined ? t`–` : clock(createdAt, context.now), 19)}`,
      span(padToWidth(deployed ? t`runs now` : t``, 9), 'good'),
      span(padToWidth(author === '' ? t`` : personName(author, context), 22), 'info'),
      span(t`${lines === undefined ? t`lines unknown` : counted(lines, t`line`)}  ${sanitise(id, 40)}`, 'dim'),
    ),
  );
}

/** The code, numbered; long lines are cut where the screen ends. */
function codeRows(details: Snapshot<FunctionDetails>, width: number): PageRow[] {
  const { data } = details;
  if (!data) return [textRow(stateText(details, t`its code`))];
  if (data.code === undefined) return sentence(t`The API gives no code of it.`, width, 'warn');
  const digits = String(data.code.length).length;
  const rows = data.code.map((text, index) =>
    textRow(span(t`${padToWidth(t`${index + 1}`, digits, 'right')}  `, 'dim'), text),
  );
  if (data.leftOut === 0) return rows;
  return [...rows, ...sentence(t`${counted(data.leftOut, t`more line`)}: too many to show here.`, width, 'warn')];
}
