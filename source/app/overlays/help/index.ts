import type { Environment } from '../../../actions/environment.ts';
import { toast } from '../../../actions/toast.ts';
import { edited, emptyPrompt, inserted } from '../../../components/prompt/model.ts';
import { t } from '../../../domain/text.ts';
import { type CommandId, commandIn } from '../../../keys/keymap.ts';
import type { OverlayId } from '../../../keys/overlay-keys.ts';
import type { Stroke } from '../../../keys/strokes.ts';
import { defineOverlay, type Hands, type OpenOf } from '../overlay.ts';
import { type HelpContent, helpBlock, helpRoom } from './block.ts';
import { copiedLinks } from './links.ts';

const steps: Readonly<Partial<Record<OverlayId, number | 'page' | '-page'>>> = {
  'help.down': 1,
  'help.up': -1,
  'help.pageDown': 'page',
  'help.pageUp': '-page',
  'help.first': Number.NEGATIVE_INFINITY,
  'help.last': Number.POSITIVE_INFINITY,
};

/** Lines that one notch of the wheel goes. */
const notch = 3;

const contentOf = ({ entries, page, filter }: OpenOf<'help'>): HelpContent => ({ entries, page, filter: filter.text });

/** The keys that work where it was opened; it closes with the key that opened it, and with those that end anything. */
export const help = defineOverlay({
  kind: 'help',
  scopes: ({ typing }) => (typing ? ['line', 'edit'] : ['help']),
  isBusy: ({ typing }) => typing,
  isOnlyLeft: () => true,
  draw: (overlay, { width, height, glyphs, names }) =>
    helpBlock({
      ...contentOf(overlay),
      copy: names.key('help.copy'),
      offset: overlay.offset,
      typing: overlay.typing,
      width,
      height: height - 1,
      glyphs,
    }),
  press(overlay, { does, stroke, text }, hands) {
    const { environment } = hands;
    const set = (change: Partial<typeof overlay> | undefined) =>
      environment.store.setState({ overlay: change && { ...overlay, ...change } });
    if (overlay.typing) {
      if (does === 'line.enter') return set({ typing: false });
      if (does === 'line.leave') return set({ typing: false, filter: emptyPrompt, offset: 0 });
      const filter = text === undefined ? edited(overlay.filter, does) : inserted(overlay.filter, text);
      return filter && set({ filter, offset: 0 });
    }
    if (does === 'help.filter') return set({ typing: true, offset: 0 });
    if (does === 'help.copy')
      return toast(environment, t`${environment.copy(copiedLinks)}: the links to support and tour`, 'good');
    const step = does && steps[does];
    if (step !== undefined) return scroll(overlay, step, hands);
    if (does !== 'help.close' && !keysOf(environment, 'help').includes(stroke)) return;
    // The key that is shown goes back step by step; the others close it at once.
    const isFirst = keysOf(environment, 'help.close')[0] === stroke;
    set(isFirst && overlay.filter.text !== '' ? { filter: emptyPrompt, offset: 0 } : undefined);
  },
  wheel: (overlay, by, hands) => scroll(overlay, by * notch, hands),
  paste: (overlay, text, { environment }) => {
    if (!overlay.typing) return;
    environment.store.setState({ overlay: { ...overlay, filter: inserted(overlay.filter, text), offset: 0 } });
  },
  hints: ({ typing }, { hint, pair }) =>
    typing
      ? [hint('line.enter', t`keep`), hint('line.leave', t`clear`)]
      : [
          hint('help.close', t`close`),
          pair('help.down', 'help.up', t`scroll`),
          hint('help.filter', t`filter`),
          hint('help.copy', t`copy links`),
        ],
});

const keysOf = ({ store }: Environment, of: CommandId): readonly Stroke[] =>
  commandIn(store.getState().keymap, of)?.keys ?? [];

function scroll(
  overlay: OpenOf<'help'>,
  step: number | 'page' | '-page',
  { environment: { store }, scene }: Hands,
): void {
  const { columns, rows } = store.getState();
  const { glyphs, keyOf } = scene.context;
  const size = { width: columns, height: rows - 1, glyphs, copy: keyOf('help.copy') };
  const { room, last } = helpRoom(contentOf(overlay), size);
  const by = step === 'page' ? room : step === '-page' ? -room : step;
  // From what is shown: a screen that has grown since shows the end.
  const from = Math.min(overlay.offset, last);
  store.setState({ overlay: { ...overlay, offset: Math.max(0, Math.min(from + by, last)) } });
}
