/** A row of a list: what it is called, and what there is to say about it at the right end. */
import { between, fit, type Line, lineWidth } from '../theme/line.ts';

/** Columns of the remark worth showing at all. */
const readable = 3;

/**
 * Both on exactly `width` columns. The name is never cut for the remark; a remark that would be too short to read is left out.
 */
export function labelled(name: Line, remark: Line, width: number): Line {
  const room = width - lineWidth(name) - 2;
  if (lineWidth(remark) <= room) return between(name, remark, width);
  return room < readable ? fit(name, width) : between(name, fit(remark, room), width);
}
