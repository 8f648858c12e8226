/** What a mouse does, as terminals report it in SGR form: `CSI < button ; column ; row M`. */

/** One act of the mouse that means something here, at a cell counted from 0. */
export interface MouseAct {
  readonly act: 'click' | 'up' | 'down';
  readonly column: number;
  readonly row: number;
  /** When it was read, ms, on the clock of the keyboard. */
  readonly at: number;
}

const shiftAltCtrl = 4 + 8 + 16;
const wheel = 64;

/**
 * The act of a report; undefined for everything that leads nowhere: a button let go, another button than the left one, one with a
 * modifier, which terminals keep for marking text, movement, a wheel that turns sideways, and cells that no screen has.
 */
export function mouseAct(parameters: string, final: string, at: number): MouseAct | undefined {
  const [, button, column, row] = /^<(\d{1,4});(\d{1,5});(\d{1,5})$/.exec(parameters) ?? [];
  if (final !== 'M' || button === undefined || column === '0' || row === '0') return undefined;
  const act = actOf(Number(button));
  return act && { act, column: Number(column) - 1, row: Number(row) - 1, at };
}

function actOf(button: number): MouseAct['act'] | undefined {
  if (button === 0) return 'click';
  return ({ [wheel]: 'up', [wheel + 1]: 'down' } as const)[button & ~shiftAltCtrl];
}
