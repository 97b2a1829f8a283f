/** What documents take over from methods, customers and goods, and how they are numbered (6.1 to 6.7). */
import type { Json } from "../../support/backroom.ts";
import { type Office, startOffice } from "../../support/mercato.ts";
import { breachesIn } from "../../support/verified.ts";

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(async () => {
  expect(await breachesIn(office)).toEqual([]);
  await office.stop();
});

const ok = (...asked: [string, string, Json?]): Promise<Json> => office.admin.ok(...asked);
const say = (...asked: [string, string, Json?]) => office.admin.say(...asked);
const made = async (path: string, body: Json): Promise<string> => (await ok("POST", path, body)).id;
const [ORDERS, QUOTES, LINES] = ["/sales/orders", "/sales/quotes", "/sales/order-lines"] as const;
const rowOf = async (id: string, path: string = ORDERS): Promise<Json> =>
  (await ok("GET", `${path}?id=${id}`)).items[0];
const line = (quantity: number, unitPriceNet = 100): Json => ({
  ...{ currencyCode: "USD", name: "Coat", quantity, unitPriceNet },
});

describe("methods", () => {
  const rates = [
    { metric: "item_count", min: 0, max: 2, amountNet: 4, amountGross: 4.8 },
    { metric: "item_count", min: 3, amountNet: 2, amountGross: 2.4 },
  ];
  const shipping = (code: string) =>
    made("/sales/shipping-methods", {
      ...{ name: "Parcel", code, providerKey: "flat-rate", baseRateNet: "5", baseRateGross: "6" },
      providerSettings: { rates, apiKey: "secret" },
    });

  test("with a provider charge what it calculates, anew with each change (MRC-PRV-1, MRC-TOT-4)", async () => {
    const shippingMethodId = await shipping("parcel");
    const cash = { name: "Cash", code: "cod", providerKey: "cash-on-delivery" };
    const paymentMethodId = await made("/sales/payment-methods", {
      ...{ ...cash, providerSettings: { feeFlat: 1, feePercent: 10 } },
    });
    const lines = [line(1), line(1)];
    const id = await made(ORDERS, { currencyCode: "USD", shippingMethodId, paymentMethodId, lines });
    const adjustments = async () => (await ok("GET", `/sales/order-adjustments?orderId=${id}`)).items;
    expect(await rowOf(id)).toMatchObject({
      ...{ shippingNetAmount: 9, shippingGrossAmount: 10.8, surchargeTotalAmount: 22.08 },
      ...{ grandTotalNetAmount: 231.08, grandTotalGrossAmount: 232.88, outstandingAmount: 232.88 },
    });
    const before = await adjustments();
    expect(before.map((each: Json) => each.calculator_key).sort()).toEqual([
      ...["payment-provider:cash-on-delivery"],
      ...["shipping-provider:flat-rate", "shipping-provider:flat-rate"],
    ]);
    expect(before.every((each: Json) => each.position >= 10_000)).toBe(true);
    for (const { id: own } of (await ok("GET", `${LINES}?orderId=${id}`)).items)
      await ok("PUT", LINES, { id: own, orderId: id, quantity: 2, currencyCode: "USD" });
    expect(await rowOf(id)).toMatchObject({ shippingNetAmount: 7, shippingGrossAmount: 8.4 });
    const ids = (rows: Json[]) => rows.map((each) => each.id).sort();
    expect(ids(await adjustments())).toEqual(ids(before));
    await ok("PUT", ORDERS, { id, paymentMethodId: null });
    expect(await rowOf(id)).toMatchObject({
      ...{ surchargeTotalAmount: 0, grandTotalGrossAmount: 408.4, paymentMethodCode: null },
      paymentMethodSnapshot: null,
    });
  });

  test("leave what a caller has written instead (6.4)", async () => {
    const shippingMethodId = await shipping("by-hand");
    const id = await made(ORDERS, { currencyCode: "USD", shippingMethodId, lines: [line(1)] });
    const { items } = await ok("GET", `/sales/order-adjustments?orderId=${id}`);
    const base = items.find((each: Json) => each.amount_net === 5);
    const edited = { id: base.id, orderId: id, amountNet: 1, amountGross: 1 };
    await ok("PUT", "/sales/order-adjustments", edited);
    await ok("POST", LINES, { ...line(3), orderId: id });
    expect(await rowOf(id)).toMatchObject({ shippingNetAmount: 5, shippingGrossAmount: 5.8 });
    await ok("DELETE", "/sales/order-adjustments", { id: base.id, orderId: id });
    expect(await rowOf(id)).toMatchObject({ shippingNetAmount: 7, shippingGrossAmount: 8.4 });
  });

  test("are copied in the words of this system, without the keys of their provider (MRC-DOC-2)", async () => {
    const shippingMethodId = await shipping("copied");
    const id = await made(QUOTES, { currencyCode: "USD", shippingMethodId });
    const { shippingMethodSnapshot } = await rowOf(id, QUOTES);
    expect(shippingMethodSnapshot).toMatchObject({
      ...{ id: shippingMethodId, code: "copied", baseRateNet: "5", providerKey: "flat-rate" },
      providerSettings: { rates },
    });
    expect(JSON.stringify(shippingMethodSnapshot)).not.toContain("secret");
    await ok("DELETE", "/sales/shipping-methods", { id: shippingMethodId });
    expect((await rowOf(id, QUOTES)).shippingMethodCode).toBe("copied");
    const other = await made(QUOTES, { currencyCode: "USD" });
    const again = await say("PUT", QUOTES, { id: other, shippingMethodId });
    expect([again.status, again.body.details[0].path]).toEqual([400, ["shippingMethodId"]]);
    await ok("PUT", QUOTES, { id, shippingMethodId: null });
    expect(await rowOf(id, QUOTES)).toMatchObject({ shippingMethodCode: null, shippingMethodSnapshot: null });
  });

  test("of another business unit pay and ship nothing (MRC-SCP-4, MRC-PAY-1)", async () => {
    const { id: organizationId } = await ok("POST", "/directory/organizations", { name: "North" });
    const { id, lines } = await (async () => {
      const own = await made(ORDERS, { currencyCode: "USD", lines: [line(1)], organizationId });
      return { id: own, lines: (await ok("GET", `${LINES}?orderId=${own}`)).items };
    })();
    const there = { Cookie: `om_selected_org=${organizationId}` };
    const shippingMethodId = await shipping("here");
    const paymentMethodId = await made("/sales/payment-methods", { name: "Here", code: "here" });
    const items = [{ orderLineId: lines[0].id, quantity: 1 }];
    const pay = { orderId: id, amount: 1, currencyCode: "USD", paymentMethodId };
    for (const [path, body] of [
      ["/sales/shipments", { orderId: id, items, shippingMethodId }],
      ["/sales/payments", pay],
    ] as const)
      expect((await office.admin.say("POST", path, body, there)).status).toBe(400);
    expect(await rowOf(id)).toMatchObject({ paidTotalAmount: 0 });
  });
});

