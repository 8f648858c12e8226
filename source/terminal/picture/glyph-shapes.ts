/** Lines and blocks as shapes that meet their neighbours: fonts leave gaps between rows. */

/** Light lines as strokes between the left, right, up, down edges and the middle of the cell. */
const strokes: Readonly<Record<string, readonly string[]>> = {
  '─': ['lr'],
  '│': ['ud'],
  '┌': ['rmd'],
  '┐': ['lmd'],
  '└': ['rmu'],
  '┘': ['lmu'],
  '├': ['ud', 'mr'],
  '┤': ['ud', 'ml'],
  '┬': ['lr', 'md'],
  '┴': ['lr', 'mu'],
  '┼': ['lr', 'ud'],
};

const rounded: Readonly<Record<string, readonly [x: 0 | 1, y: 0 | 1]>> = {
  '╭': [1, 1],
  '╮': [0, 1],
  '╰': [1, 0],
  '╯': [0, 0],
};

/** Blocks as [x, y, width, height] in eighths of the cell. */
const blocks: Readonly<Record<string, readonly [number, number, number, number]>> = {
  ...Object.fromEntries([...'▁▂▃▄▅▆▇█'].map((char, index) => [char, [0, 7 - index, 8, index + 1]])),
  ...Object.fromEntries([...'▏▎▍▌▋▊▉'].map((char, index) => [char, [0, 0, index + 1, 8]])),
  '▀': [0, 0, 8, 4],
  '▐': [4, 0, 4, 8],
};

const shades: Readonly<Record<string, number>> = { '░': 0.25, '▒': 0.5, '▓': 0.75 };

/** True for what `shapeOf` draws. */
export const hasShape = (char: string) => char in strokes || char in rounded || char in blocks || char in shades;

/** True for shapes that look the same drawn once over several cells. */
export const stretches = (char: string) => char === '─' || char === '█' || char in shades;

const round = (value: number) => Number(value.toFixed(2));

/** A box of the picture, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const rectangle = ({ x, y, width, height }: Box, colour: string, more = '') =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${colour}"${more}/>`;

/** The shape of a line or block character in its cell; undefined when the font has to draw it. */
export function shapeOf(char: string, box: Box, colour: string): string | undefined {
  const block = blocks[char];
  if (block !== undefined) {
    const [x, y, width, height] = block.map((part) => part / 8) as [number, number, number, number];
    const place = { x: box.x + x * box.width, y: box.y + y * box.height };
    return rectangle({ ...place, width: width * box.width, height: height * box.height }, colour);
  }
  const shade = shades[char];
  if (shade !== undefined) return rectangle(box, colour, ` opacity="${shade}"`);
  const path = pathOf(char, box);
  return path && `<path d="${path}" stroke="${colour}" fill="none"/>`;
}

function pathOf(char: string, { x, y, width, height }: Box): string | undefined {
  const [middleX, middleY] = [round(x + width / 2), round(y + height / 2)];
  const [right, bottom] = [round(x + width), round(y + height)];
  const ends: Readonly<Record<string, string>> = {
    l: `${round(x)} ${middleY}`,
    r: `${right} ${middleY}`,
    u: `${middleX} ${round(y)}`,
    d: `${middleX} ${bottom}`,
    m: `${middleX} ${middleY}`,
  };
  const corner = rounded[char];
  if (corner !== undefined) {
    const [from, to] = [ends[corner[0] === 1 ? 'r' : 'l'], ends[corner[1] === 1 ? 'd' : 'u']];
    return `M${from}Q${middleX} ${middleY} ${to}`;
  }
  return strokes[char]?.map((points) => `M${[...points].map((point) => ends[point]).join('L')}`).join('');
}
