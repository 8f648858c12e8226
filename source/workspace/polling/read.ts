export type { Changes, Mark } from './changes/mark.ts';
/** How selectors look at the world. */
export type { Read } from './resource.ts';
