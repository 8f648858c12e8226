import { counted } from '../domain/format.ts';
import { type SafeText, t } from '../domain/text.ts';
import { minute, second } from '../domain/time.ts';
import type { Action } from './action.ts';
import type { Here, Reading } from './environment.ts';
import { toast } from './toast.ts';

/** What the usual interval of a minute can be multiplied with. */
const paces = [0.25, 0.5, 1, 2, 5, 10];

const lengthOf = (pace: number): SafeText =>
  pace < 1 ? counted((pace * minute) / second, t`second`) : pace === 1 ? t`minute` : counted(pace, t`minute`);

/** `+` and `-`: how often what is shown is read, in this run only. */
const to = (step: 1 | -1, end: SafeText): Action<Here & Reading> => ({
  why({ store }) {
    const { past, pace } = store.getState();
    if (past !== undefined) return { why: t`back in time nothing is read again by itself` };
    return paces[paces.indexOf(pace) + step] === undefined ? { why: end } : undefined;
  },
  run(environment) {
    const { store } = environment;
    const pace = paces[paces.indexOf(store.getState().pace) + step] ?? 1;
    store.setState({ pace });
    environment.replan();
    const limits = pace < 1 ? t`, as far as the limits of the API allow` : t``;
    toast(environment, t`Read again every ${lengthOf(pace)}${limits}`, 'info');
  },
});

export const longer = to(1, t`every ten minutes is the least often`);
export const shorter = to(-1, t`every 15 seconds is the most often`);
