import { toast } from '../../../actions/toast.ts';
import { edited, emptyPrompt, inserted } from '../../../components/prompt/model.ts';
import { t } from '../../../domain/text.ts';
import { defineOverlay, type OpenOf } from '../overlay.ts';
import { type HelpContent, helpBlock, helpRoom } from './block.ts';
import { copiedLinks } from './links.ts';

const steps: Readonly<Record<string, number | 'page' | '-page'>> = {
  j: 1,
  down: 1,
  k: -1,
  up: -1,
  'ctrl+d': 'page',
  pgdn: 'page',
  space: 'page',
  'ctrl+u': '-page',
  pgup: '-page',
  g: Number.NEGATIVE_INFINITY,
  home: Number.NEGATIVE_INFINITY,
  G: Number.POSITIVE_INFINITY,
  end: Number.POSITIVE_INFINITY,
};

const closes = new Set(['esc', 'q', '?', 'enter']);

const contentOf = ({ entries, page, filter }: OpenOf<'help'>): HelpContent => ({ entries, page, filter: filter.text });

/** The keys that work where it was opened; it closes with the key that opened it, and with those that end anything. */
export const help = defineOverlay({
  kind: 'help',
  closedBy: [],
  isBusy: ({ typing }) => typing,
  draw: (overlay, { width, height, glyphs }) =>
    helpBlock({
      ...contentOf(overlay),
      offset: overlay.offset,
      typing: overlay.typing,
      width,
      height: height - 1,
      glyphs,
    }),
  press(overlay, { stroke, text }, { environment, scene }) {
    const { store } = environment;
    const set = (change: Partial<typeof overlay> | undefined) =>
      store.setState({ overlay: change && { ...overlay, ...change } });
    if (overlay.typing) {
      if (stroke === 'enter') return set({ typing: false });
      if (stroke === 'esc') return set({ typing: false, filter: emptyPrompt, offset: 0 });
      const filter = text === undefined ? edited(overlay.filter, stroke) : inserted(overlay.filter, text);
      return filter && set({ filter, offset: 0 });
    }
    if (stroke === 'esc' && overlay.filter.text !== '') return set({ filter: emptyPrompt, offset: 0 });
    if (closes.has(stroke)) return set(undefined);
    if (stroke === '/') return set({ typing: true, offset: 0 });
    if (stroke === 'y')
      return toast(environment, t`${environment.copy(copiedLinks)}: the links to support and tour`, 'good');
    const step = steps[stroke];
    if (step === undefined) return;
    const { columns, rows } = store.getState();
    const { room, last } = helpRoom(contentOf(overlay), columns, rows - 1, scene.context.glyphs);
    const by = step === 'page' ? room : step === '-page' ? -room : step;
    set({ offset: Math.max(0, Math.min(overlay.offset + by, last)) });
  },
  paste: (overlay, text, { environment }) => {
    if (!overlay.typing) return;
    environment.store.setState({ overlay: { ...overlay, filter: inserted(overlay.filter, text), offset: 0 } });
  },
  hints: ({ typing }, { key, arrows }) =>
    typing
      ? [
          [key('enter'), t`keep`],
          [key('esc'), t`clear`],
        ]
      : [
          [key('esc'), t`close`],
          [arrows, t`scroll`],
          [t`/`, t`filter`],
          [t`y`, t`copy links`],
        ],
});
