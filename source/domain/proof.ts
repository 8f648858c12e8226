import type { Problem } from './problem.ts';

declare const proven: unique symbol;

/**
 * That all a sentence stands on was read, whole: only with it may a screen say *none*, *nothing* or *all* (rule 229). It is made from what
 * was read (`standingOf` of the workspace), or is `atHand` where nothing has to be read.
 */
export interface Proof {
  readonly [proven]: true;
}

/** For what stands on this machine or on rows that are on screen: nothing of it has to be read. */
export const atHand = {} as Proof;

/** How far the reads have come that a sentence stands on. */
export type Standing =
  | { readonly kind: 'whole'; readonly proof: Proof }
  /** So many of its reads have answered. */
  | { readonly kind: 'reading'; readonly read: number; readonly of: number }
  /** What one of them failed with; nothing is known of that one. */
  | { readonly kind: 'failed'; readonly problem: Problem; readonly read: number; readonly of: number }
  /** All have answered, and a part of an answer had to be left out. */
  | { readonly kind: 'partial'; readonly problem: Problem };
