import type { Granularity, Window } from '../domain/time.ts';
import { failure } from './failure.ts';
import { legalWindow, type WindowRule } from './windows.ts';

/** The legal part of a window. @throws ReadError of kind invalid-request when the operation does not go back that far */
export function windowFor(
  rule: WindowRule,
  operation: string,
  window: Window,
  granularity: Granularity,
  now: number,
): Window {
  const legal = legalWindow(rule, window, granularity, now);
  if (legal) return legal;
  throw failure('invalid-request', 'older than Segment keeps this data', operation);
}
