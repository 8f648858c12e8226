import { type SafeText, sliced, t } from '../../../domain/text.ts';
import { blank, type Line, line, lineWidth, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';

/** Links to help outside of this program (G-02, W-04); the video tour asks for a login. */
const links: readonly (readonly [what: SafeText, url: SafeText])[] = [
  [t`Support`, t`https://segment.com/help/contact/`],
  [t`Video tour`, t`https://university.segment.com/introduction-to-segment/299965`],
];

const nameWidth = 11;

/** The links on top of the help, over its whole width; on narrow screens below their names, so that none is cut. */
export function linkLines(width: number, copy: SafeText): Line[] {
  const rows = links.flatMap(([what, url]): Line[] => {
    const whole = line(t`  `, padToWidth(what, nameWidth), t` `, span(url, 'info'));
    if (lineWidth(whole) <= width) return [whole];
    const room = Math.max(8, width - 2);
    const parts = Array.from({ length: Math.ceil(url.length / room) }, (_, index) =>
      line(t`  `, span(sliced(url, index * room, (index + 1) * room), 'info')),
    );
    return [line(t`  `, what), ...parts];
  });
  return [
    line(span(t`Help and support`, 'accent'), copy === '' ? undefined : span(t`  ${copy} copies both`, 'dim')),
    ...rows,
    blank,
  ];
}

/** Both links as they are copied, one a line. */
export const copiedLinks: string = links.map(([, url]) => url).join('\n');
