import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { hour as hourLength } from '../../domain/time.ts';
import type { Row, World } from '../world.ts';

/** A link is good for so long. */
const linkLives = 2 * hourLength;

/** A file of a failure log, or why there is none. */
export type LogFile =
  | { readonly status: 200; readonly type: string; readonly bytes: Uint8Array }
  | { readonly status: 400 | 403 | 404; readonly code: string };

/**
 * Links to the files of one hour: the first has its lines one by one and is gzip, the second holds the rest as a plain array. None
 * while nothing has been written.
 */
export function linksOf(world: World, base: string, destinationId: string, hour: number): string[] {
  const lines = world.failureLog?.(destinationId, hour) ?? [];
  const parts = lines.length === 0 ? 0 : lines.length === 1 ? 1 : 2;
  return Array.from({ length: parts }, (_, part) => {
    const path = `/failure-logs/${encodeURIComponent(destinationId)}/${hour}/${part}.json`;
    const date = String(world.now());
    return `${base}${path}?X-Amz-Date=${date}&X-Amz-Expires=7200&X-Amz-Signature=${signature(path, date)}`;
  });
}

/** What a link leads to. */
export function logFile(world: World, path: string, query: URLSearchParams): LogFile {
  const date = query.get('X-Amz-Date') ?? '';
  if (query.get('X-Amz-Signature') !== signature(path, date)) return { status: 403, code: 'SignatureDoesNotMatch' };
  if (world.now() - Number(date) > linkLives) return { status: 403, code: 'AccessDenied' };
  const [, id = '', hour, part] = /^\/failure-logs\/([^/]+)\/(\d+)\/([01])\.json$/.exec(path) ?? [];
  const lines = hour === undefined ? [] : (world.failureLog?.(decodeURIComponent(id), Number(hour)) ?? []);
  const half = Math.ceil(lines.length / 2);
  const own = part === '0' ? lines.slice(0, half) : lines.slice(half);
  if (own.length === 0) return { status: 404, code: 'NoSuchKey' };
  return part === '0'
    ? { status: 200, type: 'application/gzip', bytes: gzipSync(linesOf(own)) }
    : { status: 200, type: 'application/json', bytes: Buffer.from(JSON.stringify(own)) };
}

const linesOf = (rows: readonly Row[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

const signature = (path: string, date: string): string =>
  createHash('sha256').update(`segtop mock ${path} ${date}`).digest('hex').slice(0, 32);
