/** What --at means wherever it is an option. */
export const atHelp = 'as of a moment of the last thirty days: 02:00, "yesterday 02:00", 2026-11-28T02:00 or -3h';
