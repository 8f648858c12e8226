import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Who may see what was read: everyone with the same token at the same address, and the same segtop. What such a one keeps is
 * named and sealed by keys that come out of the token, so that nobody reads it without that token, and nothing is taken in that
 * was not written with it. The token itself is nowhere.
 */
export interface Access {
  /** Tells one access from another; hexadecimal. */
  readonly id: string;
  /** @param name what the text is of: it opens under no other name */
  seal(plain: Uint8Array, name: string): Uint8Array;
  /** Undefined for what was not sealed by this access under this name. */
  open(sealed: Uint8Array, name: string): Uint8Array | undefined;
}

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * @param secret the token
 * @param scope what else tells accesses apart: the address that is asked, the version of what is kept
 */
export function accessOf(secret: string, scope: readonly string[]): Access {
  const derived = Buffer.from(hkdfSync('sha256', secret, '', `segtop store\n${scope.join('\n')}`, 48));
  const id = derived.subarray(0, 16).toString('hex');
  const key = derived.subarray(16);
  return {
    id,
    seal(plain, name) {
      const nonce = randomBytes(nonceBytes);
      const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(name));
      const body = Buffer.concat([sealing.update(plain), sealing.final()]);
      return Buffer.concat([nonce, body, sealing.getAuthTag()]);
    },
    open(sealed, name) {
      if (sealed.length < nonceBytes + tagBytes) return undefined;
      const all = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.length);
      const opening = createDecipheriv(cipher, key, all.subarray(0, nonceBytes), { authTagLength: tagBytes })
        .setAAD(Buffer.from(name))
        .setAuthTag(all.subarray(-tagBytes));
      try {
        return Buffer.concat([opening.update(all.subarray(nonceBytes, -tagBytes)), opening.final()]);
      } catch {
        return undefined;
      }
    },
  };
}
