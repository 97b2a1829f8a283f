/** Access of a key: a level, a list of scopes, or roles. */
export const accessLevels = ["read_only", "read_write", "admin", "owner", "scopes", "roles"] as const;
export type AccessLevel = (typeof accessLevels)[number];
