import { toggled } from '../../domain/audit/notifications.ts';
import { t } from '../../domain/text.ts';
import { ruleToggled } from '../../domain/watch/local-alerts.ts';
import { current } from '../current.ts';
import type { Action } from '../environment.ts';
import { toast } from '../toast.ts';

/** Space and Enter: a kind of activity or a rule counts, or counts no more, on this machine only (T-04). */
export const switchRow: Action = (environment) => {
  const switched = current(environment)?.row?.toggles;
  if (!switched) return toast(environment, t`This row has no switch`, 'info');
  const { what, id, why } = switched;
  if (why !== undefined) return toast(environment, t`Cannot be switched: ${why}`, 'info');
  environment.saveLocal((local) =>
    what === 'alert'
      ? { ...local, alerts: ruleToggled(local.alerts, id) }
      : { ...local, notifications: toggled(local.notifications, id) },
  );
};
