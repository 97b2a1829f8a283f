/** Business units, roles of the organization's own making, members with passwords, and dictionaries. */
import type { Say } from "./book.ts";
import { currencies } from "./native-currencies.ts";

export async function offices(say: Say): Promise<void> {
  const north = await say("createBusinessUnit", {}, { name: "North" });
  const { id } = await say("createBusinessUnit", {}, { name: "Harbor", parent_id: north.id });
  await say("getBusinessUnitTree", {});
  await say("listBusinessUnits", { limit: 10 });
  await say("getBusinessUnit", { id });
  await say("updateBusinessUnit", { id }, { name: "Old harbor" });
  await people(say, id);
  await say("deleteBusinessUnit", { id });
  await words(say);
  await toggles(say);
  await currencies(say);
  await terms(say);
  await priceKinds(say);
  await quotes(say);
}

async function people(say: Say, business_unit_id: string): Promise<void> {
  await say("listRoleFeatures", {});
  const { role } = await say("createRole", {}, { name: "Clerk", features: ["dictionaries.view"] });
  await say("listRoles", { limit: 10 });
  await say("getRole", { id: role.id });
  await say("updateRole", { id: role.id }, { features: ["dictionaries.*"] });
  const asked = { email: "clerk@example.com", password: "a long password", roles: ["Clerk"] };
  const { id } = await say("createLogin", {}, { ...asked, business_unit_id });
  await say("updateLogin", { id }, { name: "Kim" });
  await say("setLoginGrants", { id }, { features: ["dictionaries.view"], business_unit_ids: null });
  await say("deleteLogin", { id });
  await say("deleteRole", { id: role.id });
}

async function words(say: Say): Promise<void> {
  const { id } = await say("createDictionary", {}, { key: "finishes", name: "Finishes" });
  await say("listDictionaries", { limit: 10 });
  await say("getDictionary", { id });
  await say("updateDictionary", { id }, { description: "How surfaces are treated" });
  const word = await say("createDictionaryEntry", {}, { dictionary_id: id, value: "matt", color: "#aabbcc" });
  await say("listDictionaryEntries", { dictionary_id: id });
  await say("getDictionaryEntry", { id: word.id });
  await say("updateDictionaryEntry", { id: word.id }, { label: "Matt" });
  await say("deleteDictionaryEntry", { id: word.id });
  await say("deleteDictionary", { id });
}

async function toggles(say: Say): Promise<void> {
  const given = { identifier: "new_till", name: "New till", type: "boolean", default_value: "false" };
  const { id } = await say("createFeatureToggle", {}, given);
  await say("listFeatureToggles", { limit: 10 });
  await say("getFeatureToggle", { id });
  await say("updateFeatureToggle", { id }, { category: "Tills" });
  await say("setToggleOverride", {}, { toggle_id: id, value: "true" });
  await say("listToggleOverrides", { limit: 10 });
  await say("checkFeatureToggle", { identifier: "new_till" });
  await say("deleteFeatureToggle", { id });
}

async function terms(say: Say): Promise<void> {
  const kinds: [string, string, object][] = [
    [
      "ShippingMethod",
      "ShippingMethods",
      { base_rate_net: 50_000, base_rate_gross: 61_500, carrier_code: "dhl" },
    ],
    ["PaymentMethodKind", "PaymentMethodKinds", { terms: "30 days" }],
    ["DeliveryWindow", "DeliveryWindows", { lead_time_days: 3, cutoff_time: "14:00" }],
  ];
  for (const [one, many, more] of kinds) {
    const { id } = await say(`create${one}`, {}, { name: "Standard", code: "standard", ...more });
    await say(`list${many}`, { limit: 10 });
    await say(`get${one}`, { id });
    await say(`update${one}`, { id }, { description: "The usual way" });
    await say(`delete${one}`, { id });
    await say(`restore${one}`, { id });
  }
  const { id } = await say("createSalesTag", {}, { slug: "spring-fair", label: "Spring fair" });
  await say("listSalesTags", { limit: 10 });
  await say("getSalesTag", { id });
  await say("updateSalesTag", { id }, { color: "#33aa55" });
  await say("deleteSalesTag", { id });
  await say("getDocumentSettings", {});
  await say("updateDocumentSettings", {}, { quote_format: "Q-{yyyy}-{seq:4}" });
  await say("takeDocumentSettingsNumber", {}, { kind: "quote" });
}

