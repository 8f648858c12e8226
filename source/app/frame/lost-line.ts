import type { Problem } from '../../domain/problem.ts';
import { joined, type SafeText, sanitise, t } from '../../domain/text.ts';
import { fit, type Line, line, span } from '../../theme/line.ts';
import { remembered } from '../../views/kit/remembered.ts';
import type { Read } from '../../workspace/polling/read.ts';
import { familyOf, type Need } from '../../workspace/polling/resource.ts';
import type { Scene } from '../scene/context.ts';

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

function lostOf(read: Read, needs: readonly Need[], reported: ReadonlySet<string>): readonly Lost[] {
  const byFamily = new Map<string, Lost>();
  const seen = new Set<string>();
  for (const { resource } of needs) {
    const { data, problems } = read(resource);
    const problem = problems.find(({ kind }) => kind !== 'odd-fields') ?? problems[0];
    if (data === undefined || !problem || seen.has(resource.key)) continue;
    seen.add(resource.key);
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

/** Thousands of reads are inspected for it, so only once for each change of data and not for each key. */
const kept = remembered<readonly Lost[]>();
const nothing: ReadonlySet<string> = new Set();

/**
 * The line under the head of every page with incomplete lists: which one, what was lost and why, and how many more there are.
 * Lists whose loss the page reports itself are left out.
 */
export function lostLine(
  { view, context: { read, glyphs } }: Scene,
  needs: readonly Need[],
  data: unknown,
  width: number,
): Line | undefined {
  const reported = view.reportsLossesOf ?? nothing;
  const [first, ...others] = kept({ read }, [needs, data, reported], () => lostOf(read, needs, reported));
  if (!first) return undefined;
  const name = sanitise(first.family.replaceAll('-', ' '));
  const many = first.reads > 1 ? t` (${first.reads} reads)` : t``;
  const names = joined(
    others.map(({ family }) => sanitise(family.replaceAll('-', ' '))),
    t`, `,
  );
  const more: SafeText = others.length > 0 ? t`  also ${names}` : t``;
  return fit(
    line(span(t` ${glyphs.partial} ${name}${many}: ${first.problem.message}`, 'warn'), span(more, 'dim')),
    width,
  );
}
