import type { FavoriteRef } from '../../state/store.ts';

/** A connection that loses data, one of the same name that does not, what feeds the first, and a warehouse. */
const chosen: readonly FavoriteRef[] = [
  { kind: 'destination', id: 'XFEQv4hTwcyqEiz7waK3ku' },
  { kind: 'destination', id: 'WfRNagNDakeBguKSoBMPUM' },
  { kind: 'source', id: 'PL147pRhF1fYvmyuFgY6Eu' },
  { kind: 'warehouse', id: 'eK1SSyQ2PpABthA7a1oiat' },
];

/** Scenarios that begin without what the others share. */
const bare = ['empty', 'huge'];

/** What the demo has among its favorites until the user chooses: a panel without any shows nothing of what it is for. */
export const demoFavorites = (scenario: string): readonly FavoriteRef[] => (bare.includes(scenario) ? [] : chosen);
