/** What a document keeps of whom it is about (MRC-DOC-2). */
import type { BusinessCustomer } from "../crm/business-customer.ts";
import type { Contact } from "../crm/contact.ts";
import type { CustomerAddress } from "../crm/customer-address.ts";
import { profileIdOf } from "../crm/profile-id.rules.ts";

type Snapshot = Record<string, unknown>;

export const personSnapshot = (row: Contact): Snapshot => ({
  ...{ id: row.id, kind: "person", displayName: row.display_name },
  ...{ primaryEmail: row.email, primaryPhone: row.phone_number },
  personProfile: {
    ...{ id: profileIdOf(row.id), firstName: row.first_name, lastName: row.last_name },
    ...{ preferredName: row.preferred_name, jobTitle: row.title, department: row.department },
    ...{ seniority: row.seniority, companyEntityId: row.company_id },
  },
});

export const companySnapshot = (row: BusinessCustomer): Snapshot => ({
  ...{ id: row.id, kind: "company", displayName: row.name },
  ...{ primaryEmail: row.email, primaryPhone: row.phone_number },
  companyProfile: {
    ...{ id: profileIdOf(row.id), legalName: row.legal_name, brandName: row.brand_name },
    ...{ domain: row.domain, websiteUrl: row.website, industry: row.industry },
  },
});

export const addressSnapshot = (row: CustomerAddress): Snapshot => ({
  ...{ id: row.id, name: row.name, purpose: row.purpose, companyName: row.company_name },
  ...{ addressLine1: row.address_line_1, addressLine2: row.address_line_2 },
  ...{ buildingNumber: row.building_number, flatNumber: row.flat_number, city: row.city },
  ...{ region: row.region, postalCode: row.zip, country: row.country },
});
