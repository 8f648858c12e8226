/** Exit codes of one-shot commands (rule 232). */
export const exitCode = {
  good: 0,
  failing: 1,
  usage: 2,
  noAnswer: 3,
  partly: 4,
} as const;

export const exitCodeMeaning: Readonly<Record<keyof typeof exitCode, string>> = {
  good: 'nothing is failing',
  failing: 'something is failing',
  usage: 'wrong usage or configuration',
  noAnswer: 'no answer, or no access',
  partly: 'answered in part',
};
