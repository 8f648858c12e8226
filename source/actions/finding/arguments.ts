import { clock } from '../../domain/format.ts';
import { momentOf } from '../../domain/moment.ts';
import { nearest } from '../../domain/nearest.ts';
import { type SafeText, sanitise, t } from '../../domain/text.ts';
import { addressAliases, addressedView, addressTypes, namedPart, wantedPart } from '../../state/address.ts';
import { isWhy } from '../action.ts';
import type { Environment, Why } from '../environment.ts';
import { clipboardWord, exportFormats, exportPlace, exportWish } from '../exporting.ts';
import { addressee, chosenOf } from '../own.ts';
import { foundThings } from './finder.ts';

/** Something that what is typed of the arguments may become: all of them, and what that is. */
export interface ArgumentOffer {
  readonly rest: string;
  readonly title: SafeText;
}

/** What a command of the palette takes after its name. */
export interface Arguments {
  /** What the line would do as it is typed, or what is allowed in its place. */
  check(rest: string): { readonly does: SafeText } | Why;
  /** What it may become; `rest` has the blank that ends a word. */
  offers(rest: string): readonly ArgumentOffer[];
}

const beginning = (rest: string, known: readonly ArgumentOffer[]): ArgumentOffer[] =>
  known.filter((offer) => offer.rest.startsWith(rest.trimStart().toLowerCase()) && offer.rest !== rest.trim());

/** `:export FORMAT TARGET`: the formats, then the clipboard and the files at hand. */
export const exportArguments = (environment: Environment): Arguments => ({
  check: (rest) => {
    const wish = exportWish(rest);
    return isWhy(wish) ? wish : { does: t`${wish.title}, ${exportPlace(wish)}` };
  },
  offers: (rest) => {
    const [, word = '', gap = '', start = ''] = /^\s*(\S*)(\s*)(.*)$/s.exec(rest) ?? [];
    if (gap === '')
      return beginning(
        word,
        exportFormats.map(({ id, title }) => ({ rest: id, title })),
      );
    if (isWhy(exportWish(word))) return [];
    const places = [clipboardWord, ...environment.pathsLike(start)].filter((place) => place.startsWith(start));
    return places
      .filter((place) => place !== start)
      .map((place) => ({
        rest: `${word} ${place}`,
        title: place === clipboardWord ? t`The clipboard` : place.endsWith('/') ? t`A folder` : t`Is there: asks first`,
      }));
  },
});

const moments: readonly ArgumentOffer[] = [
  { rest: '-1h', title: t`An hour ago` },
  { rest: '-3h', title: t`Three hours ago` },
  { rest: '-1d', title: t`This time yesterday` },
  { rest: '02:00', title: t`The last two o’clock in the night` },
  { rest: 'yesterday 02:00', title: t`A time of yesterday` },
];

/** `:at 02:00`: a moment of the past. */
export const momentArguments = (environment: Environment): Arguments => ({
  check: (rest) => {
    const now = environment.now();
    const named = momentOf(rest, now);
    return 'why' in named ? named : { does: t`The screen as of ${clock(named.at, now)}` };
  },
  offers: (rest) => {
    const typed = /^\d{1,2}(?::\d{0,2})?$/.exec(rest.trim());
    const days = typed ? [{ rest: `yesterday ${rest.trim()}`, title: t`The same of yesterday` }] : [];
    return [...beginning(rest, moments), ...days];
  },
});

/** Pages that an address opens. */
const types = [...addressTypes, ...Object.keys(addressAliases)];

/** `:open TYPE/ID`: the pages, then the things that have one. */
export const addressArguments = (environment: Environment): Arguments => ({
  check: (rest) => {
    const line = rest.trim();
    if (line === '') return { why: t`an address is missing: TYPE/ID or TYPE/NAME, such as source/iOS` };
    const found = addressee(environment, line);
    if (!isWhy(found)) return { does: t`Open ${found.among > 1 ? chosenOf(found) : sanitise(line, 100)}` };
    const [type = ''] = line.toLowerCase().split('/');
    const meant = nearest(type, types);
    return meant === undefined || meant === type ? found : { why: t`${found.why} (did you mean ${sanitise(meant)}?)` };
  },
  offers: (rest) => {
    const line = rest.trimStart();
    const [type = '', ...more] = line.split('/');
    if (more.length === 0)
      return beginning(
        line,
        types.map((id) => {
          const wanted = wantedPart((addressAliases[id] ?? id) as (typeof addressTypes)[number]);
          return wanted === undefined
            ? { rest: id, title: t`A page` }
            : { rest: `${id}/`, title: t`A page of one thing, by its id or name` };
        }),
      );
    const view = addressedView(type.toLowerCase());
    const own = environment.things().filter(({ target }) => target.view === view);
    const name = more.join('/');
    const found = name.trim().length < 2 ? own : foundThings(own, name).map(({ thing }) => thing);
    return found
      .slice(0, 40)
      .filter((thing) => thing.name !== name)
      .map((thing) => ({ rest: `${type}/${namedPart(thing.target.view, thing.name)}`, title: thing.kind }));
  },
});
