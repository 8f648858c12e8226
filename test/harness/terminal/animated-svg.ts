/** One picture of a recording and how long it stands. */
interface Frame {
  /** A whole SVG; all of one recording are of one size. */
  readonly svg: string;
  readonly seconds: number;
}

const opening = /^<svg [^>]*>\n/;
const style = /<style>.*?<\/style>\n/;

/** Joins pictures into one SVG that shows them in turn, for ever, without a script: an image on a page may run none. */
export function animated(frames: readonly Frame[]): string {
  const [first] = frames;
  const open = first?.svg.match(opening)?.[0];
  const looks = first?.svg.match(style)?.[0];
  if (!open || !looks) throw new Error('no picture to begin with');
  const whole = frames.reduce((sum, { seconds }) => sum + seconds, 0);
  let from = 0;
  const groups = frames.map(({ svg, seconds }) => {
    const [begin, end] = [from / whole, (from + seconds) / whole];
    from += seconds;
    const inner = svg
      .replace(opening, '')
      .replace(style, '')
      .replace(/<\/svg>\n$/, '');
    const times = [0, begin, end].map((share) => Number(share.toFixed(4))).join(';');
    const turn = `<animate attributeName="visibility" values="hidden;visible;hidden" keyTimes="${times}" dur="${whole}s" calcMode="discrete" repeatCount="indefinite"/>`;
    // What shows no motion shows the first picture.
    return `<g visibility="${begin === 0 ? 'visible' : 'hidden'}">${turn}\n${inner}</g>\n`;
  });
  return `${open}${looks}${groups.join('')}</svg>\n`;
}
