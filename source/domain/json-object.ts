/** An object of parsed JSON, whose fields may hold anything. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether parsed JSON is an object, not a list, text or null: what comes from outside is looked into only then. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
