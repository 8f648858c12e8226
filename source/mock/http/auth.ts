export type Region = 'us' | 'eu';

/** Who may read. */
export interface AuthOptions {
  /** The one token that is let in; any when absent. */
  readonly token?: string | undefined;
  /**
   * Which host the mock plays. A token that starts with `us_` or `eu_` belongs to that region and is unknown to the other, as
   * with the two real hosts (rule 1); other tokens belong to both.
   */
  readonly region?: Region | undefined;
}

/** The bearer token of a request; undefined when it is missing or not let in. */
export function admitted(authorization: string | undefined, { token, region }: AuthOptions): string | undefined {
  const given = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
  if (given === undefined || (token !== undefined && given !== token)) return undefined;
  const home = /^(us|eu)_/.exec(given)?.[1];
  return region !== undefined && home !== undefined && home !== region ? undefined : given;
}
