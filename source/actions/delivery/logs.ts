import { withCollection } from '../../domain/local.ts';
import { sanitise, t } from '../../domain/text.ts';
import { pages } from '../../state/pages.ts';
import { place } from '../../state/store.ts';
import { type Action, on } from '../action.ts';
import type { Here, Keeping, Sight } from '../environment.ts';
import { toast } from '../toast.ts';

/** The destination whose page is open. */
function destinationOf(sight: Sight): string | undefined {
  const top = place(sight.store.getState());
  return top.view === pages.destination.id ? pages.destination.of(top).id : undefined;
}

/** `C`: a line for the collection of the failure logs, with the one that is kept (rule 306). */
export const type: Action = on(
  (sight) => {
    const id = destinationOf(sight);
    return id === undefined ? { why: t`only on the page of a destination` } : { id };
  },
  (environment: Here, { id }) => {
    const text = environment.store.getState().local.failureLogs[id] ?? '';
    environment.store.setState({ prompt: { kind: 'collection', text, cursor: text.length } });
  },
);

/** Keeps what was typed for the destination whose page is open. */
export function keepCollection(environment: Here & Keeping, typed: string): void {
  const id = destinationOf(environment);
  if (id === undefined) return;
  const collection = typed.trim();
  if (/\s/.test(collection)) return toast(environment, t`A Collection ID is one word`, 'warn');
  environment.saveLocal((local) => withCollection(local, id, collection));
  const kept =
    collection === '' ? t`No Collection ID is kept any more` : t`Collection ID kept: ${sanitise(collection, 60)}`;
  toast(environment, kept, 'good');
}
