/** Short lists about customers for a dashboard, and how addresses are written. */
import * as accounts from "../../../../services/accounts/public.ts";
import { c, field, inputOf, rowsOf, shape, shown } from "../../../kit/index.ts";
import { flagWord } from "../paging.ts";
import { cents, std } from "./common.ts";

type Unit = { id: string; org_id: string; business_unit_id: string | null; owner_member_id: string | null };
type Customer = Unit & { name: string | null; kind: "person" | "company" };

const { organizationId } = std;
const id = shown("id", c.uuid);
const customer = {
  ...{ id, organizationId, ownerUserId: shown("owner_member_id", c.uuid) },
  ...{ displayName: shown("name", c.text), kind: shown("kind", c.text) },
} as const;
const createdAt = shown("created_at", c.instant);

export const newCustomerShape = shape("NewCustomer", rowsOf<Customer & { created_at: string }>(), {
  ...{ ...customer, createdAt },
});

type NewDeal = Unit &
  Pick<accounts.Deal, "title" | "status" | "value_amount" | "value_currency" | "created_at">;
export const newDealShape = shape("NewDeal", rowsOf<NewDeal>(), {
  ...{ id, organizationId, createdAt, ownerUserId: customer.ownerUserId },
  ...{ title: shown("title", c.text), status: shown("status", c.text) },
  ...{ valueAmount: shown("value_amount", cents), valueCurrency: shown("value_currency", c.text) },
});

type Planned = Customer & { next_interaction_at: string } & {
  [part in "next_interaction_name" | "next_interaction_icon" | "next_interaction_color"]: string | null;
};
export const plannedShape = shape("NextInteraction", rowsOf<Planned>(), {
  ...customer,
  nextInteractionAt: shown("next_interaction_at", c.instant),
  nextInteractionName: shown("next_interaction_name", c.text),
  nextInteractionIcon: shown("next_interaction_icon", c.text),
  nextInteractionColor: shown("next_interaction_color", c.text),
});

const limit = field("limit", c.integer);
export const limitQuery = shape("WidgetLimit", inputOf(accounts.newDeals), { limit });
export const newCustomersQuery = shape("NewCustomersAsked", inputOf(accounts.newCustomers), {
  ...{ limit, kind: field("kind", c.choiceOf(["person", "company"])) },
});
/** A word that is neither yes nor no counts as absent. */
const flagOrNot = { ...c.flag, text: (given: unknown) => ({ value: flagWord(String(given)) ?? false }) };
export const plannedQuery = shape("NextInteractionsAsked", inputOf(accounts.nextInteractions), {
  ...{ limit, includePast: field("include_past", flagOrNot) },
});

export const addressFormatShape = shape("AddressFormat", inputOf(accounts.changeCustomerSettings), {
  addressFormat: field("address_format", c.choiceOf(accounts.addressFormats), {
    ...{ required: true, aliases: ["address_format"] },
  }),
});
