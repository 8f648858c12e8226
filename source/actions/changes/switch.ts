import { toggled } from '../../domain/audit/notifications.ts';
import { t } from '../../domain/text.ts';
import { ruleToggled } from '../../domain/watch/local-alerts.ts';
import { heldOf } from '../../state/pane.ts';
import { type Action, on } from '../action.ts';
import { current } from '../current.ts';
import type { Here, Keeping } from '../environment.ts';

/** Space and Enter: a kind of activity or a rule counts, or counts no more, on this machine only (T-04). */
export const switchRow: Action<Here & Keeping> = on(
  (sight) => {
    const switched = heldOf(current(sight)?.row, 'switch');
    if (!switched) return { why: t`this row has no switch` };
    return switched.why === undefined ? { switched } : { why: switched.why };
  },
  (environment: Here & Keeping, { switched: { what, id } }) =>
    environment.saveLocal((local) =>
      what === 'alert'
        ? { ...local, alerts: ruleToggled(local.alerts, id) }
        : { ...local, notifications: toggled(local.notifications, id) },
    ),
  { refusal: t`Cannot be switched` },
);
