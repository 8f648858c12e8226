import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A larger value takes too long to be written between two frames: it is asked for again. */
export const largestValue = 32 * 1024 * 1024;
/** Below, deflating saves nothing worth its time. */
const deflateFrom = 512;
const fastest = 1;

/** The format of Node that values are written in: an older Node does not read that of a newer one. */
export const format = `v8 ${serialize(null)[1]}`;

const plain = 0;
const deflated = 1;

/**
 * A value as bytes, with all that domain values are made of: bigint, Map, Set, Date, undefined, NaN. Undefined for what cannot
 * be kept: functions, and what is too large.
 */
export function encode(value: unknown): Uint8Array | undefined {
  let bytes: Buffer;
  try {
    bytes = serialize(value);
  } catch {
    return undefined;
  }
  if (bytes.length > largestValue) return undefined;
  if (bytes.length < deflateFrom) return Buffer.concat([Uint8Array.of(plain), bytes]);
  return Buffer.concat([Uint8Array.of(deflated), deflateRawSync(bytes, { level: fastest })]);
}

/** The value of bytes that `encode` made; undefined for any other. Only for bytes that are known to be segtop's own. */
export function decode(bytes: Uint8Array): unknown {
  try {
    const body = bytes.subarray(1);
    return deserialize(bytes[0] === deflated ? inflateRawSync(body, { maxOutputLength: largestValue }) : body);
  } catch {
    return undefined;
  }
}
