import type { Block } from '../../components/block.ts';
import { deletedSince, missingWords } from '../../domain/audit/as-of.ts';
import { clock } from '../../domain/format.ts';
import { joined, type SafeText, sanitise, t } from '../../domain/text.ts';
import { keyNames } from '../../keys/labels.ts';
import { fit, type Line, line, lineWidth, span } from '../../theme/line.ts';
import { firstFit } from '../../theme/width.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import type { TrailSince } from '../../workspace/watch/past-reads.ts';
import { pastKnowledge } from '../../workspace/watch/travel.ts';
import type { Runtime } from '../scene/runtime.ts';

const trailWords: Readonly<Record<TrailSince, SafeText>> = {
  whole: t`on and off by the audit trail`,
  reading: t`on and off: reading the audit trail`,
  unknown: t`on and off as of now: no audit trail`,
};

/** Words of pages that mean the moment that is shown; values in quotes are the data of somebody. */
const nowWords = /just now| – now|(?<=\b(?:Raised|with it|delivered|nothing|given up|attempted|time) )now\b/g;
/** Room that a row can spare. */
const spare = / {2}|──|--/;

/** What a page says of now it says of then: of the past nothing is just now. Rows keep their width. */
export function asThen(block: Block, at: number): Block {
  const time = clock(at, at);
  const word = (text: string): string => (text === 'just now' ? `at ${time}` : text === ' – now' ? `–${time}` : 'then');
  return block.map((row) => {
    if (!row.spans.some(({ text }) => /\bnow\b/.test(text))) return row;
    let grown = 0;
    const spans = row.spans.map((each) => {
      let text: string = each.text;
      if (!text.includes('"')) text = text.replace(nowWords, word);
      grown += text.length - each.text.length;
      for (; grown > 0 && spare.test(text); grown -= 1) text = text.replace(spare, (room) => room.slice(1));
      return { ...each, text: sanitise(text) };
    });
    return { ...row, spans };
  });
}

/** Under the head of each page of the past: what of it is not as it was then, and the way back. */
export function pastLine({ poller, store, glyphs }: Runtime, needs: readonly Need[], width: number): Line | undefined {
  const { past } = poller;
  if (!past) return undefined;
  const { hasNow, trail } = pastKnowledge(past, needs);
  const gone = trail === 'whole' ? deletedSince(past.changes, past.at) : 0;
  const trailPart = trail === undefined ? [] : [trailWords[trail]];
  const gonePart = missingWords(gone);
  const nowPart = hasNow ? [t`settings and payloads as of now`] : [];
  // With less room whole facts are left out: what is not as of then is told last of all.
  const parts = [
    [...trailPart, ...gonePart, ...nowPart],
    [...gonePart, ...nowPart],
    nowPart,
    hasNow ? [t`settings as of now`] : [],
  ].map((some) => joined(some, t` · `));
  const keyOf = keyNames(store.getState().keymap, glyphs.ascii);
  const keys = joined(
    [keyOf('time.earlier'), keyOf('time.later')].filter((key) => key !== ''),
    t` `,
  );
  const ways = (
    [
      [keyOf('refresh'), t`now`],
      [keys, t`by an hour`],
    ] as const
  ).filter(([key]) => key !== '');
  const head = line(
    span(t` ${glyphs.partial} Back in time `, 'bad'),
    ...ways.flatMap(([key, does], index) => [span(index === 0 ? t` ${key} ` : t`  ${key} `, 'key'), span(does, 'dim')]),
  );
  return fit(line(...head.spans, t`   `, span(firstFit(parts, width - lineWidth(head) - 3))), width);
}
