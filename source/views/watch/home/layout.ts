/** The panels of Home in Tab order. */
export const homePanes = ['sources', 'destinations', 'favorites', 'activity', 'usage'] as const;
export type HomePane = (typeof homePanes)[number];

export interface PanelArea {
  readonly pane: HomePane;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface HomeLayout {
  readonly triage: number;
  /** Rows of columns, top to bottom; the panels of a column stand under each other. */
  readonly rows: readonly (readonly (readonly PanelArea[])[])[];
}

/** From this size on, two panels stand side by side and all five are open. */
const wideFrom = 100;
const tallFrom = 24;

/** Rows of a terminal that are not the page's: head, bar, keys. */
const chrome = 3;

/** On a terminal of this size one panel is open at a time. */
export const isStacked = ({ columns: width, rows }: { readonly columns: number; readonly rows: number }): boolean =>
  width < wideFrom || rows - chrome < tallFrom;

/**
 * How Home shares its space: five open panels in two columns where there is room; otherwise a stack in which the focused
 * panel is open and the others fold to one telling line each, so that nothing is hidden (H-01). Chrome folds before data. Favorites leave the room they do not need to the sources.
 */
export function homeLayout(
  width: number,
  height: number,
  focused: HomePane,
  troubles: number,
  meters: number,
  favorites: number,
): HomeLayout {
  const triage = Math.min(Math.max(1, troubles), height >= 30 ? (height >= 46 ? 5 : 3) : height >= 16 ? 2 : 1);
  return width >= wideFrom && height >= tallFrom
    ? columns(
        width,
        height,
        triage,
        meters,
        favorites === 0 ? invitation[focused === 'favorites' ? 'focused' : 'folded'] : favorites + 2,
      )
    : stacked(width, height, focused, triage);
}

/** Rows of the panel of favorites while there are none: where it has the focus its frame and how to have some, else a line. */
const invitation = { focused: 4, folded: 1 };

function columns(width: number, height: number, triage: number, meters: number, favored: number): HomeLayout {
  const left = Math.floor(width / 2);
  const usage = meters === 0 ? 1 : 2 + meters;
  const open = height - triage - usage;
  const upper = Math.ceil(open * 0.58);
  const column = (x: number, ofWidth: number, ...panes: readonly (readonly [HomePane, number])[]): PanelArea[] => {
    let y = triage;
    return panes.map(([pane, rows]) => {
      y += rows;
      return { pane, x, y: y - rows, width: ofWidth, height: rows };
    });
  };
  const favorites = Math.min(favored, open - upper);
  return {
    triage,
    rows: [
      [
        column(0, left, ['sources', open - favorites], ['favorites', favorites]),
        column(left, width - left, ['destinations', upper], ['activity', open - upper]),
      ],
      [[{ pane: 'usage', x: 0, y: triage + open, width, height: usage }]],
    ],
  };
}

function stacked(width: number, height: number, focused: HomePane, triage: number): HomeLayout {
  const open = Math.max(1, height - triage - (homePanes.length - 1));
  let y = triage;
  const rows = homePanes.map((pane): PanelArea[][] => {
    const place = { pane, x: 0, y, width, height: pane === focused ? open : 1 };
    y += place.height;
    return [[place]];
  });
  return { triage, rows };
}
