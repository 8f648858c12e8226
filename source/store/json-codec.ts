import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { largestValue } from './codec.ts';

/**
 * A value of plain JSON as bytes that every Node and every segtop reads, for what is kept longer than one of them. Undefined for
 * what is no JSON.
 */
export function packed(value: unknown): Uint8Array | undefined {
  try {
    return deflateRawSync(JSON.stringify(value), { level: 1 });
  } catch {
    return undefined;
  }
}

/** The value of bytes that `packed` made; undefined for any other. */
export function unpacked(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(inflateRawSync(bytes, { maxOutputLength: largestValue }).toString()) as unknown;
  } catch {
    return undefined;
  }
}
