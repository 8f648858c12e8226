import { UsageError } from '../../config/usage-error.ts';
import { addressParts, readAddress } from '../../state/address.ts';
import { pages, type Target, type ViewId } from '../../state/pages.ts';
import { exitCode } from '../exit-codes.ts';
import { allowedWords } from '../reading/allowed-words.ts';
import { findThing } from '../reading/find-thing.ts';
import { type OpenWorkspace, say } from '../reading/open-workspace.ts';

/** Shorter names of pages, as people call what they are about. */
const aliases: Readonly<Record<string, ViewId>> = {
  connection: pages.destination.id,
  plan: pages.trackingPlan.id,
  field: pages.privacyField.id,
};

/** Every type that an address may begin with. */
export const addressTypes: readonly ViewId[] = Object.values(pages).map(({ id }) => id);

/**
 * The page of an address such as `source/Web (prod)`, where a name does as well as an id; undefined where it could not be looked up,
 * which is said and sets the exit code.
 * @throws UsageError for a page that there is not, or something that nothing is called
 */
export async function targetOf(workspace: OpenWorkspace, address: string): Promise<Target | undefined> {
  const { view: given, params } = readAddress(withWholeName(address));
  const view = addressTypes.find((id) => id === (aliases[given] ?? given));
  if (view === undefined)
    throw new UsageError('TYPE/ID', address, allowedWords(given, addressTypes, Object.keys(aliases)));
  const [first] = addressParts(view);
  const wanted = first === undefined ? undefined : params[first];
  if (first === undefined || isPart(view)) return { view, params };
  if (wanted === undefined) throw new UsageError('TYPE/ID', address, `${view}/ID, or ${view}/ and its name`);
  const found = await findThing(workspace, view, wanted);
  if (found.kind === 'found') return { view, params: { ...params, ...found.params } };
  say(found.problem ? `no answer: ${found.problem.message}` : 'no answer in time');
  process.exitCode = exitCode.noAnswer;
  return undefined;
}

/** Pages that open without what their address may name. */
const open: ReadonlySet<ViewId> = new Set(['alerts', 'audit', 'notifications', 'privacy', 'reverse-etl']);
const isPart = (view: ViewId): boolean => open.has(view);

/** Aliases have the parts of what they stand for. */
function withWholeName(address: string): string {
  const [type = '', ...rest] = address.split('/');
  return [aliases[type.toLowerCase()] ?? type, ...rest].join('/');
}
