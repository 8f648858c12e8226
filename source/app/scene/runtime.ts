import type { Local } from '../../domain/local.ts';
import type { LogLine } from '../../domain/log-line.ts';
import type { AlertRecord } from '../../domain/watch/alerts/alert.ts';
import type { AlertAct } from '../../domain/watch/alerts/keep.ts';
import type { Sort } from '../../state/place.ts';
import type { AppStore, FavoriteRef } from '../../state/store.ts';
import type { TableLook } from '../../state/table-look.ts';
import type { TypedLines } from '../../state/typed-lines.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import type { Palette } from '../../theme/palette.ts';
import type { Session } from '../../views/kit/view.ts';
import type { Backend } from '../../workspace/polling/backend.ts';
import type { Clock } from '../../workspace/polling/clock.ts';
import type { Reads, Travel } from '../../workspace/watch/travel.ts';

/** What a running dashboard is made of, put together once at the start. */
export interface Runtime {
  readonly store: AppStore;
  /** Where data is read from: the poller, or in tests a fixed picture. */
  readonly poller: Reads & Partial<Pick<Travel, 'past' | 'goTo'>>;
  readonly backend: Backend;
  readonly clock: Clock;
  readonly session: Session;
  readonly glyphs: Glyphs;
  readonly palette: Palette;
  /** Keeps favorites of this profile and workspace. */
  readonly saveFavorites: (favorites: readonly FavoriteRef[]) => void;
  readonly loadFavorites: (workspaceId: string) => readonly FavoriteRef[];
  /** Picks up what another segtop has changed. */
  readonly reloadFavorites?: () => void;
  /** Keeps something of the user's own about this workspace, on this machine only. */
  readonly saveLocal: (change: (local: Local) => Local) => void;
  /** Keeps that somebody looks after an alert, or mutes it. */
  readonly actOnAlert: (record: AlertRecord, act: AlertAct) => boolean;
  readonly savePeriod: () => void;
  readonly saveSort: (view: string, sort: Sort | undefined) => void;
  readonly saveLook: (view: string, look: TableLook) => void;
  readonly saveFilter: (view: string, filter: string) => void;
  readonly saveTyped: (typed: TypedLines) => void;
  readonly copy: (text: string) => void;
  /** Opens a link in the browser, where there is one to see; false where it can only be copied. */
  readonly openLink: (link: string) => boolean;
  /** Base of the web app, such as https://app.segment.com. */
  readonly webApp: string;
  /** What segtop itself did last, newest first; the same array until there is more. */
  readonly recentLog?: (() => readonly LogLine[]) | undefined;
}
