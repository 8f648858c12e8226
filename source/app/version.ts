declare const SEGTOP_VERSION: string | undefined;

/** The version of the package; the bundler puts it in. */
export const version: string = typeof SEGTOP_VERSION === 'string' ? SEGTOP_VERSION : '0.0.0-checkout';

declare const SEGTOP_SHAPE: string | undefined;

/** Changes with all that decides what a value that was read looks like: what another one has kept is not taken in. */
export const shape: string = typeof SEGTOP_SHAPE === 'string' ? SEGTOP_SHAPE : version;
