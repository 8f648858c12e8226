/** How a cell looks, as the SGR parameters that set it from plain; '' is plain. Equal looks have equal text. */
export type Style = string;

interface Look {
  readonly flags: ReadonlySet<string>;
  readonly foreground: string;
  readonly background: string;
  readonly underline: string;
}

const plain: Look = { flags: new Set(), foreground: '', background: '', underline: '' };
const known = new Map<Style, Look>([['', plain]]);

/** Parameters that end flags. */
const ends: Readonly<Record<string, readonly string[]>> = {
  '22': ['1', '2'],
  '23': ['3'],
  '24': ['4', '21'],
  '25': ['5', '6'],
  '27': ['7'],
  '28': ['8'],
  '29': ['9'],
  '55': ['53'],
};
const flag = /^(?:[1-9]|21|53)$/;

function styleOf({ flags, foreground, background, underline }: Look): Style {
  return [...[...flags].sort((a, b) => Number(a) - Number(b)), foreground, background, underline]
    .filter((part) => part !== '')
    .join(';');
}

/** By style and parameters: a screen has few of both, and every change of colour asks. */
const steps = new Map<Style, Map<string, Style>>();
/** Steps that are kept at most, with the looks they lead to; what uses more of them, such as pictures in true colour, works each out. */
const mostSteps = 4_000;
let stepsKept = 0;

/** The look after `CSI parameters m`. */
export function restyled(before: Style, parameters: string): Style {
  const last = steps.get(before)?.get(parameters);
  if (last !== undefined) return last;
  const style = worked(before, parameters);
  if (stepsKept >= mostSteps) {
    steps.clear();
    known.clear();
    stepsKept = 0;
  }
  stepsKept += 1;
  const from = steps.get(before) ?? new Map<string, Style>();
  steps.set(before, from.set(parameters, style));
  return style;
}

function worked(before: Style, parameters: string): Style {
  const look = changed(lookOf(before), parameters);
  const style = styleOf(look);
  known.set(style, look);
  return style;
}

/** A look that is kept no longer is read from its own text. */
const lookOf = (style: Style): Look => known.get(style) ?? changed(plain, style);

function changed(before: Look, parameters: string): Look {
  let look = before;
  const codes = parameters === '' ? ['0'] : parameters.split(';');
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] === '' ? '0' : codes[index]!;
    if (code === '38' || code === '48' || code === '58') {
      const length = codes[index + 1] === '2' ? 5 : 3;
      look = coloured(look, code, codes.slice(index, index + length).join(';'));
      index += length - 1;
    } else look = stepped(look, code);
  }
  return look;
}

function coloured(look: Look, code: string, color: string): Look {
  if (code === '38') return { ...look, foreground: color };
  return code === '48' ? { ...look, background: color } : { ...look, underline: color };
}

function stepped(look: Look, code: string): Look {
  if (code === '0') return plain;
  if (flag.test(code)) return { ...look, flags: new Set([...look.flags, code]) };
  const ended = ends[code];
  if (ended) return { ...look, flags: new Set([...look.flags].filter((one) => !ended.includes(one))) };
  if (code === '39') return { ...look, foreground: '' };
  if (code === '49') return { ...look, background: '' };
  if (code === '59') return { ...look, underline: '' };
  const value = Number(code);
  if ((value >= 30 && value <= 37) || (value >= 90 && value <= 97)) return { ...look, foreground: code };
  if ((value >= 40 && value <= 47) || (value >= 100 && value <= 107)) return { ...look, background: code };
  return look;
}

/** The shortest of our ways from one look to another. */
export function transition(from: Style, to: Style): string {
  if (from === to) return '';
  if (to === '') return '\u001b[m';
  if (from === '') return `\u001b[${to}m`;
  return `\u001b[0;${to}m`;
}
