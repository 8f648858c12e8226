/** Parts of the page, from the top. */
export type Part = 'verdict' | 'steps' | 'chart' | 'breakdown' | 'facts';

/** Rows a part gets: 1 is its folded form, one line; 0 leaves it out. */
export interface Placed {
  readonly part: Part;
  readonly width: number;
  readonly height: number;
}

/** Rows of parts, each as wide as the page together. */
export type Layout = readonly (readonly Placed[])[];

/** Frame of a panel. */
const frame = 2;
/** The seven steps, and the names of their columns. */
const stepRows = 8;
const leastList = 3;
const leastChart = 5;
const tallestChart = 14;

/** From this size on parts stand beside each other. */
const wideFrom = 100;
const wideRows = 26;
/** From so many rows on the graph has the whole width. */
const tallRows = 47;
/** Rows of steps and reasons beside each other, and of the facts, under a graph of the whole width. */
const besideRows = stepRows + 1 + frame + 2;
const mostFacts = 14;
const tallestAlone = 26;

/**
 * Where the parts of the page stand. The verdict and its reason come first and stay; then the focused part; what has no room
 * folds to a line.
 * @param verdict rows that the verdict needs inside its frame
 * @param pipeline false where the API has no delivery data: verdict and facts are the whole page
 */
export function connectionLayout(
  width: number,
  height: number,
  focused: Exclude<Part, 'chart'>,
  verdict: number,
  pipeline: boolean,
): Layout {
  if (!pipeline) return withoutPipeline(width, height, verdict);
  if (width >= wideFrom && height >= tallRows) return tall(width, height, verdict);
  return width >= wideFrom && height >= wideRows
    ? wide(width, height, verdict)
    : narrow(width, height, focused, verdict);
}

function withoutPipeline(width: number, height: number, verdict: number): Layout {
  const top = Math.min(verdict + frame, Math.max(1, height - leastList - frame));
  return rows(
    [
      ['verdict', top],
      ['facts', height - top],
    ],
    width,
  );
}

function wide(width: number, height: number, verdict: number): Layout {
  const left = Math.floor(width * 0.52);
  const top = Math.min(verdict + frame, 9);
  const spare = height - top - (stepRows + 1 + frame) - (leastList + frame);
  const middle = stepRows + 1 + frame + Math.max(0, Math.min(tallestChart - stepRows, Math.floor(spare / 4)));
  const bottom = height - top - middle;
  return [
    [{ part: 'verdict', width, height: top }],
    [
      { part: 'steps', width: left, height: middle },
      { part: 'chart', width: width - left, height: middle },
    ],
    [
      { part: 'breakdown', width: left, height: bottom },
      { part: 'facts', width: width - left, height: bottom },
    ],
  ];
}

/** The graph over the whole width, steps and what they are made of beside each other under it, then the facts. */
function tall(width: number, height: number, verdict: number): Layout {
  const left = Math.floor(width * 0.52);
  const top = Math.min(verdict + frame, 9);
  const room = height - top - besideRows;
  const chart = Math.min(tallestAlone, room - mostFacts);
  const middle = besideRows + Math.floor((room - chart - mostFacts) / 2);
  return [
    [{ part: 'verdict', width, height: top }],
    [{ part: 'chart', width, height: chart }],
    [
      { part: 'steps', width: left, height: middle },
      { part: 'breakdown', width: width - left, height: middle },
    ],
    [{ part: 'facts', width, height: height - top - chart - middle }],
  ];
}

function narrow(width: number, height: number, focused: Exclude<Part, 'chart'>, verdict: number): Layout {
  if (focused === 'verdict') {
    const top = Math.min(verdict + frame, Math.max(1, height - 3));
    const left = height - top - 2;
    const open = leastChart + frame;
    const charted = left > open ? Math.min(tallestChart, Math.max(open, left - stepRows - frame)) : 0;
    const rest = left - charted;
    const steps = rest >= leastList + frame ? Math.min(rest, stepRows + frame) : Math.min(1, rest);
    const chart = charted > 0 && steps === 1 ? left - steps : charted;
    const spare = left - chart - steps;
    const breakdown = spare >= leastList + frame ? spare + 1 : 1;
    const facts = breakdown === 1 && spare + 1 >= leastList + frame ? spare + 1 : 1;
    return rows(
      [
        ['verdict', top],
        ['chart', chart],
        ['steps', steps],
        ['breakdown', breakdown],
        ['facts', facts],
      ],
      width,
    );
  }
  const roomy = height >= 16 ? Math.min(verdict + frame, 5) : Math.min(2, verdict);
  const plain = Math.min(2, verdict);
  const leaves = (above: number): number => height - above - 2 - stepRows - frame;
  // The graph of the step that is looked at comes before the second half of the verdict.
  const top = focused === 'steps' && leaves(roomy) < leastChart && leaves(plain) >= leastChart ? plain : roomy;
  const room = height - top - 2;
  const order: readonly Exclude<Part, 'chart' | 'verdict'>[] = ['steps', 'breakdown', 'facts'];
  const asList = focused === 'steps' ? Math.min(room, stepRows + frame) : room;
  const chart = focused === 'steps' && room - asList >= leastChart ? room - asList : 0;
  return rows(
    [
      ['verdict', top],
      ...order.flatMap((part): [Part, number][] =>
        part !== focused
          ? [[part, 1]]
          : chart > 0
            ? [
                [part, asList],
                ['chart', chart],
              ]
            : [[part, room]],
      ),
    ],
    width,
  );
}

const rows = (parts: readonly (readonly [Part, number])[], width: number): Layout =>
  parts.filter(([, height]) => height > 0).map(([part, height]) => [{ part, width, height }]);
