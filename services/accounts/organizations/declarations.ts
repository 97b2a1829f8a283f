/** Organizations: an operator creates and lists them, and their members change their profile. */
import {
  address,
  choice,
  email,
  flag,
  group,
  id,
  instant,
  list,
  text,
  timezone,
} from "../../../shared/fields/index.ts";
import { currencies } from "../../../shared/money.ts";
import { entityOf, listOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { defaultTerms } from "../terms/terms.ts";
import { organization } from "./organization.ts";

export const createOrganization = operation({
  name: "accounts.organization.create",
  about: "Makes an organization with its owner and his first key, which is shown this once.",
  input: {
    name: text({ max: 200 }),
    currency: choice(currencies as readonly string[], { default: "USD" }),
    timezone: timezone({ default: "UTC" }),
    owner_email: email(),
    only_first: flag({ default: false, about: "Does nothing when there is an organization already." }),
  },
  output: shapeOf({ made: group({ organization_id: id(), slug: text(), key: text() }, { optional: true }) }),
});

/** Commands of an operator on the machine. They need no key, so that an operator is never locked out. */
export const listOrganizations = operation({
  name: "accounts.organization.all",
  about: "Every organization, test twins left out.",
  input: {},
  output: listOf(shapeOf({ id: id(), slug: text(), name: text(), currency: text(), created_at: instant() })),
});

export const organizationIds = operation({
  name: "accounts.organization.ids",
  about: "The tenants of an organization: its live data and its test data.",
  input: { organization: text({ max: 100 }) },
  output: shapeOf({ ids: list(id()) }),
});

export const operatesInstallation = operation({
  name: "accounts.organization.operates",
  about:
    "Whether the organization operates this installation: one of its members has the scope read:installation.",
  input: {},
  output: shapeOf({ operates: flag() }),
});

export const changeProfile = operation({
  name: "accounts.organization.change_profile",
  http: "PATCH /organizations/{id}/profile",
  change: true,
  scope: "write:organization_profile",
  grant: "manager",
  about:
    "Change an organization's profile. Changes its name, address and default terms. Items that exist keep their terms. Returns the organization.",
  input: {
    id: id(),
    name: organization.fields.name,
    email: organization.fields.email,
    phone: organization.fields.phone,
    ...address,
    ...defaultTerms,
  },
  output: entityOf(organization),
});
