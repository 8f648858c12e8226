import type { Block } from '../../../components/block.ts';
import { compact, counted } from '../../../domain/format.ts';
import { t } from '../../../domain/text.ts';
import { isMuted } from '../../../domain/watch/alerts/alert.ts';
import { alertOn } from '../../../domain/watch/alerts/settings.ts';
import { withHit } from '../../../theme/hit.ts';
import { between, type Line, line, lineWidth, type Span, span } from '../../../theme/line.ts';
import { subjectOf } from '../../../workspace/watch/status.ts';
import type { TriageItem } from '../../../workspace/watch/triage.ts';
import { keyText } from '../../kit/key-words.ts';
import { remembered } from '../../kit/remembered.ts';
import type { DrawContext, ViewContext } from '../../kit/view.ts';
import { stateText } from '../../kit/words/alerts.ts';
import { calmOf } from '../../kit/words/picture.ts';
import { fitted, triageFacts, triageMark } from '../../kit/words/triage.ts';
import { problemText } from '../../kit/words.ts';

/** From this width on the lines stand under the header's first letter. */
const wideFrom = 60;

const drawn = remembered<Block>();

/** The worst troubles, one line each, on top of Home: what, verdict, how much, since, and what changed (rule 224). */
export function triageLines(context: DrawContext, width: number, most: number): Block {
  // Whatever is selected below, they are the same.
  const { place, panes: _, width: __, height: ___, ...whole } = context;
  const apart: ViewContext = { ...whole, place: { ...place, panes: {} } };
  return drawn(context, [width, most, ...Object.values(whole)], () => linesOf(apart, width, most));
}

function linesOf(context: ViewContext, width: number, most: number): Block {
  const { triage } = context.overview;
  if (most <= 0) return [];
  const margin = width < wideFrom ? undefined : t` `;
  if (triage.length === 0) return [line(margin, ...calm(context).spans)];
  const shown = triage.slice(0, most);
  // The key of the worst error stands where it leads: at the first connection that fails.
  const worst = shown.findIndex(({ kind }) => kind === 'connection');
  return shown.map((item, index): Line => {
    const more = index === most - 1 ? triage.length - most : 0;
    const beyond = more > 0 ? t` ${keyText(context, 'page.triage', t`+${more}`) || t`+${more}`}` : t``;
    const keys = t`${index === worst ? context.keyOf('page.worst') : t``}${beyond}`;
    const { name, parts } = triageFacts(item, context);
    // On a narrow screen the end is cut off: what is decided stands before the name there.
    const first = margin ? [] : parts.filter(({ about }) => about === 'verdict');
    const head = line(
      margin,
      triageMark(item, context.glyphs),
      t` `,
      ...first.flatMap((part) => [part, t` `]),
      span(name, 'strong'),
      ...lookedAfter(item, context),
    );
    const right = line(span(keys, 'key'), margin);
    const rest = parts.filter((part) => !first.includes(part));
    const told = fitted(rest, lineWidth(head), width - lineWidth(right) - 1);
    const left = line(...head.spans, ...told.flatMap((part) => [t`  `, part]));
    return withHit(between(left, right, width), { kind: 'command', id: 'page.triage' });
  });
}

/** Somebody looks after it, or wants to hear no more of it (page `L`). */
function lookedAfter(item: TriageItem, { alerts, now, session }: ViewContext): Span[] {
  // Where a colour leads to is no alert, and its destination may have one of another kind.
  const record = item.kind === 'privacy' ? undefined : alertOn(alerts, subjectOf(item).id);
  if (!record || (record.acknowledgedAt === undefined && !isMuted(record, now))) return [];
  return [span(t`  ${stateText(record, now, session)}`, 'info')];
}

/** Nothing wrong is only good news when something was delivered (rule 68), and when all was read. */
function calm(context: ViewContext): Line {
  const { overview, glyphs } = context;
  const { fleet, flow } = overview;
  const known = calmOf(context, fleet);
  const warning = span(glyphs.partial, 'warn');
  if (known.kind === 'blind')
    return line(warning, t` What is wrong is not known: ${known.what}: ${problemText(known.standing.problem)}`);
  if (known.kind === 'reading') return line(span(t`Looking for trouble; ${known.left}`, 'dim'));
  if (known.kind === 'partial') return line(warning, t` Nothing is wrong in what could be read; ${known.left}`);
  if (flow.flows.length === 0 && fleet.connections.length === 0)
    return line(span(t`This workspace has no sources and no destinations yet`, 'dim'));
  if (fleet.attempted === 0) return line(warning, t` Nothing was delivered in this period`);
  return line(
    span(glyphs.healthy, 'good'),
    t` Nothing is wrong: ${compact(fleet.attempted - fleet.failed)} delivered, ${counted(fleet.enabled, t`destination`)}`,
  );
}