test("a contact joins the customer in the snapshot, and null takes either off (MRC-DOC-2, MRC-W-5)", async () => {
  const customerEntityId = await made("/customers/companies", { displayName: "Mill" });
  const person = await ok("POST", "/customers/people", { firstName: "Ada", lastName: "Lind" });
  const billingAddressId = await made("/customers/addresses", {
    ...{ entityId: customerEntityId, addressLine1: "Lane 3" },
  });
  const id = await made(QUOTES, { currencyCode: "USD", customerEntityId, billingAddressId });
  await ok("PUT", QUOTES, { id, customerContactId: person.personId });
  expect((await rowOf(id, QUOTES)).customerSnapshot).toMatchObject({
    ...{ customer: { displayName: "Mill" }, contact: { displayName: "Ada Lind" } },
  });
  await ok("PUT", QUOTES, { id, customerContactId: null, billingAddressId: null });
  const { customerSnapshot, billingAddressSnapshot } = await rowOf(id, QUOTES);
  expect([customerSnapshot, billingAddressSnapshot]).toEqual([
    ...[{ customer: expect.objectContaining({ displayName: "Mill" }) }, null],
  ]);
  await ok("PUT", QUOTES, { id, customerEntityId: null });
  expect(await rowOf(id, QUOTES)).toMatchObject({ customerEntityId: null, customerSnapshot: null });
});

