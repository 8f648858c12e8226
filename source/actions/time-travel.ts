import { clock } from '../domain/format.ts';
import { momentOf } from '../domain/moment.ts';
import { t } from '../domain/text.ts';
import { floorTo, hour, minute } from '../domain/time.ts';
import type { Action } from './action.ts';
import type { Here, Sight, TimeTravel } from './environment.ts';
import { toast } from './toast.ts';

type Needs = Here & TimeTravel;

/** `:at 02:00`: the screen as of a moment. A time that is none changes nothing. */
export function goAt(environment: Needs, text: string): void {
  const named = momentOf(text, environment.now());
  if ('why' in named) toast(environment, t`:at ${named.why}`, 'warn');
  else goThen(environment, named.at);
}

/** What was said at another moment, as that it is now again, no longer holds. */
function goThen(environment: Needs, at: number): void {
  environment.store.setState({ toast: undefined });
  environment.goTo(at);
}

const isPast = ({ store }: Pick<Sight, 'store'>): boolean => store.getState().past !== undefined;

export const nowAlready = { why: t`this is now` };

/** `<`: an hour earlier. */
export const earlier: Action<Needs> = {
  run(environment) {
    const now = environment.now();
    const from = environment.store.getState().past ?? floorTo(now, 'MINUTE');
    const named = momentOf(`-${Math.floor((now - from + hour) / minute)}m`, now);
    if ('why' in named) toast(environment, t`No further back: Segment keeps thirty days`, 'info');
    else goThen(environment, from - hour);
  },
};

/** `>`: an hour later, at last now. */
export const later: Action<Needs> = {
  why: (sight) => (isPast(sight) ? undefined : nowAlready),
  run(environment) {
    const { past = 0 } = environment.store.getState();
    const at = past + hour;
    if (at >= floorTo(environment.now(), 'MINUTE')) return toNow(environment);
    goThen(environment, at);
  },
};

/** Back to now; what was read meanwhile by nobody is read again. */
export function toNow(environment: Needs): void {
  const { past } = environment.store.getState();
  if (past === undefined) return;
  environment.goTo(undefined);
  toast(environment, t`Now again; it was ${clock(past, environment.now())}`, 'good');
}
