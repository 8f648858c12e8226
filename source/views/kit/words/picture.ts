import type { Notice, NoticeWords } from '../../../components/notice.ts';
import { counted, whole } from '../../../domain/format.ts';
import type { Proof, Standing } from '../../../domain/proof.ts';
import { capital, joined, type SafeText, t } from '../../../domain/text.ts';
import type { Fleet } from '../../../workspace/delivery/fleet.ts';
import { togetherOf } from '../../../workspace/polling/proof.ts';
import { type PicturePart, pictureParts, rankingStanding } from '../../../workspace/watch/picture-standing.ts';
import { emptyNotice } from '../need-states.ts';
import type { ViewContext } from '../view.ts';
import { problemText } from '../words.ts';

const partNames: Readonly<Record<PicturePart['id'], SafeText>> = {
  destinations: t`destinations`,
  delivery: t`delivery numbers`,
  sources: t`sources`,
  volume: t`event volume`,
  storage: t`storage syncs`,
  violations: t`violations`,
  audit: t`the audit trail`,
};

/** How far a part is, or why it could not be read: `40 of 2,000`, `no access (403)`; empty where there is nothing to say of it. */
function standText({ standing }: PicturePart): SafeText {
  if (standing.kind === 'reading') return standing.of > 1 ? t`${standing.read} of ${standing.of}` : t``;
  if (standing.kind === 'partial') return standing.problem.message;
  return standing.kind === 'failed' ? problemText(standing.problem) : t``;
}

const nameText = ({ id, standing }: PicturePart): SafeText =>
  standing.kind === 'failed' ? failedName(id, standing) : partNames[id];

function failedName(id: PicturePart['id'], { read, of }: { readonly read: number; readonly of: number }): SafeText {
  if (id === 'delivery' && of > read) return t`delivery of ${counted(of - read, t`connection`)}`;
  return partNames[id];
}

/** `delivery numbers: 40 of 2,000, destinations and sources: no access (403)`: what is refused alike is named together. */
function listed(parts: readonly PicturePart[]): SafeText {
  const groups = Map.groupBy(parts, (part) => (part.standing.kind === 'failed' ? standText(part) : part));
  return joined(
    [...groups.values()].map((alike) => {
      const stands = standText(alike[0]!);
      const names = alike.map(nameText);
      const last = names.pop()!;
      const all = names.length === 0 ? last : t`${joined(names, t`, `)} and ${last}`;
      return stands === '' ? all : t`${all}: ${stands}`;
    }),
    t`, `,
  );
}

/** What can be said where nothing was found wrong. */
export type Calm =
  | { readonly kind: 'whole'; readonly proof: Proof }
  /** The part on which everything else depends could not be read at all. */
  | { readonly kind: 'blind'; readonly what: SafeText; readonly standing: Standing & { readonly kind: 'failed' } }
  /** What is still to be read, or what could not be. */
  | { readonly kind: 'reading' | 'partial'; readonly left: SafeText };

/**
 * Whether the rest is known to be well: only where everything that is judged was read.
 * @param judged the parts that are judged, where it is not all of them
 */
export function calmOf(
  { read, period }: Pick<ViewContext, 'read' | 'period'>,
  fleet: Fleet,
  judged?: readonly PicturePart['id'][],
): Calm {
  const parts = pictureParts(read, fleet, period, judged);
  const [first, ...others] = parts.map(({ standing }) => standing);
  const together = togetherOf(first!, ...others);
  if (together.kind === 'whole') return together;
  for (const { id, standing } of parts)
    if ((id === 'destinations' || id === 'delivery') && standing.kind === 'failed' && standing.read === 0)
      return { kind: 'blind', what: failedName(id, standing), standing };
  const of = (kind: Standing['kind']) => parts.filter(({ standing }) => standing.kind === kind);
  const missing = [...of('failed'), ...of('partial')];
  const reading = of('reading');
  const unread = missing.length > 0 ? t`not read: ${listed(missing)}` : t``;
  if (reading.length === 0) return { kind: 'partial', left: unread };
  const waits = t`still to be read: ${listed(reading)}`;
  return { kind: 'reading', left: unread === '' ? waits : t`${waits}; ${unread}` };
}

/** Which of these parts could not be read, or only in part: what a list rests on besides its own rows. Undefined where none. */
export function unreadText(
  { read, period }: Pick<ViewContext, 'read' | 'period'>,
  fleet: Fleet,
  ids: readonly PicturePart['id'][],
): SafeText | undefined {
  const unread = pictureParts(read, fleet, period, ids).filter(
    ({ standing: { kind } }) => kind === 'failed' || kind === 'partial',
  );
  return unread.length === 0 ? undefined : listed(unread);
}

/** What a list of all problems is made from: the first part that is still being read stands for all. */
export function pictureGround({ read, period }: Pick<ViewContext, 'read' | 'period'>, fleet: Fleet): Standing {
  const all = pictureParts(read, fleet, period).map(({ standing }) => standing);
  return all.find(({ kind }) => kind === 'reading') ?? togetherOf(all[0]!, ...all.slice(1));
}

/**
 * The notice of a page that would list all problems: in the words of `none` where that is proven.
 * @param judged the parts that the page is made from, where it is not all of them
 */
export function pictureNotice(
  context: Pick<ViewContext, 'read' | 'period'>,
  fleet: Fleet,
  { title, text, help }: NoticeWords,
  judged?: readonly PicturePart['id'][],
): Notice {
  const calm = calmOf(context, fleet, judged);
  if (calm.kind === 'whole') return { kind: 'good', proof: calm.proof, title, text, help };
  if (calm.kind === 'blind') return emptyNotice(calm.standing, calm.what, { title });
  if (calm.kind === 'reading') return { kind: 'loading', title: t`${title} so far`, text: sentence(calm.left), help };
  return { kind: 'stale', title: t`${title} in what could be read`, text: sentence(calm.left), help };
}

const sentence = (text: SafeText): SafeText => t`${capital(text)}.`;

/** How far a ranking has come that is incomplete: the worst so far may not be the worst of all. Undefined once all were read. */
export function rankedText({ ranked, rankable }: Pick<Fleet, 'ranked' | 'rankable'>, of = t``): SafeText | undefined {
  if (ranked >= rankable) return undefined;
  return ranked === 0
    ? t`0 of ${whole(rankable)}${of} read`
    : t`worst of ${whole(ranked)} of ${whole(rankable)}${of} read`;
}

/** The notice of a list of connections as long as not each has been measured; undefined from then on. */
export function rankingNotice(fleet: Fleet): Notice | undefined {
  const { ranked, rankable } = fleet;
  const stands = rankingStanding(fleet);
  if (stands.kind === 'whole') return undefined;
  if (stands.kind === 'reading')
    return { kind: 'loading', title: t`Ranking connections: ${ranked} of ${rankable} so far` };
  const waiting = rankable - ranked;
  return emptyNotice(stands, waiting > 0 ? t`delivery of ${counted(waiting, t`connection`)}` : partNames.delivery, {
    title: t``,
  });
}
