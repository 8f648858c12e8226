/** How selectors look at the world. */
export type { Read } from './resource.ts';
