import type { Block } from '../../components/block.ts';
import { compact } from '../../domain/format.ts';
import { t } from '../../domain/text.ts';
import { between, type Line, line, span } from '../../theme/line.ts';
import { triageFacts, triageMark } from '../triage-words.ts';
import type { ViewContext } from '../view.ts';

/** The worst troubles, one line each, on top of Home: what, verdict, how much, since, and what changed (product 3). */
export function triageLines(context: ViewContext, width: number, most: number): Block {
  const { triage, fleet } = context.overview;
  if (most <= 0) return [];
  if (triage.length === 0) return [calm(context)];
  return triage.slice(0, most).map((item, index): Line => {
    const more = triage.length - most;
    const keys = index === 0 && fleet.failing.length > 0 ? t`!` : index === most - 1 && more > 0 ? t`e +${more}` : t``;
    const facts = triageFacts(item, context);
    const left = line(
      triageMark(item, context.glyphs),
      t` `,
      span(facts.name, 'strong'),
      ...facts.parts.flatMap((part) => [t`  `, part]),
    );
    return between(left, line(span(keys, 'key')), width);
  });
}

/** Nothing wrong is only good news when something was delivered (product 0.1 fact 10). */
function calm({ overview, glyphs }: ViewContext): Line {
  const { fleet, flow } = overview;
  if (fleet.ranked < fleet.rankable || flow.volume.data === undefined)
    return line(span(t`Looking for trouble…`, 'dim'));
  if (fleet.attempted === 0) return line(span(glyphs.partial, 'warn'), t` Nothing was delivered in this period`);
  return line(
    span(glyphs.healthy, 'good'),
    t` Nothing is wrong: ${compact(fleet.attempted - fleet.failed)} delivered, ${fleet.enabled} destinations`,
  );
}
