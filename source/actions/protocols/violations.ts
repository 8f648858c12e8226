import { t } from '../../domain/text.ts';
import { pages } from '../../state/pages.ts';
import type { Subject } from '../../state/pane.ts';
import { current } from '../current.ts';
import type { Action, Environment } from '../environment.ts';
import { openTarget } from '../navigate.ts';
import { toast } from '../toast.ts';

/** The source that `v` and `D` mean: of the selected row, else of the page around it. */
export function violatingSource(environment: Environment): Subject | undefined {
  const here = current(environment);
  return [here?.row?.subject, here?.pane.subject].find((subject) => subject?.kind === 'source');
}

/** `v`: the violations of a source, from any row or page about one (H-19). */
export const violations: Action = (environment) => {
  const source = violatingSource(environment);
  if (source) openTarget(environment, pages.violationEvents.at(source.id));
  else toast(environment, t`v shows the violations of a source: select one`, 'info');
};

/** `D`: the last events that a source received (rule 39). */
export const debug: Action = (environment) => {
  const source = violatingSource(environment);
  if (source) openTarget(environment, pages.debugger.at(source.id));
  else toast(environment, t`D shows the last events of a source: select one`, 'info');
};
