/** A JSON object on the wire, or a row. */
export type Body = Record<string, unknown>;
