import { shape } from '../../app/version.ts';
import { readToken } from '../../config/token.ts';
import type { Destination, Source } from '../../domain/entities.ts';
import { glyphs } from '../../theme/glyphs.ts';
import { connectionName } from '../../views/kit/words.ts';
import type { GlobalOptions } from '../global-options.ts';
import { loadSettings } from '../load-settings.ts';
import { ownEnvironment } from '../own-environment.ts';
import type { NamesOf, NameType } from './words.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What names a workspace in the environment: a value that is wrong does not take away the names of the others. */
const namingVariables = { SEGTOP_PROFILE: undefined, SEGTOP_TOKEN: undefined, SEGTOP_API_URL: undefined };

/** The profiles where it cannot be told which of them is meant: of none of them anything else is offered. */
async function profilesAlone({ config }: GlobalOptions): Promise<NamesOf> {
  const env = { ...ownEnvironment(process.env), ...namingVariables };
  const { settings } = await loadSettings(config === undefined ? {} : { config }, { env });
  return (type) => (type === 'profile' ? settings.profiles.map(({ name }) => name) : []);
}

/** The profiles, and what dashboards of this token have read. A command that gets the token is not run: it may ask somebody. */
export async function storedNames(options: GlobalOptions): Promise<NamesOf> {
  const loaded = await loadSettings(options).catch(() => undefined);
  if (!loaded) return profilesAlone(options);
  const { settings, paths } = loaded;
  const { token: source, mode, apiUrl, region, profiles } = settings;
  const profile = profiles.map(({ name }) => name);
  const unread: NamesOf = (type) => (type === 'profile' ? profile : []);
  if (mode !== 'api' || !source || source.kind === 'command') return unread;
  const secret = await readToken(source).then(
    ({ value }) => value,
    () => undefined,
  );
  // Whoever has lost the token of one profile needs the names of the others.
  if (secret === undefined) return unread;
  const { storesOf } = await import('../../store/open-store.ts');
  const stores = storesOf({
    stateDir: paths.stateDir,
    secret,
    scope: [apiUrl ?? region ?? '', shape],
    report: () => undefined,
  });
  const opened = await stores.last();
  if (!opened) return unread;
  const all = <T extends Named>(key: string): readonly T[] => {
    const data = opened.store.answer(key)?.data;
    return Array.isArray(data) ? (data as T[]) : [];
  };
  const sources = new Map(all<Source>('sources').map((each) => [each.id, each]));
  const destinations = all<Destination>('destinations').map((destination) =>
    connectionName({ destination, source: sources.get(destination.sourceId) }, glyphs(false)),
  );
  const names = (key: string) => all(key).map(({ name }) => name);
  const known: Readonly<Partial<Record<NameType, readonly string[]>>> = {
    profile,
    source: [...sources.values()].map(({ name }) => name),
    debugger: names('sources'),
    'violation-events': names('sources'),
    destination: destinations,
    'destination-settings': destinations,
    'destination-mappings': destinations,
    'destination-filters': destinations,
    payload: destinations,
    replay: destinations,
    warehouse: names('warehouses'),
    'tracking-plan': names('tracking-plans'),
    function: names('functions'),
  };
  opened.store.close();
  return (type) => known[type] ?? [];
}
