declare const SEGTOP_VERSION: string | undefined;

/** The version of the package; the bundler puts it in. */
export const version: string = typeof SEGTOP_VERSION === 'string' ? SEGTOP_VERSION : '0.0.0-checkout';
