import { openDocument, type ReportProblem } from './document.ts';
import { checkPreferences, type PreferencesContent } from './preferences-shape.ts';

export type { PreferencesContent } from './preferences-shape.ts';

/** What segtop remembers of how it was left: last profile, period, sort and look per view. */
export interface Preferences {
  get(): PreferencesContent;
  /** Changes what is given and keeps the rest; sorts and looks are merged by view. Never rejects. */
  set(change: Partial<PreferencesContent>): Promise<void>;
}

/** Opens preferences.json of the state folder. */
export async function openPreferences(stateDir: string, report: ReportProblem): Promise<Preferences> {
  const document = await openDocument<PreferencesContent>(
    stateDir,
    {
      name: 'preferences.json',
      version: 1,
      empty: { sorts: {} },
      check: checkPreferences,
    },
    report,
  );
  return {
    get: document.value,
    set: async (change) => {
      await document.update((before) => ({
        ...before,
        ...change,
        sorts: { ...before.sorts, ...change.sorts },
        ...(change.filters && { filters: { ...before.filters, ...change.filters } }),
        ...(change.looks && { looks: { ...before.looks, ...change.looks } }),
      }));
    },
  };
}
