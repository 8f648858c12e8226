/** Long enough for a burst of resizes to end, short enough not to be seen. */
const calm = 80;

/**
 * Runs once after each burst of size changes. Node tells of a new size only when it differs from the last one it saw: a
 * terminal that was made smaller and large again has lost rows, and nobody else would paint them.
 * @returns stops listening
 */
export function afterResize(run: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(run, calm);
  };
  process.on('SIGWINCH', heard);
  return () => {
    clearTimeout(timer);
    process.off('SIGWINCH', heard);
  };
}
