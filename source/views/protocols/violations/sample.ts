import { type Block, clip, stack } from '../../../components/block.ts';
import { digitsOf, type JsonRow, jsonLine, namesOf } from '../../../components/json/lines.ts';
import { type Notice, notice } from '../../../components/notice.ts';
import { panel, panelRoom } from '../../../components/panel.ts';
import { offsetFor } from '../../../components/table/table.ts';
import { parseFilter } from '../../../domain/filter/filter.ts';
import { ago, clock, counted, whole } from '../../../domain/format.ts';
import { type OwnMask, ownMask } from '../../../domain/privacy/local.ts';
import { maskedPayload } from '../../../domain/privacy/payload-mask.ts';
import type { ViolationSample } from '../../../domain/protocols/violation.ts';
import { type SafeText, t, word } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { paneState } from '../../../state/place.ts';
import { rowHit } from '../../../theme/hit.ts';
import { fit, type Line, line, select, span } from '../../../theme/line.ts';
import { violationListNeeds } from '../../../workspace/needs/violations.ts';
import type { ViolationPage } from '../../../workspace/protocols/violation-events.ts';
import { type UniqueViolation, versionText, violationList } from '../../../workspace/protocols/violation-list.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { documentLines, type LaidDocument, laidDocument, maskFacts, searchIn } from '../../kit/document/masked.ts';
import { helps, keyText } from '../../kit/key-words.ts';
import { emptyNotice, noneText } from '../../kit/need-states.ts';
import { textLines } from '../../kit/text-lines.ts';
import { type DrawContext, type Drawn, defineView, type Pane, paneOf, type ViewContext } from '../../kit/view.ts';
import { completeStep } from '../../kit/words/protocols.ts';
import { pageNotice, standing } from './page-words.ts';
import { aboutSource, eventName, eventOf, sourceIdOf } from './places.ts';

const sampleView = 'sample';

interface Model extends LaidDocument {
  readonly page: ViolationPage<UniqueViolation>;
  readonly violation: UniqueViolation | undefined;
  readonly samples: readonly ViolationSample[];
  /** Index of the sample shown, -1 without one. */
  readonly shown: number;
  readonly revealed: boolean;
  /** What the user's own colours hide. */
  readonly own: OwnMask;
  /** Path of the value that is wrong, or of what it is missing from. */
  readonly wrong: string | undefined;
}

const nothing: LaidDocument = { rows: [], masked: 0, secret: 0 };

function modelOf(context: ViewContext): Model {
  const { read, period, place } = context;
  const page = violationList(read, period, sourceIdOf(context), eventOf(context));
  const violation = page.rows.find(({ key }) => key === pages.violationSample.of(place).violation);
  const samples = violation?.samples ?? [];
  const state = paneState(place, sampleView);
  const at = samples.findIndex(({ messageId }) => messageId === state.item);
  const shown = samples.length === 0 ? -1 : Math.max(0, at);
  const revealed = state.revealed === true;
  const own = ownMask(context.local.privacy);
  // A search looks into everything, so nothing is shut while there is one.
  const folded = state.filter === '' ? state.folded : undefined;
  const laid = shown < 0 ? nothing : laidDocument(samples[shown]!.event, { folded, revealed, own });
  return {
    page,
    violation,
    samples,
    shown,
    revealed,
    own,
    ...laid,
    wrong: violation && wrongPath(laid.rows, violation.field),
  };
}

/** The innermost value of the event on the way to the field: the field itself, or where it should be. */
export function wrongPath(rows: readonly Pick<JsonRow, 'path'>[], field: string | undefined): string | undefined {
  const sought = `${dotted(field ?? '')}.`;
  const onTheWay = rows.filter(({ path }) => path !== '' && sought.startsWith(`${dotted(namesOf(path).join('.'))}.`));
  return onTheWay.reduce<string | undefined>(
    (innermost, { path }) => (path.length > (innermost?.length ?? 0) ? path : innermost),
    undefined,
  );
}

/** A list's item is `items[0]` to Protocols, and a name may have dots of its own. */
const dotted = (path: string): string => path.replaceAll(/\[(\d+)\]/g, '.$1');

function panesOf(model: Model, context: ViewContext): Pane[] {
  const { samples, shown, revealed, own, rows, masked, wrong } = model;
  const subject = aboutSource(context);
  const event = samples[shown]?.event;
  return [
    {
      id: sampleView,
      rows:
        rows.length === 0
          ? [{ key: 'page', subject }]
          : rows.map(({ number, foldable, path }) => ({
              key: `line:${number}`,
              subject,
              ...(foldable ? { fold: path } : {}),
            })),
      subject,
      // The wrong value is what one looks for, so the selection begins there.
      initial: wrong === undefined ? undefined : `line:${rows.find(({ path }) => path === wrong)?.number}`,
      scope: 'payload',
      content: {
        kind: 'document',
        of: {
          ids: samples.map(({ messageId }) => messageId),
          shown,
          text: () => (shown < 0 ? undefined : JSON.stringify(maskedPayload(event, revealed, own), null, 2)),
          masked,
          lines: () => (shown < 0 ? [] : documentLines(event, model)),
          instead: { why: whyNone(model) },
          find: rows.length > 0 ? searchIn(rows) : undefined,
        },
      },
      unfiltered: rows.length === 0,
    },
  ];
}

