/** Rules of alerts that the user switched off on this machine, by id: the web app's own are not in the API. */
export interface LocalAlerts {
  readonly off: readonly string[];
}

export const noAlerts: LocalAlerts = { off: [] };

/** A rule switched off, or on again. */
export function ruleToggled({ off }: LocalAlerts, id: string): LocalAlerts {
  return { off: off.includes(id) ? off.filter((each) => each !== id) : [...off, id] };
}
