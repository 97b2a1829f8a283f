/** The installation as a tenant: what belongs to it, and to no organization, has this in the place of an organization's id. */
export const INSTALLATION = "0190a5d0-0000-7000-8000-000000000002";
