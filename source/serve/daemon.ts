import { type Address, isLoopback } from './address.ts';
import type { EventLog } from './event-log.ts';
import { healthRoute } from './health.ts';
import { listen } from './http.ts';
import type { Daemon, RouteOf } from './ports.ts';
import { type PostOptions, type TakenPost, takePost } from './post.ts';
import { isBearer } from './secret.ts';

export interface DaemonOptions {
  readonly address: Address;
  readonly posts: readonly PostOptions[];
  /** The secrets of the profiles: each lets its bearer see what is told of the workspaces. */
  readonly secrets: readonly string[];
  readonly routes: readonly RouteOf[];
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
  const { address, secrets, routes, log, startedAt } = options;
  const taken = await Promise.all(options.posts.map(takePost));
  const daemon: Daemon = {
    posts: taken.map(({ post }) => post),
    log,
    startedAt,
    mayLook: ({ headers, socket }) =>
      isLoopback(socket.remoteAddress ?? '') || secrets.some((secret) => isBearer(headers.authorization, secret)),
  };
  try {
    const server = await listen(
      address,
      [healthRoute, ...routes].map((make) => make(daemon)),
      log,
    );
    return {
      url: server.url,
      end: async () => {
        // What is being answered may still need what the posts hold.
        await server.close();
        await ended(taken);
      },
    };
  } catch (thrown) {
    await ended(taken);
    throw thrown;
  }
}

async function ended(taken: readonly TakenPost[]): Promise<void> {
  await Promise.all(taken.map((post) => post.end()));
}
