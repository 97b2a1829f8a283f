/** Scopes, and the named sets of them that roles and key levels are (section 12 of the domain rules). */

const business = [
  "accounts",
  "balance_entries",
  "batches",
  "brands",
  "colors",
  "contracts",
  "coworkers",
  "deliveries",
  "discounts",
  "fabrics",
  "gift_cards",
  "item_categories",
  "items",
  "locations",
  "payouts",
  "registers",
  "sales",
  "sizes",
  "stores",
  "surcharges",
  "taxes",
] as const;

const reads = [
  ...business.map((each) => `read:${each}`),
  "read:organization",
  "read:item_sales",
  "read:journals",
  "read:changes",
  "read:account_balances",
  "read:sales_trends",
  "read:sales_reports",
];

const dailyWrites = [
  ...business.map((each) => `write:${each}`),
  "write:item_status_changes",
  "bulk_edit:items",
  "submit:batches",
  "refund:sales",
  "void:sales",
];

const managerWrites = [
  ...business.map((each) => `delete:${each}`),
  "write:account_balances",
  "write:discount_override",
  "write:refund_override",
  "void:closed_sales",
  "approve:payouts",
  "settle:contracts",
  "read:account_bank",
  // Name, address and default terms: what a till's settings page changes. Policies need write:organization.
  "write:organization_profile",
];

const administration = [
  "read:members",
  "write:members",
  "delete:members",
  "write:roles",
  "read:api_keys",
  "write:api_keys",
  "read:webhooks",
  "write:webhooks",
  "read:audit",
  "read:ops",
  "write:ops",
  "write:organization",
  "export:all",
];

/** Roles in their order (PRM-1), each with its scopes. */
export const roleScopes = {
  viewer: reads,
  member: [...reads, ...dailyWrites],
  manager: [...reads, ...dailyWrites, ...managerWrites],
  admin: [...reads, ...dailyWrites, ...managerWrites, ...administration],
  owner: [...reads, ...dailyWrites, ...managerWrites, ...administration, "purge:organization"],
} as const satisfies Record<string, readonly string[]>;

export type Role = keyof typeof roleScopes;
export const roles = ["viewer", "member", "manager", "admin", "owner"] as const satisfies readonly Role[];

/**
 * What concerns the whole installation, all its tenants: of no role. The owner of the first organization has it as an extra
 * scope, and gives it within his own organization.
 */
const installation = ["read:installation"] as const;

/** What an access level of a key stands for: GET only; all business data; everything but the purge; everything. A key has as much of it as its maker. */
export const accessScopes = {
  read_only: reads,
  read_write: [...reads, ...dailyWrites, ...managerWrites],
  admin: [...roleScopes.admin, ...installation],
  owner: [...roleScopes.owner, ...installation],
} as const satisfies Record<string, readonly string[]>;

export const accessLevels = ["read_only", "read_write", "admin", "owner", "scopes"] as const;

/** Every scope there is. */
export const allScopes: readonly string[] = accessScopes.owner;

/** Whether `role` may give `other` to someone (ORG-1). */
export const mayGrant = (role: Role, other: Role): boolean => roles.indexOf(role) >= roles.indexOf(other);
