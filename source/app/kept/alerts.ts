import type { AuditItem } from '../../domain/entities.ts';
import { apart, second } from '../../domain/time.ts';
import { type AlertRecord, isHeld } from '../../domain/watch/alerts/alert.ts';
import { type AlertBook, memoryBook, ranks } from '../../domain/watch/alerts/book.ts';
import { type AlertAct, acted, judgeInto, type Keeping, unbroken } from '../../domain/watch/alerts/keep.ts';
import { type AlertSettings, tellsAny, withoutRules } from '../../domain/watch/alerts/settings.ts';
import type { AppStore } from '../../state/store.ts';
import type { ViewContext } from '../../views/kit/view.ts';
import { trailingDay } from '../../views/watch/alerts/evaluated.ts';
import { isOwn } from '../../workspace/audit/notifications.ts';
import { evaluate } from '../../workspace/watch/alerts/evaluate.ts';
import { groundOf } from '../../workspace/watch/alerts/web-page.ts';

/** The store of a workspace that is known is waited for so long; then alerts are kept by this program alone, ms. */
const patience = 30 * second;
/** What changes many times a second is judged this often, ms. */
const restBetween = 5 * second;

/** Sends what is queued in a book. */
export interface Courier {
  deliver(book: AlertBook): void;
  end(): void;
}

export interface KeptAlertsOptions {
  readonly store: AppStore;
  readonly settings: AlertSettings;
  /** Only what is somebody's own workspace is told of. */
  readonly isDemo: boolean;
  readonly now: () => number;
  /** The book in the store that is open, where that is the one of a workspace: another one may just have been left. */
  readonly stored: (workspaceId?: string) => AlertBook | undefined;
  readonly courier: Courier | undefined;
  /** Called at each look with what came up since the last one, and with all that there is. */
  readonly onNews: (news: readonly AlertRecord[], all: readonly AlertRecord[]) => void;
  /** Base of the web app, such as https://app.segment.com. */
  readonly webApp: () => string;
}

export interface KeptAlerts {
  /** To be called when data or time has moved on. */
  look(context: ViewContext): void;
  /** @returns false where it could not be kept: then nothing of it happened */
  act(record: AlertRecord, act: AlertAct): boolean;
  end(): void;
}

/** Keeps the alerts of the open workspace: judged by this dashboard, or by another program of the host that does it already. */
export function keptAlerts(options: KeptAlertsOptions): KeptAlerts {
  const { store, settings, isDemo, now, stored, courier, onNews, webApp } = options;
  let own = memoryBook(now);
  const watchedSince = unbroken();
  const silent = { ...settings, send: [], rules: withoutSending(settings.rules) };
  const inForce = isDemo ? silent : settings;
  const rank = tellsAny(inForce) ? ranks.telling : ranks.looking;
  let workspace: { readonly id: string; readonly slug: string } | undefined;
  let waitsSince = 0;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let known: Marks | undefined;
  let isOver = false;
  const book = (): AlertBook | undefined => {
    const kept = isDemo ? undefined : stored(workspace?.id);
    if (kept) return kept;
    return isDemo || (workspace && now() - waitsSince >= patience) ? own : undefined;
  };
  const keeping = (): Keeping => ({
    settings: inForce,
    now: now(),
    ground: groundOf(workspace?.slug ?? '', webApp()),
  });
  const show = (records: readonly AlertRecord[], from: AlertBook): void => {
    const before = store.getState();
    const troubles = from.troubles();
    const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
    const alerts = isSame(records, before.alerts) ? before.alerts : records;
    const alertTroubles = isSame(troubles, before.alertTroubles) ? before.alertTroubles : troubles;
    if (alerts !== before.alerts || alertTroubles !== before.alertTroubles) store.setState({ alerts, alertTroubles });
    const { news, marks } = newsOf(records, known, now());
    onNews(news, records);
    known = marks;
  };
  return {
    look: (context) => {
      const { overview, read, local, session } = context;
      const data = overview.workspace;
      if (!data || isOver) return;
      if (workspace?.id !== data.id) {
        // What was raised in another one is no alert of this one.
        if (workspace) {
          own = memoryBook(now);
          store.setState({ alerts: [], alertTroubles: [] });
        }
        workspace = { id: data.id, slug: data.slug };
        waitsSince = now();
        known = undefined;
        lookedAt = Number.NEGATIVE_INFINITY;
      }
      // A clock that was set back must not make it wait until that time comes again.
      waitsSince = Math.min(waitsSince, now());
      const open = book();
      if (!open || apart(now(), lookedAt) < restBetween) return;
      lookedAt = now();
      const evaluation = () => {
        const mine = (item: AuditItem) => isOwn(item, session.me, local.notifications);
        return evaluate(trailingDay(context), read, {
          settings: withoutRules(inForce.rules, local.alerts.off),
          isOwn: mine,
        });
      };
      show(judgeInto(open, rank, evaluation, { ...keeping(), watchedSince: watchedSince(now()) }), open);
      courier?.deliver(open);
    },
    act: (record, act) => {
      const open = book() ?? own;
      const records = open.change((all) =>
        acted(all.some(({ id }) => id === record.id) ? all : [...all, record], record.id, act, keeping()),
      );
      if (records) show(records, open);
      courier?.deliver(open);
      return records !== undefined;
    },
    end: () => {
      isOver = true;
      courier?.end();
      if (!isDemo) stored()?.end();
    },
  };
}

const withoutSending = (rules: AlertSettings['rules']): AlertSettings['rules'] =>
  Object.fromEntries(Object.entries(rules).map(([id, rule]) => [id, { ...rule, send: undefined }]));

/** What of an alert is worth a signal when it changes. */
const markOfLife = ({ state, finding, raisedAt, told }: AlertRecord): string =>
  JSON.stringify([state, finding.severity, raisedAt, told?.edge === 'escalating' ? told.at : 0]);

type Marks = ReadonlyMap<string, string>;

/**
 * What came up since the last look, and how all stand now. What was there at the start is no news, and what is not told yet is
 * news once it is.
 * @param known how all stood at the last look
 */
export function newsOf(
  records: readonly AlertRecord[],
  known: Marks | undefined,
  now: number,
): { readonly news: readonly AlertRecord[]; readonly marks: Marks } {
  const marks = new Map(
    records.flatMap((record) => {
      const mark = known && isHeld(record, now) ? known.get(record.id) : markOfLife(record);
      return mark === undefined ? [] : [[record.id, mark] as const];
    }),
  );
  const isNews = ({ id, state, holding }: AlertRecord): boolean =>
    state === 'raised' && holding.length > 0 && marks.get(id) !== known?.get(id);
  return { news: known ? records.filter(isNews) : [], marks };
}
