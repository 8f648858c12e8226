import type { Problem } from './problem.ts';

declare const proven: unique symbol;

/**
 * Proof that everything was read that a sentence needs, completely: only with it may a screen say *none*, *nothing* or *all*
 * (rule 229). It is made from what was read (`standingOf` of the workspace), or is `atHand` where nothing has to be read.
 */
export interface Proof {
  readonly [proven]: true;
}

/** The proof for what is kept on this machine or is on screen already, so that nothing has to be read. */
export const atHand = {} as Proof;

/** How far the reads have come that a sentence needs. */
export type Standing =
  | { readonly kind: 'whole'; readonly proof: Proof }
  /** So many of the reads have answered. */
  | { readonly kind: 'reading'; readonly read: number; readonly of: number }
  /** One of the reads failed, with this problem. */
  | { readonly kind: 'failed'; readonly problem: Problem; readonly read: number; readonly of: number }
  /** All reads have answered, and a part of an answer was left out. */
  | { readonly kind: 'partial'; readonly problem: Problem };
