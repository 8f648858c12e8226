import type { HourHistory } from '../../domain/hours.ts';
import { minute, second } from '../../domain/time.ts';
import { openCountingSince } from '../../storage/counting-since.ts';
import type { ReportProblem } from '../../storage/document.ts';
import { type KeptCounts, openToldCounts } from '../../storage/told-counts.ts';
import { hostClock } from '../../store/shared-store.ts';
import type { Daemon, Post, Route } from '../ports.ts';
import { deliveryFamilies } from './deliveries.ts';
import { Ledger } from './ledger.ts';
import { otherFamilies } from './others.ts';
import { exposed, type Family, joined } from './sample.ts';
import { notServedFamily, selfFamilies } from './self.ts';
import { sourceFamilies } from './sources.ts';

/** What is told within this time is told again as it was: several that scrape cost no more than one, ms. */
const fresh = second;

/**
 * `/metrics` for Prometheus, from what has been read already: a scrape never asks the API. Who is from elsewhere needs the secret of a
 * profile as bearer.
 */
export function metricsRoutes(daemon: Daemon): readonly Route[] {
  const ledgers = new Map<Post, Promise<KeptLedger>>();
  const ledgerOf = (post: Post, workspaceId: string): Promise<KeptLedger> => {
    const known = ledgers.get(post) ?? openLedger(post, workspaceId);
    ledgers.set(post, known);
    return known;
  };
  let last: { readonly at: number; readonly answer: ReturnType<typeof exposed> } | undefined;
  return [
    {
      path: '/metrics',
      methods: ['GET', 'HEAD'],
      handle: async (request, response) => {
        if (!daemon.mayLook(request)) {
          response.writeHead(401, { 'www-authenticate': 'Bearer', 'content-type': 'text/plain' });
          return void response.end('a bearer token is needed: the secret of a profile\n');
        }
        const now = hostClock.now();
        if (!last || Math.abs(now - last.at) > fresh) last = { at: now, answer: told(daemon, ledgerOf) };
        const { text, type } = await last.answer;
        response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' });
        response.end(request.method === 'HEAD' ? undefined : text);
      },
    },
  ];
}

interface KeptLedger {
  readonly ledger: Ledger;
  readonly kept: KeptCounts;
}

async function told(daemon: Daemon, ledgerOf: (post: Post, id: string) => Promise<KeptLedger>) {
  const all: Family[] = [];
  for (const post of daemon.posts) {
    const own = { profile: post.profile, workspace: post.overview().workspace?.name ?? '' };
    all.push(...selfFamilies(daemon, post, own));
    const id = post.workspaceId();
    if (id === undefined) continue;
    const { ledger, kept } = await ledgerOf(post, id);
    const overview = post.overview();
    all.push(...sourceFamilies(overview, ledger, own), ...deliveryFamilies(post.read, overview, ledger, own));
    all.push(...otherFamilies(post.read, overview, own));
    // Kept before it is told: a daemon that ends at any moment goes on from there.
    const counts = ledger.toKeep(overview.now);
    if (counts) await kept.keep(id, counts);
  }
  all.push(notServedFamily(daemon));
  return exposed(joined(all));
}

async function openLedger(post: Post, workspaceId: string): Promise<KeptLedger> {
  const report: ReportProblem = ({ message }) => post.log.warn('file', { reason: message });
  const since = await openCountingSince(post.stateDir, report);
  const kept = await openToldCounts(post.stateDir, report);
  const history = (): HourHistory | undefined => post.store()?.store.hours;
  const from = await since.of(workspaceId, post.clock.now() - minute);
  return { ledger: new Ledger(history, from, kept.of(workspaceId)), kept };
}
