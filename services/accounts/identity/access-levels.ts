/** Access of a key: a level, or a list of scopes. */
export const accessLevels = ["read_only", "read_write", "admin", "owner", "scopes"] as const;
export type AccessLevel = (typeof accessLevels)[number];
