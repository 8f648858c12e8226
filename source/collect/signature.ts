import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether a signature is that of the body, or, of a batch, that of its first event (rule 263): then the others are vouched for by
 * nothing.
 * @param signature hexadecimal HMAC-SHA1
 */
export function isSigned(body: Buffer, signature: string, secret: string): boolean {
  if (isOf(body, signature, secret)) return true;
  const first = firstOf(body);
  if (!first) return false;
  if (isOf(first, signature, secret)) return true;
  // The batch may be written with spaces, which the event alone was not.
  const again = serialised(first);
  return again !== undefined && isOf(again, signature, secret);
}

function isOf(bytes: Buffer, signature: string, secret: string): boolean {
  const expected = createHmac('sha1', secret).update(bytes).digest();
  const given = /^[0-9a-f]{40}$/i.test(signature) ? Buffer.from(signature, 'hex') : Buffer.alloc(expected.length);
  return timingSafeEqual(expected, given) && signature.length === 2 * expected.length;
}

function serialised(first: Buffer): Buffer | undefined {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(first.toString('utf8'))));
  } catch {
    return undefined;
  }
}

const [open, close, openList, closeList, quote, backslash, comma] = [...'{}[]"\\,'].map((each) => each.charCodeAt(0));

/** The bytes of the first element of a JSON array; undefined for what is none. */
export function firstOf(body: Buffer): Buffer | undefined {
  const isSpace = (byte: number | undefined) => byte === 32 || byte === 9 || byte === 10 || byte === 13;
  let at = 0;
  while (isSpace(body[at])) at += 1;
  if (body[at] !== openList) return undefined;
  at += 1;
  while (isSpace(body[at])) at += 1;
  const start = at;
  let depth = 0;
  let inText = false;
  for (; at < body.length; at += 1) {
    const byte = body[at];
    if (inText) {
      if (byte === backslash) at += 1;
      else if (byte === quote) inText = false;
      continue;
    }
    if (byte === quote) inText = true;
    else if (byte === open || byte === openList) depth += 1;
    else if (depth === 0 && (byte === comma || byte === closeList)) return element(body, start, at);
    else if (byte === close || byte === closeList) depth -= 1;
  }
  return undefined;
}

function element(body: Buffer, start: number, end: number): Buffer | undefined {
  const text = body.subarray(start, end).toString('utf8').trim();
  return text === '' ? undefined : Buffer.from(text);
}
