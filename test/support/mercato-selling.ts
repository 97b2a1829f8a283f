/** How Mercato's operations on quotes and on what documents are made with are called, and what shows that they worked. */
import type { Json } from "./backroom.ts";
import type { Trial } from "./conformance.ts";
import { mercatoOrders } from "./mercato-orders.ts";
import { areaTrials, must, nth, statusWord, type Trials, type World } from "./mercato-world.ts";

export function mercatoSelling(world: World): Trials {
  const ok = (...asked: [string, string, Json?]) => world().ok(...asked);
  const code = () => `code-${nth()}`;
  const named = (): Json => ({ name: "A way", code: code(), description: "Ours.", isActive: true });
  const least = () => ({ name: "A way", code: code() });
  const wrong = { description: 7, isActive: "perhaps" };
  const place: Json = {
    ...{ websiteUrl: "https://shop.example", contactEmail: "shop@example.com", contactPhone: "+48 1" },
    ...{ addressLine1: "Main street 1", addressLine2: "Left", city: "Warszawa", region: "MZ" },
    ...{ postalCode: "00-001", country: "PL", latitude: 52.2297, longitude: -21.0122 },
  };
  const channels = areaTrials(world, {
    ...{ path: "/sales/channels", least },
    wrong: { ...wrong, code: "no code", contactEmail: "nobody", country: "Poland", latitude: 91 },
    full: async () => ({
      ...{ ...named(), ...place, statusEntryId: await statusWord(world), metadata: { a: 1 } },
    }),
    changes: () => ({ code: code(), name: "Another shop", city: null, latitude: -1.5 }),
  });
  const terms = [
    channels,
    // Another organization does not have the status that the body names.
    {
      "POST /sales/channels": () => ({ ...channels["POST /sales/channels"]!(), foreign: "refused" as const }),
    },
    areaTrials(world, {
      ...{ path: "/sales/shipping-methods", least, wrong: { ...wrong, baseRateNet: "a lot" } },
      full: () => ({
        ...{ ...named(), carrierCode: "dhl", providerKey: "flat-rate", serviceLevel: "express" },
        ...{ estimatedTransitDays: 2, baseRateNet: "5", baseRateGross: "6.15", currencyCode: "USD" },
      }),
      changes: () => ({ name: "Another way", baseRateNet: "7.5" }),
    }),
    areaTrials(world, {
      ...{ path: "/sales/payment-methods", least, wrong: { ...wrong, terms: 7 } },
      full: () => ({ ...named(), providerKey: "wire-transfer", terms: "30 days" }),
      changes: () => ({ name: "Another way", terms: null }),
    }),
    areaTrials(world, {
      ...{ path: "/sales/delivery-windows", least, wrong: { ...wrong, leadTimeDays: 1.5 } },
      full: () => ({ ...named(), leadTimeDays: 3, cutoffTime: "14:00", timezone: "Europe/Berlin" }),
      changes: () => ({ name: "Another window", leadTimeDays: 4 }),
    }),
    areaTrials(world, {
      ...{ path: "/sales/tax-rates", wrong: { isDefault: "perhaps" } },
      least: () => ({ name: "Tax", code: code(), rate: 5 }),
      full: () => ({
        ...{
          name: "Tax",
          code: code(),
          rate: 23.5,
          countryCode: "PL",
          regionCode: "MZ",
          postalCode: "00-001",
        },
        ...{ city: "Warszawa", priority: 3, isCompound: false, isDefault: true },
      }),
      changes: () => ({ rate: 7, isDefault: true }),
    }),
    areaTrials(world, {
      ...{ path: "/sales/tags", wrong: { color: "red" } },
      full: () => ({ slug: `tag-${nth()}`, label: "Tag", color: "#aabbcc", description: "Ours." }),
      changes: () => ({ label: "Another tag" }),
    }),
  ];
  const line = (document: Json): Json => ({
    ...{ ...document, currencyCode: "USD", quantity: 2, name: "Hat", unitPriceNet: 10, taxRate: 23 },
    ...{ discountAmount: 1, comment: "Blue." },
  });
  const quote = async (): Promise<Json> => ({
    ...{ currencyCode: "USD", customerReference: "Their 7", externalReference: "Our 7" },
    ...{ comment: "Soon.", placedAt: "2032-03-09T10:00:00.000Z", metadata: { a: 1 } },
  });
  const made = async (): Promise<string> => (await ok("POST", "/sales/quotes", await quote())).id;
  const orderMade = async (more: Json = {}): Promise<string> =>
    (await ok("POST", "/sales/orders", { ...(await quote()), ...more })).id;
  const orders = areaTrials(world, {
    ...{ path: "/sales/orders", full: quote, least: () => ({ currencyCode: "USD" }), answers: "whole" },
    changes: () => ({ comment: "Later.", customerReference: null }),
    wrong: { comment: 7, tags: "none" },
  });
  const quotes = areaTrials(world, {
    ...{ path: "/sales/quotes", full: quote, least: () => ({ currencyCode: "USD" }), answers: "whole" },
    changes: () => ({ comment: "Later.", customerReference: null }),
    wrong: { comment: 7, tags: "none" },
  });
  const state = async () => (await ok("GET", "/sales/quotes?pageSize=1")).total;
  type Row = Record<string, Json>;
  /** Parts of documents: added and changed by the same operation in two ways. */
  const parts = (
    path: string,
    name: "quoteId" | "orderId",
    body: (document: Json) => Json,
    shows: (row: Row, sent: Json) => void,
    wrongs: Json,
  ): Trials => {
    const makes = async (): Promise<Json> => ({
      [name]: await (name === "quoteId" ? made() : orderMade()),
    });
    const rows = async (document: string): Promise<Row[]> =>
      (await ok("GET", `${path}?${name}=${document}`)).items;
    const added = async (): Promise<Json> => {
      const document = await makes();
      const { id } = await ok("POST", path, body(document));
      return { ...document, id };
    };
    const writes = (full: () => Promise<{ body: Json }>): Trial => ({
      ...{
        foreign: "refused",
        state,
        full,
        aside: ["organizationId", "tenantId"],
        wrong: wrongs,
      },
      async proof({ body: sent }, answer) {
        must(answer[name] === sent[name], JSON.stringify(answer));
        const [row] = (await rows(sent[name])).filter(({ id }) => id === answer.id);
        must(row !== undefined, "not in the list");
        shows(row!, sent);
      },
    });
    return {
      [`GET ${path}`]: () => ({
        ...{ foreign: "its own", state: async () => null },
        full: async () => ({ query: `${name}=${(await added())[name]}` }),
        proof: async (_asked, { items, total }) => must(items.length === 1 && total === 1, "not one"),
      }),
      [`POST ${path}`]: () => writes(async () => ({ body: body(await makes()) })),
      [`PUT ${path}`]: () =>
        writes(async () => {
          const { id, ...document } = await added();
          return { body: { ...body(document), id } };
        }),
      [`DELETE ${path}`]: () => ({
        ...{ foreign: "refused", state },
        full: async () => ({ body: await added() }),
        async proof({ body: gone }, answer) {
          must(answer.ok === true, JSON.stringify(answer));
          must((await rows(gone[name])).length === 0, "still there");
        },
      }),
    };
  };
  const linesOf = (path: string, name: "quoteId" | "orderId") =>
    parts(
      path,
      name,
      line,
      (row, { quantity }) => {
        must(row.quantity === quantity && row.total_net_amount === 18, JSON.stringify(row));
        must(row.total_gross_amount === 22.14 && row.line_number === 1, JSON.stringify(row));
      },
      { name: 7, unitPriceNet: "a lot", taxRate: 101, kind: "thing" },
    );
  const adjustmentsOf = (path: string, name: "quoteId" | "orderId") =>
    parts(
      path,
      name,
      (document) => ({
        ...{ ...document, kind: "shipping", amountNet: 5, amountGross: 6 },
        ...{ label: "Post", position: 1 },
      }),
      (row) => must(row.amount_net === 5 && row.amount_gross === 6, JSON.stringify(row)),
      { label: 7, amountNet: "a lot", scope: "all" },
    );
  const numbers = "/sales/settings/document-numbers";
  const editing = "/sales/settings/order-editing";
  const shown = (path: string, has: (answer: Json) => boolean): Trial => ({
    ...{ foreign: "its own", state: async () => null, full: async () => ({}) },
    proof: async (_asked, answer) => must(has(answer), `${path}: ${JSON.stringify(answer)}`),
  });
  return {
    ...Object.assign({}, ...terms),
    ...quotes,
    ...orders,
    ...linesOf("/sales/quote-lines", "quoteId"),
    ...linesOf("/sales/order-lines", "orderId"),
    ...adjustmentsOf("/sales/quote-adjustments", "quoteId"),
    ...adjustmentsOf("/sales/order-adjustments", "orderId"),
    ...mercatoOrders(world),
    [`GET ${numbers}`]: () => shown(numbers, ({ nextQuoteNumber }) => nextQuoteNumber >= 1),
    [`PUT ${numbers}`]: () => ({
      ...{ foreign: "its own", state: async () => null, wrong: { orderNextNumber: "soon" } },
      aside: ["organizationId", "tenantId"],
      full: async () => ({
        body: {
          orderNumberFormat: "O-{seq:3}",
          quoteNumberFormat: `Q${nth()}-{seq:4}`,
          ...{ nextOrderNumber: 900, orderCustomerEditableStatuses: null },
          orderAddressEditableStatuses: null,
        },
      }),
      async proof({ body }, answer) {
        must(answer.quoteNumberFormat === body.quoteNumberFormat, JSON.stringify(answer));
        must(answer.nextOrderNumber === 900, JSON.stringify(answer));
      },
    }),
    [`GET ${editing}`]: () => shown(editing, ({ orderStatuses }) => orderStatuses.length >= 6),
    [`PUT ${editing}`]: () => ({
      ...{ foreign: "its own", state: async () => null, aside: ["organizationId", "tenantId"] },
      full: async () => ({
        body: { orderCustomerEditableStatuses: ["draft"], orderAddressEditableStatuses: [] },
      }),
      async proof({ body }, answer) {
        must(
          answer.orderCustomerEditableStatuses.join() === body.orderCustomerEditableStatuses.join(),
          JSON.stringify(answer),
        );
      },
    }),
    "POST /sales/document-numbers": () => ({
      ...{ foreign: "its own", state: async () => null, aside: ["organizationId", "tenantId"] },
      open: "signed in",
      full: async () => ({ body: { kind: "order", format: "{kind}-{seq:3}" } }),
      proof: async (_asked, { number, sequence }) => {
        must(number === `order-${String(sequence).padStart(3, "0")}`, number);
      },
    }),
  };
}
