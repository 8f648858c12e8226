import { workspaceOffers } from '../../app/overlays/workspaces/offers.ts';
import { located, sessionOf } from '../../app/scene/session.ts';
import { t } from '../../domain/text.ts';
import type { Place } from '../../state/place.ts';
import { openLastSyncs, whereOf } from '../../storage/last-syncs.ts';
import { glyphs } from '../../theme/glyphs.ts';
import type { AsOf } from '../../views/kit/listing/documents.ts';
import type { View, ViewContext } from '../../views/kit/view.ts';
import type { Read } from '../../workspace/polling/read.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import { familyOf } from '../../workspace/polling/resource.ts';
import { closedRead } from '../../workspace/resources/closed-read.ts';
import * as resources from '../../workspace/resources/common.ts';
import { type Overview, overview } from '../../workspace/watch/overview.ts';
import { isAnswered, problemsOf, relianceOf } from '../../workspace/watch/status.ts';
import type { Status } from '../../workspace/watch/status-shape.ts';
import { allowanceOf } from '../allowance.ts';
import { noOutput, progress } from '../progress.ts';
import { keepForNext, type WasRead } from '../read-once.ts';
import type { OpenWorkspace } from './open-workspace.ts';

export interface Wanted {
  readonly view: View;
  readonly place: Place;
  /** Families of reads that the page asks for and the answer does not show. */
  readonly without?: ReadonlySet<string> | undefined;
  /** Reads that the API gives two a minute are what it is about: they are waited for as long as there is time. */
  readonly patient?: boolean | undefined;
}

/** A page with all that it shows read, or as much as was there in time. */
export interface ViewRead {
  readonly view: View;
  readonly context: ViewContext;
  readonly model: unknown;
  readonly poller: WasRead;
  /** Something was read: without that there is no answer at all. */
  readonly isAnswered: boolean;
  /** What is said is right, though there may be more. */
  readonly isSound: boolean;
  readonly problems: Status['problems'];
  /** Where it is of a moment of the past: which, when it was read, and what of it is not as of then. */
  readonly asOf?: AsOf | undefined;
  /** Keeps for the next run what takes long to read. */
  end(): Promise<void>;
}

/**
 * Reads what a page shows, once, by the same code as the dashboard; the poller is stopped afterwards.
 * @throws whatever the choice of what to read throws
 */
export async function readView(workspace: OpenWorkspace, wanted: Wanted): Promise<ViewRead> {
  const { backend, clock, until, settings, ascii, paths } = workspace;
  const { period, mode } = settings;
  const lastSyncs =
    mode === 'demo' || wanted.without?.has('warehouse-syncs')
      ? undefined
      : await openLastSyncs(paths.cacheDir, whereOf(settings), () => undefined);
  const contexts = contextsOf(workspace, wanted.place);
  const { view, without = new Set() } = wanted;
  const needsOf = (poller: WasRead): readonly Need[] => {
    const context = contexts(poller);
    const model = view.model(context);
    const local = context.local.privacy;
    return view.needs(model, context, { privacy: local }).filter(({ resource }) => !without.has(familyOf(resource)));
  };
  const line = progress(workspace.isQuiet ? noOutput : process.stderr, ascii);
  const patience = wanted.patient ? Math.max(0, until - clock.now()) : undefined;
  const options = { backend, clock, period, until, lastSyncs, needsOf, patience, onProgress: line.update };
  const read = await workspace.read(options).finally(line.end);
  const { poller, needs } = read;
  read.stop();
  const context = contexts(poller);
  return {
    view,
    context,
    model: view.model(context),
    poller,
    isAnswered: isAnswered(poller, needs()),
    isSound: relianceOf((resource) => poller.snapshot(resource), needs()).isSound,
    problems: problemsOf(poller, needs(), clock.now()),
    asOf:
      workspace.at === undefined ? undefined : { at: workspace.at, readAt: clock.now(), notes: read.notes?.() ?? [] },
    end: async () => {
      // What was there at a moment of the past is cut: it is not what the next run needs.
      if (lastSyncs && workspace.at === undefined) await keepForNext(read, lastSyncs, context.now);
    },
  };
}

/** What a page looks at, worked out once for what was read. */
export function contextsOf(
  { settings, ascii, clock, localOf, backend, at, recent, known }: OpenWorkspace,
  place: Place,
) {
  const session = sessionOf(settings, allowanceOf(settings));
  const marks = glyphs(ascii);
  const workspaces = workspaceOffers(settings, known);
  let last: { readonly version: number; readonly context: ViewContext } | undefined;
  let read: Read | undefined;
  return (poller: WasRead): ViewContext => {
    if (last?.version === poller.version) return last.context;
    read ??= closedRead((resource) => poller.snapshot(resource));
    const now = at ?? clock.now();
    const local = localOf(read(resources.workspace).data?.id);
    const source = read;
    let picture: Overview | undefined;
    const context: ViewContext = {
      // Many pages do without the whole picture.
      get overview() {
        picture ??= overview(source, settings.period, now, session.allowance, local.privacy);
        return picture;
      },
      read,
      period: settings.period,
      now,
      place,
      favorites: [],
      workspaces,
      local,
      // Judged anew by what was read: a command keeps nothing.
      alerts: [],
      alertTroubles: [],
      log: place.view === 'log' ? (recent?.() ?? []) : [],
      session: located(session, backend.wire().region),
      glyphs: marks,
      // Nobody presses a key.
      keyOf: () => t``,
    };
    last = { version: poller.version, context };
    return context;
  };
}
