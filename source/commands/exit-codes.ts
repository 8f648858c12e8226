/** Exit codes of one-shot commands (rule 232). */
export const exitCode = {
  good: 0,
  failing: 1,
  usage: 2,
  noAnswer: 3,
  partly: 4,
} as const;

export const exitCodeMeaning: Readonly<Record<keyof typeof exitCode, string>> = {
  good: 'nothing is failing, and everything was read',
  failing: 'something is failing; something else may not have been read',
  usage: 'wrong usage or configuration',
  noAnswer: 'no answer, or no access: neither sources nor destinations were read',
  partly:
    'answered in part: nothing is failing in what was read; or an answer lacked a list, rows or counts, so that not even a failure is certain',
};

/** What a command that answers once knows of its answer. */
export interface Answered {
  /** Something of what was asked for was read. */
  readonly isAnswered: boolean;
  /** What is said is right, though there may be more. */
  readonly isSound: boolean;
  /** Nothing that was asked for is missing. */
  readonly isWhole: boolean;
  readonly isFailing: boolean;
}

/**
 * The exit code of an answer. A failure that is known is one whatever else could not be read. Where an answer was broken, nothing
 * that was made of it is certain, failures and all-clear alike (rule 232).
 */
export function codeOfAnswer({ isAnswered, isSound, isWhole, isFailing }: Answered): number {
  if (!isAnswered) return exitCode.noAnswer;
  if (!isSound) return exitCode.partly;
  if (isFailing) return exitCode.failing;
  return isWhole ? exitCode.good : exitCode.partly;
}
