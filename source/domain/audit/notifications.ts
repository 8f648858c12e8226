import { activityName } from './activities.ts';

/** What the user has seen of others' actions, and of which kinds not to be told (rule 196). */
export interface LocalNotifications {
  /** Time of the newest event the user has looked at, ms; undefined before the first look. */
  readonly seenAt?: number | undefined;
  /** Names of activities that are switched off, as `activityName` gives them. */
  readonly off: readonly string[];
  /** Actors that changes made from here were recorded under: the user's own token (T-05). */
  readonly own?: readonly string[] | undefined;
}

export const noNotifications: LocalNotifications = { off: [] };

/** Whether the user wants to be told of activities of this type, whatever era named it (T-04). */
export function isOn({ off }: LocalNotifications, type: string): boolean {
  return !off.includes(activityName(type));
}

/** Switches a kind of activity off, or on again. */
export function toggled(local: LocalNotifications, type: string): LocalNotifications {
  const name = activityName(type);
  const off = local.off.includes(name) ? local.off.filter((each) => each !== name) : [...local.off, name];
  return { ...local, off };
}
