/** Sellers, coworkers, and what sellers are paid. */
import { decimalMoney, email, flag, instant, object, text, uuid } from "../../../wire/codecs.ts";
import { at, shape, shown } from "../../../wire/shape.ts";
import { address } from "./address.ts";

export const sellerShape = shape("Seller", {
  id: at("id", uuid, { readonly: true }),
  first_name: at("first_name", text),
  last_name: at("last_name", text),
  phone_number: at("phone_number", text),
  email: at("email", email),
  bank_account_number: at("bank_account_number", text),
  ...address("street", "code"),
  metadata: at("metadata", object),
});

export const coworkerShape = shape("Coworker", {
  id: at("id", uuid, { readonly: true }),
  first_name: at("first_name", text),
  last_name: at("last_name", text),
  email: at("email", email, { required: true }),
  phone: at("phone", text),
  default_store_id: at("default_store_id", uuid),
});

export const remittanceShape = shape("SellerRemittance", {
  id: at("id", uuid, { readonly: true }),
  seller_id: at("account_id", uuid, { required: true, fixed: true }),
  // The known document tells it in a change as well.
  requested_at: at("requested_at", instant, { fixed: "aside" }),
  completed_at: at("completed_at", instant),
  completed_by_coworker_id: at("completed_by_member_id", uuid),
  approved: at("approved", flag),
  completed: at("completed", flag),
  organization_slug: shown(text, (_row, { organization }) => organization, { sent: true }),
  last_interaction_at: at("last_interaction_at", instant, { readonly: true, sent: true }),
  created_by_coworker_id: at("created_by_member_id", uuid, { fixed: true }),
  amount: at("amount", decimalMoney, { required: true, fixed: true }),
  metadata: at("metadata", object),
});
