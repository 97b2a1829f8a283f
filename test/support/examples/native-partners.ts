/** Vendors, business customers, the words that sort them, and the people there. */
import type { Json } from "../backroom.ts";
import type { Say } from "./book.ts";

/** Every operation of a lookup; returns a word that stays. */
export async function words(
  say: Say,
  one: string,
  many: string,
  names: readonly [string, string],
): Promise<string> {
  const { id } = await say(`create${one}`, {}, { name: names[0] });
  const other = await say(`create${one}`, {}, { name: names[1], sort_order: 10 });
  await say(`list${many}`, { limit: 10, sort: "sort_order" });
  await say(`get${one}`, { id });
  await say(`update${one}`, { id }, { is_active: false });
  await say(`reactivate${one}`, { id });
  await say(`get${one}Usage`, { id });
  await say(`delete${one}`, { id: other.id });
  return id;
}

/** Every operation of a firm; returns one that stays. */
async function firm(say: Say, one: string, many: string, body: Json, changes: Json): Promise<string> {
  const { id } = await say(`create${one}`, {}, body);
  await say(`list${many}`, { limit: 10 });
  await say(`get${one}`, { id });
  await say(`update${one}`, { id }, changes);
  await say(`get${one}Usage`, { id });
  await say(`delete${one}`, { id });
  await say(`restore${one}`, { id });
  await say(`import${many}`, {}, { rows: [{ ...body, name: `${body.name} 2` }] });
  return id;
}

async function people(say: Say, vendor_id: string): Promise<void> {
  const { id: contact_id } = await say("createContact", {}, { first_name: "Ada", last_name: "Lind" });
  await say("listContacts", { limit: 10 });
  await say("getContact", { id: contact_id });
  await say("updateContact", { id: contact_id }, { title: "Head of Sales" });
  const method = await say("addContactMethod", { contact_id }, { type: "email", value: "ada@mill.example" });
  await say("getContactMethod", { id: method.id });
  await say("updateContactMethod", { id: method.id }, { label: "Work" });
  await noted(say, contact_id);
  const link = await say("addContactLink", {}, { contact_id, entity_type: "vendor", entity_id: vendor_id });
  await say("listContactLinks", { entity_id: vendor_id });
  await say("getContactLink", { id: link.id });
  await say("updateContactLink", { id: link.id }, { role: "Sales" });
  const wanted = {
    first_name: "Max",
    email: "max@mill.example",
    entity_type: "vendor",
    entity_id: vendor_id,
  };
  await say("findOrCreateContact", {}, { ...wanted, role: "Accounts" });
  await say("deleteContactLink", { id: link.id });
  await say("deleteContactMethod", { id: method.id });
  await say("deleteContact", { id: contact_id });
  await say("restoreContact", { id: contact_id });
}

export async function partners(say: Say): Promise<void> {
  const mill = { name: "North Mill", term: "Net 30", city: "Bremen", country: "DE" };
  const vendor_id = await firm(say, "Vendor", "Vendors", mill, { notes: "Closed on Mondays" });
  const type_id = await words(say, "CustomerType", "CustomerTypes", ["Retailer", "Restaurant"]);
  const segment_id = await words(say, "CustomerSegment", "CustomerSegments", ["North", "South"]);
  const broker_id = await words(say, "Broker", "Brokers", ["Agent Lee", "Agent May"]);
  await words(say, "OrderChannel", "OrderChannels", ["Trade fair", "Web shop"]);
  const grocer = { name: "Corner Grocer", type_id, segment_id, broker_id, broker_fee_ppm: 37_500 };
  await firm(say, "BusinessCustomer", "BusinessCustomers", grocer, { status: "lead", industry: "Food" });
  const closing = await say("createBusinessCustomer", {}, { name: "Harbour Kiosk" });
  await say("closeBusinessCustomer", { id: closing.id });
  await people(say, vendor_id);
}

/** What is noted about a customer. */
async function noted(say: Say, contact_id: string): Promise<void> {
  const { id } = await say("createCustomerTag", {}, { slug: "vip", label: "VIP" });
  await say("listCustomerTags", { limit: 10 });
  await say("getCustomerTag", { id });
  await say("updateCustomerTag", { id }, { color: "#33aa55" });
  await say("updateContact", { id: contact_id }, { tag_ids: [id], status: "lead" });
  await dealings(say, contact_id);
  await say("listCustomerWords", { key: "customers.industries" });
  const { word } = await say("putCustomerWord", {}, { key: "customers.industries", value: "Bakery" });
  await say("updateCustomerWord", { id: word.id }, { color: "#aa5533" });
  await say("deleteCustomerWord", { id: word.id });
  const other = await say("createCustomerTag", {}, { slug: "slow", label: "Slow" });
  const link = { tag_id: other.id, customer_id: contact_id };
  await say("assignCustomerTag", {}, link);
  await say("unassignCustomerTag", {}, link);
  await say("deleteCustomerTag", { id });
  const given = { customer_id: contact_id, address_line_1: "Mill Lane 3", city: "Bremen", is_primary: true };
  const home = await say("createCustomerAddress", {}, { ...given, purpose: "home" });
  await say("listCustomerAddresses", { customer_id: contact_id });
  await say("getCustomerAddress", { id: home.id });
  await say("updateCustomerAddress", { id: home.id }, { zip: "28195" });
  await say("deleteCustomerAddress", { id: home.id });
}

/** What happens with a customer. */
async function dealings(say: Say, customer_id: string): Promise<void> {
  const given = { title: "A year of bread", person_ids: [customer_id], value_amount: 12_000_000 };
  const deal = await say("createDeal", {}, { ...given, value_currency: "EUR", pipeline_stage: "proposal" });
  await say("listDeals", { person_id: customer_id });
  await say("getDeal", { id: deal.id });
  await say("updateDeal", { id: deal.id }, { status: "won", probability: 100 });
  const noted = { customer_id, deal_id: deal.id };
  const call = await say("createActivity", {}, { ...noted, activity_type: "call", subject: "Tasting" });
  await say("listActivities", { customer_id });
  await say("getActivity", { id: call.id });
  await say("updateActivity", { id: call.id }, { occurred_at: "2032-05-01T10:00:00Z" });
  const remark = await say("createComment", {}, { ...noted, body: "Prefers rye." });
  await say("listComments", { customer_id });
  await say("getComment", { id: remark.id });
  await say("updateComment", { id: remark.id }, { body: "Prefers rye and spelt." });
  await say("listNewCustomers", { limit: 3 });
  await say("listNewDeals", { limit: 3 });
  await say("listNextInteractions", { limit: 3, include_past: true });
  await say("getCustomerSettings", {});
  await say("updateCustomerSettings", {}, { address_format: "street_first" });
  await say("deleteActivity", { id: call.id });
  await say("deleteComment", { id: remark.id });
  await say("deleteDeal", { id: deal.id });
}
