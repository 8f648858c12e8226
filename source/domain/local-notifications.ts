/** What the user has seen of others' actions, and of which kinds not to be told (product 2.13). */
export interface LocalNotifications {
  /** Time of the newest event the user has looked at, ms; undefined before the first look. */
  readonly seenAt?: number | undefined;
  /** Names of activities that are switched off. */
  readonly off: readonly string[];
}

export const noNotifications: LocalNotifications = { off: [] };
