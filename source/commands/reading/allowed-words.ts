import { nearest } from '../../domain/nearest.ts';

/**
 * What to put after *use* where a word is none of those that are allowed: the one that was probably meant, then all.
 * @param others words that mean one of them, and need not be told
 */
export function allowedWords(wanted: string, known: readonly string[], others: readonly string[] = []): string {
  const all = known.join(', ');
  const meant = nearest(wanted, [...known, ...others]);
  return meant === undefined ? all : `${meant} (did you mean that?), or ${all}`;
}