test("numbers that callers gave to theirs are passed over (MRC-NUM-1, MRC-INV-8)", async () => {
  const { nextOrderNumber } = await ok("GET", "/sales/settings/document-numbers");
  await ok("PUT", "/sales/settings/document-numbers", { orderNumberFormat: "N-{seq}" });
  for (const more of [0, 1])
    await made(ORDERS, { currencyCode: "USD", orderNumber: `N-${nextOrderNumber + more}` });
  const id = await made(ORDERS, { currencyCode: "USD" });
  expect((await rowOf(id)).orderNumber).toBe(`N-${nextOrderNumber + 2}`);
  await ok("PUT", "/sales/settings/document-numbers", { orderNumberFormat: "ONE" });
  await made(ORDERS, { currencyCode: "USD" });
  expect((await say("POST", ORDERS, { currencyCode: "USD" })).status).toBe(409);
  await ok("PUT", "/sales/settings/document-numbers", { orderNumberFormat: "ORDER-{seq}" });
});

test("the body of the numbers has the statuses as well, as it is printed (MRC-NUM-2)", async () => {
  const PATH = "/sales/settings/document-numbers";
  await ok("PUT", PATH, { orderCustomerEditableStatuses: ["draft"], orderAddressEditableStatuses: null });
  expect(await ok("GET", "/sales/settings/order-editing")).toMatchObject({
    ...{ orderCustomerEditableStatuses: ["draft"], orderAddressEditableStatuses: null },
  });
  expect((await say("PUT", PATH, { orderCustomerEditableStatuses: ["unheard-of"] })).status).toBe(400);
  await ok("PUT", PATH, { orderCustomerEditableStatuses: null });
});

test("lines keep what they were priced by, and a copy of their goods (MRC-TOT-1, MRC-LIN-2)", async () => {
  const productId = await made("/catalog/products", { title: "Cup", sku: "cup.1", taxRate: 7 });
  const given = { productId, quantity: 1, currencyCode: "USD", unitPriceGross: 10.7, taxRate: 7 };
  const id = await made(ORDERS, {
    ...{ currencyCode: "USD", lines: [{ ...given, priceMode: "gross", metadata: { gift: true } }] },
  });
  const shown = async () => (await ok("GET", `${LINES}?orderId=${id}`)).items[0];
  const first = await shown();
  expect(first).toMatchObject({
    ...{ name: "Cup", metadata: { gift: true, priceMode: "gross" } },
    catalog_snapshot: { productId, sku: "cup.1", taxRate: 7 },
  });
  const own = { id: first.id, orderId: id, quantity: 2, currencyCode: "USD" };
  await ok("PUT", LINES, { ...own, name: "My cup" });
  await ok("PUT", LINES, { ...own, productId });
  expect(await shown()).toMatchObject({ name: "My cup", quantity: 2 });
  const other = await made("/catalog/products", { title: "Jug" });
  const unknown = { ...given, productId: crypto.randomUUID(), productVariantId: other };
  expect((await say("POST", LINES, { ...unknown, orderId: id })).status).toBe(404);
  const mixed = await say("POST", LINES, { ...given, orderId: id, productVariantId: other });
  expect([mixed.status, mixed.body.details[0].path]).toEqual([400, ["productVariantId"]]);
});

