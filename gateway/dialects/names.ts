/** The names of the dialects and their variants, for settings that are read before a dialect is loaded. */
export const dialectNames = ["circular", "consigncloud", "pharus", "candle", "mercato"] as const;
export type DialectName = (typeof dialectNames)[number];

/** Variants of ConsignCloud. */
export const profiles = ["documented", "real"] as const;
export type Profile = (typeof profiles)[number];
