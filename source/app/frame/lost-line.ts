import type { Problem } from '../../domain/problem.ts';
import { joined, type SafeText, sanitise, t } from '../../domain/text.ts';
import type { AppState } from '../../state/store.ts';
import { fit, type Line, line, span } from '../../theme/line.ts';
import { familyOf, type Need } from '../../workspace/polling/resource.ts';
import type { Scene } from '../scene/context.ts';
import { type NeedsTally, needsTally } from './needs-tally.ts';

/** What the answers of one family of reads had to leave out. */
interface Lost {
  readonly family: string;
  readonly problem: Problem;
  /** Reads of the family that had to leave something out. */
  readonly reads: number;
  /** It is read once for the whole workspace. */
  readonly isList: boolean;
}

/** Lost rows first, then unreadable fields; whole lists, which much else depends on, before reads of one thing. */
const weight = ({ problem, isList }: Lost): number => (problem.kind === 'odd-fields' ? 2 : 0) + (isList ? 0 : 1);

function lostOf({ lost }: NeedsTally, reported: ReadonlySet<string>): readonly Lost[] {
  const byFamily = new Map<string, Lost>();
  for (const { resource, problems } of lost) {
    const problem = problems.find(({ kind }) => kind !== 'odd-fields') ?? problems[0]!;
    const family = familyOf(resource);
    if (reported.has(family)) continue;
    const before = byFamily.get(family);
    byFamily.set(family, {
      family,
      problem: before?.problem ?? problem,
      reads: (before?.reads ?? 0) + 1,
      isList: family === resource.key,
    });
  }
  return [...byFamily.values()].sort((a, b) => weight(a) - weight(b));
}

const nothing: ReadonlySet<string> = new Set();

/**
 * The line under the head of every page with incomplete lists: which one, what was lost and why, and how many more there are.
 * Lists whose loss the page reports itself are left out.
 */
export function lostLine(
  { view, context }: Scene,
  needs: readonly Need[],
  state: Pick<AppState, 'data' | 'refreshing'>,
  width: number,
): Line | undefined {
  const reported = view.reportsLossesOf ?? nothing;
  const [first, ...others] = lostOf(needsTally(context, needs, state), reported);
  if (!first) return undefined;
  const name = sanitise(first.family.replaceAll('-', ' '));
  const many = first.reads > 1 ? t` (${first.reads} reads)` : t``;
  const names = joined(
    others.map(({ family }) => sanitise(family.replaceAll('-', ' '))),
    t`, `,
  );
  const more: SafeText = others.length > 0 ? t`  also ${names}` : t``;
  return fit(
    line(span(t` ${context.glyphs.partial} ${name}${many}: ${first.problem.message}`, 'warn'), span(more, 'dim')),
    width,
  );
}
