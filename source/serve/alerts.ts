import type { AuditItem } from '../domain/entities.ts';
import { sanitise } from '../domain/text.ts';
import { apart, second } from '../domain/time.ts';
import { type AlertBook, ranks } from '../domain/watch/alerts/book.ts';
import { judgeInto, unbroken } from '../domain/watch/alerts/keep.ts';
import { withoutRules } from '../domain/watch/alerts/settings.ts';
import type { Means } from '../tell/courier.ts';
import { courierOf } from '../tell/courier.ts';
import { isOwn } from '../workspace/audit/notifications.ts';
import { reverseEtlNeeds } from '../workspace/needs/reverse-etl.ts';
import { evaluate } from '../workspace/watch/alerts/evaluate.ts';
import { groundOf } from '../workspace/watch/alerts/web-page.ts';
import type { DutyOf } from './ports.ts';

const restBetween = 5 * second;

/** Judges the alerts of a workspace, by the day that a daemon watches (see `postOf`), and tells of them, as long as the daemon runs. */
export function alertDuty(meansOf: (now: () => number) => Means): DutyOf {
  return (post) => {
    const { settings, clock, log, read } = post;
    const courier = courierOf(settings.alerts.channels, meansOf(clock.now));
    const watchedSince = unbroken();
    let lookedAt = Number.NEGATIVE_INFINITY;
    let troubled = '';
    const look = (book: AlertBook): void => {
      const workspace = post.overview().workspace;
      if (!workspace || apart(clock.now(), lookedAt) < restBetween) return;
      lookedAt = clock.now();
      const { alerts, notifications } = post.local();
      const evaluation = () => {
        const mine = (item: AuditItem) => isOwn(item, settings.me, notifications);
        return evaluate(post.overview(), read, {
          settings: withoutRules(settings.alerts.rules, alerts.off),
          isOwn: mine,
        });
      };
      const base = settings.region === 'eu' ? 'https://eu1.app.segment.com' : 'https://app.segment.com';
      const ground = groundOf(workspace.slug, base);
      const now = clock.now();
      const keeping = { settings: settings.alerts, ground, now, watchedSince: watchedSince(now) };
      judgeInto(book, ranks.daemon, evaluation, keeping);
      courier.deliver(book);
      const troubles = book.troubles();
      const text = JSON.stringify(troubles.map(({ channel, reason, givenUp }) => [channel, reason, givenUp]));
      if (text === troubled) return;
      troubled = text;
      for (const { channel, reason, waiting, givenUp } of troubles)
        log.warn('alert channel', { channel: sanitise(channel, 60), reason, waiting, givenUp });
    };
    return {
      needs: () => reverseEtlNeeds(read),
      looked: () => {
        const book = post.store()?.alerts;
        if (book) look(book);
      },
      end: async () => {
        courier.end();
        await Promise.race([courier.idle(), new Promise((resolve) => setTimeout(resolve, second / 2).unref())]);
        post.store()?.alerts.end();
      },
    };
  };
}
