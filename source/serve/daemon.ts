import { hostClock } from '../store/shared-store.ts';
import { type Address, isAskedHere } from './address.ts';
import { collectRoutes } from './collect-route.ts';
import type { EventLog } from './event-log.ts';
import { healthRoutes } from './health.ts';
import { listen } from './http.ts';
import { notServed } from './not-served.ts';
import type { Daemon, RoutesOf } from './ports.ts';
import { type PostOptions, takePost } from './post.ts';
import { profileCollector } from './profile-collector.ts';
import { isBearer } from './secret.ts';

export interface DaemonOptions {
  readonly address: Address;
  readonly posts: readonly PostOptions[];
  readonly routes: readonly RoutesOf[];
  readonly log: EventLog;
  readonly startedAt: number;
}

export interface RunningDaemon {
  readonly url: string;
  /** Ends all of it in less than a second. */
  end(): Promise<void>;
}

/**
 * Watches workspaces without a screen and answers over HTTP.
 * @throws the system's error when the port cannot be opened; then nothing of it is left running
 */
export async function startDaemon(options: DaemonOptions): Promise<RunningDaemon> {
  const { address, routes, log, startedAt } = options;
  const secrets = options.posts.flatMap(({ secret }) => secret ?? []);
  const taken = await Promise.all(options.posts.map(takePost));
  const collectors = new Map(
    taken.map(({ post }, index) => [
      post.profile as string,
      profileCollector(post, options.posts[index]?.secret, hostClock),
    ]),
  );
  const daemon: Daemon = {
    posts: taken.map(({ post }) => post),
    log,
    startedAt,
    collectors,
    unknown: notServed([...collectors.keys()], log, hostClock.now),
    mayLook: ({ headers, socket }) =>
      isAskedHere(socket.remoteAddress ?? '', headers.host) ||
      secrets.some((secret) => isBearer(headers.authorization, secret)),
  };
  const end = async (): Promise<void> => {
    for (const collector of collectors.values()) collector.end();
    await Promise.all(taken.map((each) => each.end()));
  };
  try {
    const all = [healthRoutes, collectRoutes, ...routes].flatMap((make) => make(daemon));
    const server = await listen(address, all, log);
    return {
      url: server.url,
      end: async () => {
        // What is being answered may still need what the posts hold.
        await server.close();
        await end();
      },
    };
  } catch (thrown) {
    await end();
    throw thrown;
  }
}
