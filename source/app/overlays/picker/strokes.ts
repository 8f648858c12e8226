import type { Environment } from '../../../actions/environment.ts';
import { choose } from '../../../actions/favorites.ts';
import { chooseColumns } from '../../../actions/table.ts';
import { moved, toggled } from '../../../components/picker/model.ts';
import { edited, inserted } from '../../../components/prompt/model.ts';
import type { Press } from '../../../keys/strokes.ts';
import type { Overlay } from '../../../state/store.ts';
import type { Scene } from '../../scene/context.ts';
import { favoriteItems, pickerTabs } from './items.ts';

/**
 * Keys of a list to choose several from: space marks, tab turns to another kind of favorites, enter saves, anything else is
 * its filter (F-05).
 */
export function pickerPress(
  environment: Environment,
  scene: Scene,
  overlay: Extract<Overlay, { kind: 'favorites' | 'columns' }>,
  { stroke, text }: Press,
): void {
  const { picker } = overlay;
  const items = overlay.kind === 'columns' ? overlay.choices : favoriteItems(scene, picker.tab);
  const keep = (next: Partial<typeof picker>) =>
    environment.store.setState({ overlay: { ...overlay, picker: { ...picker, ...next } } });
  if (stroke === 'enter')
    return overlay.kind === 'columns' ? chooseColumns(environment, overlay) : choose(environment, picker);
  if (stroke === 'down' || stroke === 'ctrl+n') return keep(moved(items, picker, 1));
  if (stroke === 'up' || stroke === 'ctrl+p') return keep(moved(items, picker, -1));
  if (stroke === 'pgdn') return keep(moved(items, picker, 10));
  if (stroke === 'pgup') return keep(moved(items, picker, -10));
  if (stroke === 'tab' || stroke === 'shift+tab') {
    if (overlay.kind === 'columns') return;
    const step = stroke === 'tab' ? 1 : pickerTabs.length - 1;
    return keep({ tab: (picker.tab + step) % pickerTabs.length, at: undefined, offset: 0 });
  }
  if (stroke === 'space') return keep(moved(items, toggled(items, picker), 1));
  const filter = text === undefined ? edited(picker.filter, stroke) : inserted(picker.filter, text);
  if (filter) keep({ filter, at: undefined, offset: 0 });
}