test("an amount that no document has is refused and changes nothing (MRC-W-22, MRC-W-24)", async () => {
  const id = await made(ORDERS, { currencyCode: "USD", lines: [line(1)] });
  const most = 900_000_000_000;
  for (const body of [
    line(1_000_000, most),
    line(1, most),
    { ...line(1, most), taxRate: 100 },
    { ...line(0.5), unitPriceNet: null, unitPriceGross: most, taxAmount: most, totalGrossAmount: most },
  ])
    expect((await say("POST", LINES, { ...body, orderId: id })).status).toBe(400);
  const huge = { orderId: id, kind: "surcharge", amountNet: most };
  expect((await say("POST", "/sales/order-adjustments", huge)).status).toBe(400);
  const lines = [line(1, most), line(1, most)];
  expect((await say("POST", QUOTES, { currencyCode: "USD", lines })).status).toBe(400);
  expect(await rowOf(id)).toMatchObject({ lineItemCount: 1, grandTotalNetAmount: 100 });
});

test("what is sent back as it was read stays valid, whatever became of what it names (MRC-STS-1, MRC-CUS-8)", async () => {
  const status = await made("/sales/order-statuses", { value: "Passing" });
  const lineStatus = await made("/sales/order-line-statuses", { value: "Passing" });
  const customerEntityId = await made("/customers/companies", { displayName: "Gone" });
  const productId = await made("/catalog/products", { title: "Gone cup" });
  const shippingMethodId = await made("/sales/shipping-methods", { name: "Gone", code: "gone" });
  const paymentMethodId = await made("/sales/payment-methods", { name: "Gone", code: "gone" });
  const tag = await made("/sales/tags", { slug: "gone", label: "Gone" });
  const paymentStatus = await made("/sales/payment-statuses", { value: "Passing" });
  const given = { ...line(2), productId, statusEntryId: lineStatus, taxAmount: 3 };
  const id = await made(ORDERS, {
    ...{ currencyCode: "USD", statusEntryId: status, customerEntityId, shippingMethodId, tags: [tag] },
    ...{ metadata: { a: 1 }, lines: [given] },
  });
  const [own] = (await ok("GET", `${LINES}?orderId=${id}`)).items;
  const pay = { amount: 1, currencyCode: "USD", paymentMethodId, statusEntryId: paymentStatus };
  const payment = await made("/sales/payments", { orderId: id, ...pay });
  await ok("DELETE", "/sales/order-statuses", { id: status });
  await ok("DELETE", "/sales/order-line-statuses", { id: lineStatus });
  await ok("DELETE", "/sales/payment-statuses", { id: paymentStatus });
  await ok("DELETE", "/catalog/products", { id: productId });
  await ok("DELETE", "/sales/shipping-methods", { id: shippingMethodId });
  await ok("DELETE", "/sales/payment-methods", { id: paymentMethodId });
  await ok("PUT", "/sales/settings/order-editing", { orderCustomerEditableStatuses: [] });
  const before = await rowOf(id);
  const sent = { statusEntryId: status, customerEntityId, shippingMethodId, metadata: { a: 1 } };
  await ok("PUT", ORDERS, { id, ...sent, comment: "Soon." });
  await ok("PUT", "/sales/settings/order-editing", { orderCustomerEditableStatuses: null });
  expect(await rowOf(id)).toEqual({ ...before, comment: "Soon.", updatedAt: expect.any(String) });
  await ok("PUT", LINES, { ...given, id: own.id, orderId: id, comment: "Blue." });
  await ok("PUT", LINES, { ...line(2), id: own.id, orderId: id, comment: "Red." });
  const [after] = (await ok("GET", `${LINES}?orderId=${id}`)).items;
  expect(after).toMatchObject({ status: "Passing", tax_amount: 3, comment: "Red.", product_id: productId });
  await ok("PUT", "/sales/payments", { id: payment, ...pay, paymentReference: "7" });
  expect((await ok("GET", `/sales/payments?orderId=${id}`)).items[0]).toMatchObject({
    ...{ payment_method_code: "gone", status: "Passing", payment_reference: "7" },
  });
});

