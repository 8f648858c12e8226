import type { Flags } from '../config/settings.ts';

/** Options that every command takes. */
export type GlobalOptions = Flags & { readonly config?: string };
