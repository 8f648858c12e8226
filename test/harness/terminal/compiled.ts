/** What the programs of all tests have compiled, kept from one to the next: a quarter of the work of a start. */
export const compiledByAll = 'node_modules/.cache/compiled';
