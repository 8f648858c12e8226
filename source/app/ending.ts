/** How a dashboard ended: with an exit code, and with the name of the workspace to open next, if any. */
export interface Ending {
  readonly code: number;
  readonly next?: string | undefined;
}
