import type { Block } from '../../components/block.ts';
import type { Local } from '../../domain/local.ts';
import type { LogLine } from '../../domain/log-line.ts';
import type { SafeText } from '../../domain/text.ts';
import type { Period } from '../../domain/time.ts';
import type { AlertRecord } from '../../domain/watch/alerts/alert.ts';
import type { ChannelTrouble } from '../../domain/watch/alerts/book.ts';
import type { QuietHours } from '../../domain/watch/alerts/quiet-hours.ts';
import type { AllRuleSettings } from '../../domain/watch/alerts/rules.ts';
import type { KeyOf } from '../../keys/labels.ts';
import type { ViewId } from '../../state/pages.ts';
import type { Pane } from '../../state/pane.ts';
import type { PaneState, Place } from '../../state/place.ts';
import type { FavoriteRef, WorkspaceOffer } from '../../state/store.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import type { Attention } from '../../workspace/needs/overview.ts';
import type { Read } from '../../workspace/polling/read.ts';
import type { Need, Resource } from '../../workspace/polling/resource.ts';
import type { Allowance } from '../../workspace/usage/meters.ts';
import type { Overview } from '../../workspace/watch/overview.ts';
import type { Listing } from './listing/listing.ts';

/** Who segtop is talking to. */
export interface Session {
  readonly kind: 'demo' | 'api';
  readonly profile: SafeText;
  /** Host or region, such as `us`. */
  readonly where: SafeText;
  readonly write: boolean;
  readonly allowance: Allowance;
  /** E-mail address or actor of the user, from the profile: the API does not tell whose token it is (T-05). */
  readonly me?: SafeText | undefined;
  /** False where rows that changed are not to be marked. */
  readonly changeMarks?: boolean | undefined;
  /** Base of the web app; the US one unless given. */
  readonly webApp?: SafeText | undefined;
  /** What the configuration says of rules, and the channels that alerts are told to. */
  readonly alertRules?: AllRuleSettings | undefined;
  readonly alertSend?: readonly string[] | undefined;
  readonly alertQuiet?: QuietHours | undefined;
  /** Where the user writes what the API cannot tell, such as the allowance. */
  readonly configFile?: SafeText | undefined;
}

/** Everything a view may look at. Pure: the same context always draws the same screen. */
export interface ViewContext {
  readonly overview: Overview;
  readonly read: Read;
  readonly period: Period;
  readonly now: number;
  readonly place: Place;
  readonly favorites: readonly FavoriteRef[];
  /** Workspaces that can be opened instead. */
  readonly workspaces: readonly WorkspaceOffer[];
  /** What the user keeps of this workspace on this machine. */
  readonly local: Local;
  /** Alerts as they are kept, past ones too. */
  readonly alerts: readonly AlertRecord[];
  readonly alertTroubles: readonly ChannelTrouble[];
  /** What segtop itself did last, newest first; on its own page only. */
  readonly log: readonly LogLine[];
  readonly session: Session;
  readonly glyphs: Glyphs;
  /** The first key of a command in the keymap in force; empty where the user took it away. */
  readonly keyOf: KeyOf;
}

export type { Pane, PaneRow, Subject } from '../../state/pane.ts';

export interface PaneView extends Pane {
  readonly state: PaneState;
  readonly selectedKey: string | undefined;
  readonly focused: boolean;
}

export interface DrawContext extends ViewContext {
  readonly width: number;
  readonly height: number;
  readonly panes: readonly PaneView[];
  /** Keys of rows of the list that are new, or in another state than when it was looked at or read before. */
  readonly news?: ReadonlySet<string> | undefined;
  /** Draws what stands beside a list; a key may be answered with what stood there before, as long as `of` is the same. */
  readonly aside?: ((of: readonly unknown[], make: () => Block) => Block) | undefined;
}

/** A page of the bar: the digit or letter that opens it. */
export interface PageEntry {
  readonly key: string;
  readonly label: SafeText;
}

/** Columns and rows of the whole terminal. */
export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

export interface View<Model = unknown> {
  readonly id: ViewId;
  readonly page?: PageEntry | undefined;
  /** Names the palette takes. */
  readonly aliases: readonly string[];
  /** The read that a plan without the page refuses: asked wherever the bar is, so that it lists only what there is (O-06). */
  readonly gate?: Resource<unknown> | undefined;
  /** Whether the workspace has the page, where its gate alone does not tell; what is not known yet counts as there. */
  available?(context: ViewContext): boolean;
  /** The crumb of this place. */
  title(context: ViewContext): SafeText;
  model(context: ViewContext): Model;
  panes(model: Model, context: ViewContext): readonly Pane[];
  /** The pane that is focused until the user presses the first key; the first one unless given. */
  start?(model: Model, context: ViewContext, screen: ScreenSize): string | undefined;
  /** Exactly height × width; scroll positions that drawing settles come back with it. */
  draw(model: Model, context: DrawContext): Drawn;
  /** What each row of the list is like in words that change with its state only, by its key: filtered or not. */
  states?(model: Model, context: ViewContext): ReadonlyMap<string, string> | undefined;
  /** The rows of the list that the page is, for commands that print it; of a page of one thing there are none. */
  listing?(model: Model, context: ViewContext): Listing | undefined;
  /** The list in whose place the page says why it is not there: a command prints that it has no rows, and why. */
  absentListing?(context: ViewContext): Listing | undefined;
  /** Families of reads whose loss the page reports itself; losses of all others are reported by the line under the head. */
  readonly reportsLossesOf?: ReadonlySet<string> | undefined;
  /** What is read while the view is open. */
  needs(model: Model, context: ViewContext, attention: Attention): readonly Need[];
}

export interface Drawn {
  readonly block: Block;
  /** Offsets by pane id, kept so that scrolling is stable. */
  readonly offsets?: Readonly<Record<string, number>> | undefined;
  /** Rows of the focused pane on screen: how far the page keys go. */
  readonly pageRows?: number | undefined;
}

/** Hides the model's type, so that views of all kinds stand in one registry. */
export function defineView<Model>(view: View<Model>): View {
  return view as View;
}

/** The bar lists the page. The palette leads to it in any case: the page itself says what is missing (E-04). */
export function isAvailable({ gate, available }: View, context: ViewContext): boolean {
  if (available) return available(context);
  return gate === undefined || context.read(gate).error?.kind !== 'not-in-plan';
}

export function paneOf(context: DrawContext, id: string): PaneView {
  return context.panes.find((pane) => pane.id === id)!;
}
