/** Time as the workspace layer sees it: the client's own clock, so that polling and rate budget always agree. */
export { type Clock, systemClock } from '../../segment-api/clock.ts';
export { serverClock } from '../../segment-api/transport/server-clock.ts';
