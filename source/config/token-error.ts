import type { SafeText } from '../domain/text.ts';

/** A token that could not be got. Its message never holds the token. */
export class TokenError extends Error {
  override readonly message: SafeText;
  constructor(message: SafeText) {
    super(message);
    this.name = 'TokenError';
    this.message = message;
  }
}
