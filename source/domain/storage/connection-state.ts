import type { SafeText } from '../text.ts';

/** What a login to a warehouse, tried when it was asked for, came to. */
export interface ConnectionState {
  /** Undefined where neither is told. */
  readonly connected: boolean | undefined;
  /** The API's own word: CONNECTED or FAILED. */
  readonly word: SafeText;
}
