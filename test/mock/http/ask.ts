import { writeCursor } from '../../../source/mock/http/paging.ts';
import type { ReplyOptions } from '../../../source/mock/http/route.ts';
import { reply } from '../../../source/mock/http/router.ts';
import type { MockReply } from '../../../source/mock/protocol.ts';
import type { World } from '../../../source/mock/world.ts';

export { writeCursor };

// biome-ignore lint/suspicious/noExplicitAny: answers are JSON that each test looks into by name
export type Json = any;

/** Asks the mock with a URL as a client writes it. */
export function ask(
  world: World,
  method: string,
  url: string,
  body?: unknown,
  options?: ReplyOptions,
): MockReply & { body: Json } {
  const [path = '/', query = ''] = url.split('?');
  return reply(world, { method, path, query: [...new URLSearchParams(query)], body }, options);
}

export function get(world: World, url: string, options?: ReplyOptions): MockReply & { body: Json } {
  return ask(world, 'GET', url, undefined, options);
}
