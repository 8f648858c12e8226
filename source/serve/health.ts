import { stat } from 'node:fs/promises';
import { collectedFile } from '../collect/file.ts';
import { isoText, second } from '../domain/time.ts';
import { sendJson } from './http.ts';
import type { CollectCounts, Daemon, Post, Route } from './ports.ts';

/**
 * `/healthz`: whether everything wanted has been read once, and how old it is. 200 from then on and 503 before. Who is from elsewhere and
 * has no secret is told that alone.
 */
export function healthRoutes(daemon: Daemon): Route[] {
  const route: Route = {
    path: '/healthz',
    methods: ['GET', 'HEAD'],
    handle: async (request, response) => {
      const ready = daemon.posts.every((post) => post.standing().isReady);
      const status = ready ? 200 : 503;
      if (!daemon.mayLook(request)) return sendJson(response, status, { ready });
      const files = new Set(daemon.posts.flatMap(filesOf));
      const sizes = await Promise.all([...files].map(sizeOf));
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      const notServed = daemon.unknown.counts();
      const since = isoText(daemon.startedAt);
      sendJson(response, status, {
        ready,
        since,
        profiles: daemon.posts.map((post) => profileOf(post, daemon.collectors.get(post.profile)?.counts())),
        notServed: notServed.size > 0 ? { requests: Object.fromEntries(notServed) } : undefined,
        store: { bytes },
      });
    },
  };
  return [route];
}

function filesOf(post: Post): string[] {
  const id = post.workspaceId();
  const store = post.store()?.store.file;
  return [...(store === undefined ? [] : [store]), ...(id === undefined ? [] : [collectedFile(post.stateDir, id)])];
}

function profileOf(post: Post, counts: CollectCounts | undefined): object {
  const { isReady, lastPollAt, problems, requests } = post.standing();
  return {
    name: post.profile,
    ready: isReady,
    workspace: post.overview().workspace?.name ?? null,
    lastPollAt: lastPollAt === undefined ? null : (isoText(lastPollAt) ?? null),
    ageSeconds: lastPollAt === undefined ? null : Math.max(0, Math.round((post.clock.now() - lastPollAt) / second)),
    problems,
    requests,
    collected: counts && {
      requests: Object.fromEntries(counts.requests),
      kept: counts.kept,
      duplicates: counts.duplicates,
      leftOut: counts.leftOut,
      invalid: counts.invalid,
      lastAt: counts.lastAt === undefined ? null : (isoText(counts.lastAt) ?? null),
    },
  };
}

/** A database in three files; one that is gone has no size. */
async function sizeOf(file: string): Promise<number> {
  const sizes = await Promise.all(
    ['', '-wal', '-shm'].map((end) =>
      stat(`${file}${end}`).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
