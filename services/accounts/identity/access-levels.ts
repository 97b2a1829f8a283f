/** How much a key may do: a level, or the scopes that it lists. */
export const accessLevels = ["read_only", "read_write", "admin", "owner", "scopes"] as const;
export type AccessLevel = (typeof accessLevels)[number];
