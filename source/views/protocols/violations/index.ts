export { violationEvents } from './events.ts';
export { violationList } from './list.ts';
export { violationSample } from './sample.ts';
