import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares without telling by its time how much of the two is the same, nor how long they are. */
export function isSame(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

/** Whether a header is `Bearer` and the secret. */
export function isBearer(header: string | undefined, secret: string): boolean {
  const [, given] = /^bearer +(\S+) *$/i.exec(header ?? '') ?? [];
  return given !== undefined && isSame(given, secret);
}