/** Why there is no sample, in a few words. */
function whyNone({ page: { basis, snapshot }, violation }: Model): SafeText {
  if (basis === 'blocked') return t`The API has no samples of violations`;
  const none = violation ? t`No sample was kept of this violation` : t`This violation is not in this period`;
  return noneText(snapshot, t`violations`, none);
}

/** The violation above its sample: field, sentence, how often, since when, in which version. */
function facts(violation: UniqueViolation, { now }: ViewContext, width: number): Line[] {
  const { field, sentence, kind, count, firstSeen, openStart, versions } = violation;
  const since = firstSeen === undefined ? t`` : t`  since ${openStart ? t`before ` : t``}${clock(firstSeen, now)}`;
  const version = versions.length === 0 ? t`` : t`  app ${versionText(violation)}`;
  const fresh = versions[0]?.releasedAt === undefined ? t`` : t` new`;
  return [
    ...textLines(t`${field ?? kind}  ${sentence}`, width, 'bad'),
    fit(
      line(
        span(kind, 'strong'),
        t`  ${counted(count, t`time`, t`times`, whole)}${since}${version}`,
        span(fresh, 'warn'),
      ),
      width,
    ),
  ];
}

function drawPage(model: Model, context: DrawContext): Drawn {
  const { width, height, glyphs } = context;
  const { page, violation, samples, shown, rows, wrong } = model;
  const first = rows.findIndex(({ path }) => path === wrong);
  const pane = paneOf(context, sampleView);
  const room = panelRoom(width, height);
  const title = line(span(titleOf(context), 'strong'));
  if (!violation || shown < 0) {
    const body = notice(absent(model, context), room.width, room.height);
    return { block: panel({ title, body, width, height, focused: true, glyphs }) };
  }
  const head = room.height >= 8 ? facts(violation, context, room.width) : [];
  const sample = samples[shown]!;
  if (room.height >= 14) head.push(...standing(page, context, room.width));
  if (room.height >= 12)
    head.push(
      line(
        span(t`${sample.messageId}  ${ago(sample.at, context.now)}`, 'dim'),
        ...maskFacts(model, context).flatMap(({ spans }) => [span(t`  `), ...spans]),
      ),
      line(),
    );
  const space = Math.max(1, room.height - head.length);
  const at = pane.rows.findIndex(({ key }) => key === pane.selectedKey);
  const offset = offsetFor(at, pane.state.offset, space, rows.length);
  const pattern = parseFilter(pane.state.filter);
  const digits = room.width >= 50 ? digitsOf(rows.length) : 0;
  const body: Block = rows.slice(offset, offset + space).map((row, index) => {
    const here = offset + index === at;
    const match = pane.state.filter === '' ? undefined : (text: SafeText) => pattern.spans(text);
    const whole = fit(
      line(
        { ...span(here ? glyphs.pointer : t` `, 'focus'), hit: rowHit(sampleView, pane.rows[offset + index]?.key) },
        ...jsonLine(row, { glyphs, digits, match }).spans,
        offset + index === first && !violation.unplanned
          ? span(t`  ${glyphs.left} ${violation.sentence}`, 'bad')
          : undefined,
      ),
      room.width,
    );
    return here ? select(whole) : whole;
  });
  const right = line(
    span(t`sample ${shown + 1} of ${samples.length} (of ${whole(violation.count)} ${word(page.basis)})`, 'info'),
  );
  const block = panel({
    title,
    right,
    body: stack(head, body),
    width,
    height,
    focused: true,
    pane: sampleView,
    glyphs,
  });
  return { block: clip(block, width, height), offsets: { [sampleView]: offset } };
}

function absent({ page, violation }: Model, context: ViewContext): Notice {
  const settings = context.read(resources.sourceSettings(sourceIdOf(context))).data;
  if (page.basis === 'blocked' && page.snapshot.data !== undefined)
    return {
      kind: 'not-observable',
      title: t`The API has no samples of violations`,
      text: t`Field, sentence and payload are known only where violations are forwarded. ${completeStep(settings, context)}`,
      help: helps([keyText(context, 'back', t`back`), keyText(context, 'browser', t`copies the link to the web app`)]),
    };
  if (violation)
    return emptyNotice(page.snapshot, t`samples`, {
      title: t`No sample was kept of this violation`,
      help: keyText(context, 'back', t`back`),
    });
  return pageNotice(page, context, {
    title: t`This violation is not in this period`,
    help: keyText(context, 'back', t`back`),
  });
}

function titleOf(context: ViewContext): SafeText {
  return t`${eventName(eventOf(context))} from ${aboutSource(context).name}`;
}

/** A sample of one violation: the event as it came in (rule 98). */
export const violationSample = defineView<Model>({
  id: pages.violationSample.id,
  aliases: [],
  title: (context) => modelOf(context).violation?.field ?? t`Sample`,
  model: modelOf,
  panes: panesOf,
  draw: drawPage,
  needs: (_, context) => violationListNeeds(context.read, context.period, sourceIdOf(context), eventOf(context)),
});
