/** How the drawer shares its rows: the payload gets the room, everything else folds before it (rule 244). */
export interface PayloadLayout {
  /** Rows of the changes under the payload, with their frame. */
  readonly changes: number;
  readonly framedChanges: boolean;
  readonly framed: boolean;
  /** The whole explanation stands above the payload; else one row tells the error. */
  readonly explained: boolean;
  /** Even that row folds into the title. */
  readonly folded: boolean;
}

const frame = 2;

export function payloadLayout(width: number, height: number, changes: number, hasPayload: boolean): PayloadLayout {
  const framed = height >= 14;
  const framedChanges = height >= 26;
  const most = framedChanges ? (height >= 34 ? 6 : 4) : height >= 18 && hasPayload ? 2 : 1;
  const rows = height < 6 ? 0 : Math.max(1, Math.min(changes, most));
  return {
    changes: rows === 0 ? 0 : rows + (framedChanges ? frame : 0),
    framedChanges,
    framed,
    explained: !hasPayload || (height >= 26 && width >= 60),
    folded: hasPayload && !framed,
  };
}
