import { UsageError } from '../../config/usage-error.ts';
import {
  addressAliases,
  addressedView,
  addressParts,
  addressTypes,
  readAddress,
  wantedPart,
  withWholeName,
  wrongPart,
} from '../../state/address.ts';
import type { Target, ViewId } from '../../state/pages.ts';
import { exitCode } from '../exit-codes.ts';
import { allowedWords } from '../reading/allowed-words.ts';
import { type Found, findThing } from '../reading/find-thing.ts';
import { type OpenWorkspace, say } from '../reading/open-workspace.ts';

/** What is done where something could not be looked up: a command says so and has no answer, a server answers with why. */
export type OnUnread = (found: Found & { readonly kind: 'unread' }) => undefined;

/**
 * The page of an address such as `source/Web (prod)`, where a name does as well as an id; undefined where it could not be looked up,
 * which is said and sets the exit code.
 * @throws UsageError for a page that there is not, or something that nothing is called
 */
export async function targetOf(
  workspace: OpenWorkspace,
  address: string,
  onUnread: OnUnread = sayUnread,
): Promise<Target | undefined> {
  const { view: given, params } = readAddress(withWholeName(address));
  const view = addressedView(given);
  if (view === undefined)
    throw new UsageError('TYPE/ID', address, allowedWords(given, addressTypes, Object.keys(addressAliases)));
  const rest = address.split('/').slice(1).join('/').trim();
  if (rest !== '' && addressParts(view).length === 0) throw new UsageError('TYPE/ID', address, aloneText(view, rest));
  const wrong = wrongPart(view, params);
  if (wrong) throw new UsageError('TYPE/ID', address, `${view}/ and ${allowedWords(wrong.given, wrong.allowed)}`);
  const first = wantedPart(view);
  if (first === undefined) return { view, params };
  const wanted = params[first];
  if (wanted === undefined) throw new UsageError('TYPE/ID', address, `${view}/ID, or ${view}/ and its name`);
  const found = await findThing(workspace, view, wanted);
  return found.kind === 'found' ? { view, params: { ...params, ...found.params } } : onUnread(found);
}

/** What to put in place of a page of all with something after it: `sources/iOS` would print every source. */
function aloneText(view: ViewId, rest: string): string {
  const ofOne = addressTypes.find((id) => `${id}s` === view);
  return ofOne === undefined ? `${view} alone: that page takes no ID` : `${ofOne}/${rest}, or ${view} alone for all`;
}

/** Why something could not be looked up. */
export const lookupText = ({ problem }: Parameters<OnUnread>[0]): string =>
  problem ? `no answer: ${problem.message}` : 'no answer in time';

/** Says why something could not be looked up, which sets the exit code. */
export function sayUnread(found: Parameters<OnUnread>[0]): undefined {
  say(lookupText(found));
  process.exitCode = exitCode.noAnswer;
}
