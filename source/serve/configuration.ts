import type { Settings } from '../config/settings.ts';
import { type WatchHands, watchFiles } from '../config/watch.ts';
import type { EventLog } from './event-log.ts';

export interface ConfigurationOptions {
  readonly files: readonly string[];
  readonly hands: WatchHands;
  /** What the daemon goes on with, by profile. */
  readonly before: readonly Settings[];
  /** What would be watched by the files as they are now. @throws where they cannot be used */
  readonly read: () => Promise<readonly Settings[]>;
  readonly log: Pick<EventLog, 'info' | 'warn'>;
}

/** What a daemon goes by; the rest of the configuration is for a screen. */
const used: readonly (keyof Settings)[] = [
  'mode',
  'profile',
  'apiUrl',
  'region',
  'token',
  'me',
  'refresh',
  'allowance',
  'alerts',
  'collect',
  'failureLogs',
  'log',
];

/** Names what differs between two readings of the configuration; values may be secret. Profiles that come or go are `profile`. */
export function changedSettings(before: readonly Settings[], now: readonly Settings[]): readonly string[] {
  const later = new Map<string, Settings>(now.map((each) => [each.profile, each]));
  const pairs = before.flatMap((each) => {
    const other = later.get(each.profile);
    return other ? [[each, other] as const] : [];
  });
  const isSame = pairs.length === before.length && pairs.length === now.length;
  const text = (settings: Settings, key: keyof Settings): string => JSON.stringify(settings[key]) ?? '';
  return used.filter((key) =>
    key === 'profile' ? !isSame : pairs.some(([each, other]) => text(each, key) !== text(other, key)),
  );
}

/**
 * A daemon goes on with the configuration of its start, so that nothing which is half written ends its watch: says so when the
 * configuration comes to differ from that, and when it no longer does.
 * @returns what ends it
 */
export function followConfiguration({ files, hands, before, read, log }: ConfigurationOptions): () => void {
  let told = '';
  const tell = (text: string, say: () => void): void => {
    if (text !== told) say();
    told = text;
  };
  return watchFiles(files, hands, () => {
    void read().then(
      (now) => {
        const keys = changedSettings(before, now).join(', ');
        tell(keys, () => {
          if (keys === '') log.info('configuration as at the start');
          else log.warn('configuration changed', { keys, reason: 'it counts from the next start of segtop serve on' });
        });
      },
      (thrown: unknown) => {
        const reason = thrown instanceof Error ? thrown.message : String(thrown);
        tell(reason, () => log.warn('configuration cannot be used', { reason, stays: 'that of the start' }));
      },
    );
  });
}
