import type { Route } from '../route.ts';

/** A path template cut into segments; a parameter is undefined at its place. */
interface Pattern {
  readonly literals: readonly (string | undefined)[];
  readonly names: readonly string[];
  readonly route: Route;
}

/** What a path leads to. */
export type Match =
  | { readonly found: true; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly found: false; readonly pathKnown: boolean };

/** Finds routes; a literal segment wins over a parameter at the same place. */
export function matcher(routes: readonly Route[]): (method: string, path: string) => Match {
  const patterns = routes.map(patternOf).toSorted((a, b) => a.names.length - b.names.length);
  return (method, path) => {
    const segments = segmentsOf(path);
    const fitting = segments ? patterns.filter((pattern) => fits(pattern, segments)) : [];
    const pattern = fitting.find((each) => each.route.method === method);
    if (!segments || !pattern) return { found: false, pathKnown: fitting.length > 0 };
    const values = segments.filter((_, at) => pattern.literals[at] === undefined);
    return {
      found: true,
      route: pattern.route,
      params: Object.fromEntries(pattern.names.map((name, at) => [name, values[at] ?? ''])),
    };
  };
}

function patternOf(route: Route): Pattern {
  const segments = route.path.split('/').slice(1);
  const names = segments.filter((segment) => segment.startsWith('{')).map((segment) => segment.slice(1, -1));
  return { literals: segments.map((segment) => (segment.startsWith('{') ? undefined : segment)), names, route };
}

function fits({ literals }: Pattern, segments: readonly string[]): boolean {
  return (
    literals.length === segments.length &&
    literals.every((literal, at) => (literal === undefined ? segments[at] !== '' : literal === segments[at]))
  );
}

/** Decoded segments; undefined when the percent-encoding is broken. One slash at the end is forgiven. */
function segmentsOf(path: string): string[] | undefined {
  try {
    return path
      .replace(/([^/])\/$/, '$1')
      .split('/')
      .slice(1)
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
