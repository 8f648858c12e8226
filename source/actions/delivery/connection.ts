import { t } from '../../domain/text.ts';
import { replaceTop } from '../../state/navigation.ts';
import { contentOf } from '../../state/pane.ts';
import { paneState, pipelinePane, withPane } from '../../state/place.ts';
import { place } from '../../state/store.ts';
import { nextPeriod, pipelinePeriod } from '../../workspace/resources/pipeline-periods.ts';
import { type Action, on } from '../action.ts';
import { changePane, current } from '../current.ts';
import type { Here } from '../environment.ts';

function choose(environment: Here, option: string, value: string | undefined): void {
  const state = environment.store.getState();
  const top = place(state);
  const options = { ...paneState(top, pipelinePane).options };
  if (value === undefined) delete options[option];
  else options[option] = value;
  environment.store.setState(replaceTop(state, withPane(top, pipelinePane, { options })));
}

/** The page's own period: the dashboard's stays as it is. */
export const period: Action = {
  run(environment) {
    const state = environment.store.getState();
    const chosen = paneState(place(state), pipelinePane).options?.period;
    choose(environment, 'period', nextPeriod(pipelinePeriod(chosen, state.period)));
  },
};

/** Counts or percentages, with the change in `%` or in `pp`. */
export const share: Action = {
  run(environment) {
    const shown = paneState(place(environment.store.getState()), pipelinePane).options?.share !== undefined;
    choose(environment, 'share', shown ? undefined : 'on');
  },
};

/** Only the rows with problems, or all of them. */
export const problems: Action = on(
  (sight) => {
    const here = current(sight);
    return here && contentOf(here.pane, 'table')?.narrows
      ? here
      : { why: t`only where rows can have problems, such as destinations` };
  },
  (environment: Here, here) => {
    const only = here.state.options?.problems === undefined;
    const { problems: _, ...others } = here.state.options ?? {};
    const options = only ? { ...others, problems: 'on' } : others;
    changePane(environment, here.pane, { options, index: 0, offset: 0 });
  },
);