test("null takes away whatever may be missing, and is no reason to fail for the rest (MRC-W-5, MRC-W-22)", async () => {
  const given = { ...line(2, 10), taxRate: 20, discountPercent: 10 };
  const id = await made(ORDERS, { currencyCode: "USD", lines: [given] });
  const [own] = (await ok("GET", `${LINES}?orderId=${id}`)).items;
  const part = { id: own.id, orderId: id, currencyCode: "USD", quantity: 2 };
  await ok("PUT", LINES, { ...part, taxRate: null, discountPercent: null, metadata: null, name: null });
  expect((await ok("GET", `${LINES}?orderId=${id}`)).items[0]).toMatchObject({
    ...{ tax_rate: 0, discount_percent: 0, total_gross_amount: 20, name: null },
  });
  const kinds: [string, string, Json][] = [
    ["PUT", LINES, { ...part, kind: null }],
    ["PUT", LINES, { ...part, quantity: null }],
    ["POST", "/sales/order-adjustments", { orderId: id, kind: "discount", rate: null, position: null }],
    ["POST", "/sales/order-adjustments", { orderId: id, kind: null, scope: null, amountNet: null }],
    ["PUT", ORDERS, { id, tags: null, metadata: null, placedAt: null, currencyCode: null }],
    ["POST", "/sales/shipments", { orderId: id, items: null, trackingNumbers: null }],
    ["POST", "/sales/payments", { orderId: id, amount: 1, currencyCode: "USD", refundedAmount: null }],
    ["POST", "/sales/payments", { orderId: id, amount: null, currencyCode: "USD" }],
  ];
  for (const [method, path, body] of kinds) {
    const { status } = await say(method, path, body);
    expect([path, body, [200, 201, 400].includes(status)]).toEqual([path, body, true]);
  }
  expect(await rowOf(id)).toMatchObject({ grandTotalGrossAmount: 20, paidTotalAmount: 1, tags: [] });
});

test("shipments and payments stay with their order (MRC-SHP-1, MRC-SHP-2)", async () => {
  const id = await made(ORDERS, { currencyCode: "USD", lines: [line(1)] });
  const other = await made(ORDERS, { currencyCode: "USD" });
  const [own] = (await ok("GET", `${LINES}?orderId=${id}`)).items;
  const items = [{ orderLineId: own.id, quantity: 1 }];
  const shipment = await made("/sales/shipments", { orderId: id, items });
  const payment = await made("/sales/payments", { orderId: id, amount: 1, currencyCode: "USD" });
  for (const path of ["/sales/shipments", "/sales/payments"]) {
    const named = path === "/sales/shipments" ? shipment : payment;
    const moved = await say("PUT", path, { id: named, orderId: other, metadata: {} });
    expect([moved.status, moved.body.details[0].path]).toEqual([400, ["orderId"]]);
  }
  expect((await say("DELETE", "/sales/shipments", { id: shipment, orderId: other })).status).toBe(404);
  await ok("DELETE", "/sales/shipments", { id: shipment, orderId: id });
  expect((await ok("GET", `/sales/shipments?orderId=${id}`)).items).toEqual([]);
});

test("notes are about documents that there are, and that the caller sees (6.11, MRC-SCP-4)", async () => {
  const { id: organizationId } = await ok("POST", "/directory/organizations", { name: "South" });
  const note = { body: "Ring first.", contextId: await made(ORDERS, { currencyCode: "USD" }) };
  const there = { Cookie: `om_selected_org=${organizationId}` };
  const hidden = await office.admin.say("POST", "/sales/notes", { ...note, contextType: "order" }, there);
  expect(hidden.status).toBe(404);
  const quote = { ...note, contextId: await made(QUOTES, { currencyCode: "USD" }), contextType: "quote" };
  expect((await office.admin.say("POST", "/sales/notes", quote, there)).status).toBe(404);
  for (const contextType of ["invoice", "credit_memo"])
    expect((await say("POST", "/sales/notes", { ...note, contextType })).status).toBe(404);
  expect((await say("POST", "/sales/notes", { ...note, contextType: "letter" })).status).toBe(400);
  expect((await ok("GET", `/sales/notes?contextId=${note.contextId}`)).items).toEqual([]);
});
