import { type SafeText, t } from '../../domain/text.ts';
import { pages, type Target } from '../../state/pages.ts';
import type { Subject } from '../../state/pane.ts';
import { opening } from '../action.ts';
import { current } from '../current.ts';
import type { Sight } from '../environment.ts';

/** The source that `v` and `D` mean: of the selected row, else of the page around it. */
function sourceMeant(sight: Sight): Subject | undefined {
  const here = current(sight);
  return [here?.row?.subject, here?.pane.subject].find((subject) => subject?.kind === 'source');
}

const ofSource = (page: (source: string) => Target, refusal: SafeText) =>
  opening((sight) => {
    const source = sourceMeant(sight);
    return source ? page(source.id) : { why: t`select a source` };
  }, refusal);

/** `v`: the violations of a source, from any row or page about one (H-19). */
export const violations = ofSource(pages.violationEvents.at, t`No violations to open`);

/** `D`: the last events that a source received (rule 39). */
export const debug = ofSource(pages.debugger.at, t`No Debugger to open`);