async function priceKinds(say: Say): Promise<void> {
  const { id } = await say(
    "createPriceKind",
    {},
    { code: "winter", title: "Winter sale", is_promotion: true },
  );
  await say("listPriceKinds", { limit: 10 });
  await say("getPriceKind", { id });
  await say("updatePriceKind", { id }, { title: "Winter" });
  await say("deletePriceKind", { id });
  await say("restorePriceKind", { id });
}

async function quotes(say: Say): Promise<void> {
  const coat = { name: "Coat", quantity: 2_000_000, price_net: 1_000_000, tax_ppm: 200_000, currency: "USD" };
  const { id } = await say(
    "createSalesQuote",
    {},
    { currency: "USD", customer_reference: "Your 17", lines: [coat] },
  );
  await say("listSalesQuotes", { limit: 10 });
  await say("getSalesQuote", { id });
  await say("updateSalesQuote", { id }, { comment: "Valid until June." });
  const hat = { name: "Hat", quantity: 1_000_000, price_gross: 240_000, tax_ppm: 200_000, currency: "USD" };
  const { lines } = await say("putSalesQuoteLine", { id }, hat);
  await say("listSalesQuoteLines", { quote_id: id });
  const { adjustments } = await say(
    "putSalesQuoteAdjustment",
    { id },
    { kind: "discount", rate_ppm: 100_000 },
  );
  await say("listSalesQuoteAdjustments", { quote_id: id });
  await say("deleteSalesQuoteAdjustment", { id, adjustment_id: adjustments[0].id });
  await say("deleteSalesQuoteLine", { id, line_id: lines[1].id });
  const placed = { address_line1: "Long Street 1", city: "Riga", country: "LV" };
  const { addresses } = await say("putSalesQuoteAddress", { id }, placed);
  await say("listSalesQuoteAddresses", { quote_id: id });
  await say("deleteSalesQuoteAddress", { id, address_id: addresses[0].id });
  await say("convertSalesQuote", { id }, {});
  await orders(say, id);
  const other = await say("createSalesQuote", {}, { currency: "USD" });
  await say("deleteSalesQuote", { id: other.id });
}

/** The order that a quote became. */
async function orders(say: Say, id: string): Promise<void> {
  const { lines } = await say("getCustomerOrder", { id });
  await say("listCustomerOrders", { limit: 10 });
  await say("updateCustomerOrder", { id }, { comment: "Before June." });
  const hat = { name: "Hat", quantity: 1_000_000, price_gross: 240_000, tax_ppm: 200_000, currency: "USD" };
  const added = await say("putCustomerOrderLine", { id }, hat);
  await say("listCustomerOrderLines", { order_id: id });
  await say("deleteCustomerOrderLine", { id, line_id: added.lines[1].id });
  const off = { kind: "discount", rate_ppm: 100_000 };
  const { adjustments } = await say("putCustomerOrderAdjustment", { id }, off);
  await say("listCustomerOrderAdjustments", { order_id: id });
  await say("deleteCustomerOrderAdjustment", { id, adjustment_id: adjustments[0].id });
  const placed = { address_line1: "Long Street 1", city: "Riga", country: "LV" };
  const { addresses } = await say("putCustomerOrderAddress", { id }, placed);
  await say("listCustomerOrderAddresses", { order_id: id });
  await say("deleteCustomerOrderAddress", { id, address_id: addresses[0].id });
  const items = [{ line_id: lines[0].id, quantity: 1_000_000 }];
  const { shipments } = await say("putCustomerOrderShipment", { id }, { carrier_name: "DHL", items });
  await say("listCustomerOrderShipments", { order_id: id });
  await say("deleteCustomerOrderShipment", { id, shipment_id: shipments[0].id });
  const { payments } = await say("putCustomerOrderPayment", { id }, { amount: 1_000_000, currency: "USD" });
  await say("listCustomerOrderPayments", { order_id: id });
  await say("deleteCustomerOrderPayment", { id, payment_id: payments[0].id });
  const written = { context_kind: "order", context_id: id, body: "Call them first." };
  const note = await say("createDocumentNote", {}, written);
  await say("listDocumentNotes", { context_id: id });
  await say("getDocumentNote", { id: note.id });
  await say("updateDocumentNote", { id: note.id }, { body: "Called." });
  await say("deleteDocumentNote", { id: note.id });
  await say("deleteCustomerOrder", { id });
  await say("createCustomerOrder", {}, { currency: "USD", customer_reference: "Your 18" });
}
