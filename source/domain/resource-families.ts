/**
 * Everything that is read and kept fresh, by the first part of its key: what `refresh` of the configuration sets an interval for.
 */
export const resourceFamilies = [] as const;
