/** The panels of Home in Tab order. */
export const homePanes = ['sources', 'destinations', 'favorites', 'activity', 'usage'] as const;
export type HomePane = (typeof homePanes)[number];

export interface Place {
  readonly pane: HomePane;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface HomeLayout {
  readonly triage: number;
  /** Rows of panels, top to bottom; panels of one row stand side by side. */
  readonly rows: readonly (readonly Place[])[];
}

/** From this size on, two panels stand side by side and all five are open. */
const wideFrom = 100;
const tallFrom = 24;

/**
 * How Home shares its space: five open panels in two columns where there is room; otherwise a stack in which the focused
 * panel is open and the others fold to one telling line each, so that nothing is hidden (H-01). Chrome folds before data.
 */
export function homeLayout(
  width: number,
  height: number,
  focused: HomePane,
  troubles: number,
  meters: number,
): HomeLayout {
  const triage = Math.min(Math.max(1, troubles), height >= 30 ? (height >= 46 ? 5 : 3) : height >= 16 ? 2 : 1);
  return width >= wideFrom && height >= tallFrom
    ? columns(width, height, triage, meters)
    : stacked(width, height, focused, triage);
}

function columns(width: number, height: number, triage: number, meters: number): HomeLayout {
  const left = Math.floor(width / 2);
  const usage = 2 + Math.max(1, meters);
  const open = height - triage - usage;
  const upper = Math.ceil(open * 0.58);
  const lower = open - upper;
  const pair = (a: HomePane, b: HomePane, y: number, rows: number): Place[] => [
    { pane: a, x: 0, y, width: left, height: rows },
    { pane: b, x: left, y, width: width - left, height: rows },
  ];
  return {
    triage,
    rows: [
      pair('sources', 'destinations', triage, upper),
      pair('favorites', 'activity', triage + upper, lower),
      [{ pane: 'usage', x: 0, y: triage + upper + lower, width, height: usage }],
    ],
  };
}

function stacked(width: number, height: number, focused: HomePane, triage: number): HomeLayout {
  const open = Math.max(1, height - triage - (homePanes.length - 1));
  let y = triage;
  const rows = homePanes.map((pane): Place[] => {
    const place = { pane, x: 0, y, width, height: pane === focused ? open : 1 };
    y += place.height;
    return [place];
  });
  return { triage, rows };
}
