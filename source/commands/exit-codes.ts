/** Exit codes of one-shot commands (design §7). */
export const exitCode = {
  /** Nothing is failing. */
  good: 0,
  failing: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** No answer, or no access. */
  noAnswer: 3,
  /** Answered in part. */
  partly: 4,
} as const;
