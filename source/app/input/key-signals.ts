/** Keys that are signals go to every program of the terminal: while another one has it they must not end this one. */
const ofKeys = ['SIGINT', 'SIGQUIT'] as const;

/** @returns ends that */
export function ignoreKeySignals(): () => void {
  const ignore = (): void => undefined;
  for (const signal of ofKeys) process.on(signal, ignore);
  return () => {
    for (const signal of ofKeys) process.off(signal, ignore);
  };
}
