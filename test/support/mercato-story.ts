/**
 * An order from the first sign-in to the last payment, by two users of Mercato at once; then read back in Mercato, natively, in
 * the books and by a client of Pharus (MRC-ONE-4, MRC-ONE-5).
 */
import { type Client, type Json, until } from "./backroom.ts";
import { balancesOf } from "./books.ts";
import { micro, openWorkshop } from "./makers.ts";
import { beginTenant, signedIn, type User } from "./mercato.ts";
import { type Wire, wireTo } from "./wire.ts";

type Users = { ada: User; ben: User };
type Offered = { sku_id: string; productId: string; variantId: string; companyId: string; personId: string };

/** `client`: of an organization without other data. */
export async function mercatoStory(url: string, client: Client): Promise<void> {
  const users = await signIn(url, client);
  const pharus = wireTo(`${url}/pharus/api`, client.key);
  const offered = await prepare(users, client);
  const orderId = await agree(users, offered);
  await seenByPharus(pharus, orderId, { orderStatus: "Received", fulfillmentStatus: "Pending" });
  await ship(users, orderId, pharus);
  await pay(users, orderId);
  await readBack(users, orderId, offered);
  await readNatively(client, orderId, offered);
  await readByPharus(pharus, orderId, offered);
}

/** By forms with e-mail and password. */
async function signIn(url: string, client: Client): Promise<Users> {
  await beginTenant(url, client);
  const [ada, ben] = await Promise.all(
    ["ada", "ben"].map((name) => signedIn({ url }, client, `${name}@mill.example`)),
  );
  return { ada: ada!, ben: ben! };
}

/** Ada knows the customer, Ben the goods: 20 pieces of a SKU at 2.00 each. */
async function prepare({ ada, ben }: Users, client: Client): Promise<Offered> {
  const shop = await openWorkshop(client);
  const [sku_id, location_id] = [await shop.sku("Jam"), await shop.site("Depot")];
  const stock = { sku_id, location_id, quantity: micro(20), unit_cost: micro(2) };
  await client.ok.post("/stock/adjustments", stock);
  const customer = async () => {
    const { id: companyId } = await ada.ok("POST", "/customers/companies", { displayName: "Inn" });
    const person = { firstName: "Ida", lastName: "Lind", companyEntityId: companyId };
    return { companyId, personId: (await ada.ok("POST", "/customers/people", person)).id };
  };
  const goods = async () => {
    const { id: productId } = await ben.ok("POST", "/catalog/products", { title: "Jam" });
    const { id: variantId } = await ben.ok("POST", "/catalog/variants", { productId, name: "Jar" });
    const [{ id: priceKindId }] = (await ben.ok("GET", "/catalog/price-kinds?search=regular")).items;
    const price = { variantId, productId, priceKindId, currencyCode: "USD", unitPriceNet: 5 };
    await ben.ok("POST", "/catalog/prices", price);
    await client.ok.post(`/variants/${variantId}/link`, { sku_id, location_id });
    return { productId, variantId };
  };
  const [{ companyId, personId }, { productId, variantId }] = await Promise.all([customer(), goods()]);
  return { sku_id, productId, variantId, companyId, personId };
}

const statuses = (answers: readonly { status: number }[]): number[] =>
  answers.map(({ status }) => status).sort();

/** 10 × 5.00 and 2 × 20.00 less 10 %, less 6.00; of two conversions at once one makes the order (MRC-QUO-1). */
async function agree({ ada, ben }: Users, offered: Offered): Promise<string> {
  const { companyId, personId, productId, variantId } = offered;
  const line = { currencyCode: "USD" };
  const { id: quoteId } = await ada.ok("POST", "/sales/quotes", {
    ...{ currencyCode: "USD", customerEntityId: companyId, customerContactId: personId },
    lines: [
      { ...line, productId, productVariantId: variantId, quantity: 10, unitPriceNet: 5, taxRate: 7 },
      { ...line, name: "Tasting", quantity: 2, unitPriceNet: 20, taxRate: 20, discountPercent: 10 },
    ],
  });
  await ben.ok("POST", "/sales/quote-adjustments", {
    ...{ quoteId, kind: "discount", amountNet: 6, amountGross: 6.7, currencyCode: "USD" },
  });
  const convert = ({ say }: User) => say("POST", "/sales/quotes/convert", { quoteId });
  expect(statuses(await Promise.all([convert(ada), convert(ben)]))).toEqual([200, 404]);
  const [order] = (await ben.ok("GET", `/sales/orders?id=${quoteId}`)).items;
  expect(order).toMatchObject({ grandTotalNetAmount: 80, grandTotalGrossAmount: 90, lineItemCount: 2 });
  return quoteId;
}

async function seenByPharus({ ok }: Wire, id: string, shown: Json): Promise<void> {
  const listed = (await ok("GET", "/sales-orders")).data.find((each: Json) => each.id === id);
  expect(listed).toMatchObject(shown);
  expect((await ok("GET", `/sales-orders/${id}`)).salesOrder).toEqual(listed);
}

/** Half by Ada; then both send the other half at once, and one of them may. */
async function ship({ ada, ben }: Users, orderId: string, pharus: Wire): Promise<void> {
  const { items: lines } = await ada.ok("GET", `/sales/order-lines?orderId=${orderId}`);
  const half = {
    orderId,
    items: lines.map(({ id, quantity }: Json) => ({ orderLineId: id, quantity: quantity / 2 })),
  };
  const sent = await ada.ok("POST", "/sales/shipments", half);
  await seenByPharus(pharus, orderId, { orderStatus: "Entered", fulfillmentStatus: "Partial" });
  const rest = await Promise.all([ada, ben].map(({ say }) => say("POST", "/sales/shipments", half)));
  const codes = statuses(rest);
  expect(codes[0]).toBe(201);
  // The second one meets an order that has changed, or one of which nothing is left.
  expect([400, 409]).toContain(codes[1]);
  const { items: shipments } = await ben.ok("GET", `/sales/shipments?orderId=${orderId}`);
  expect(shipments).toHaveLength(2);
  expect(shipments.map(({ id }: Json) => id)).toContain(sent.id);
  await seenByPharus(pharus, orderId, { orderStatus: "Invoiced", fulfillmentStatus: "Fulfilled" });
}

/** In two parts at once; then a word for the order, and a note. */
async function pay({ ada, ben }: Users, orderId: string): Promise<void> {
  const part = { orderId, currencyCode: "USD", amount: 45 };
  await Promise.all([ada, ben].map(({ ok }) => ok("POST", "/sales/payments", part)));
  const { items: words } = await ben.ok("GET", "/sales/order-statuses");
  const { id: statusEntryId } = words.find(({ value }: Json) => value === "fulfilled");
  await ben.ok("PUT", "/sales/orders", { id: orderId, statusEntryId });
  const note = { contextType: "order", contextId: orderId, body: "Paid at the door." };
  await ada.ok("POST", "/sales/notes", note);
}

async function readBack({ ada }: Users, orderId: string, { companyId }: Offered): Promise<void> {
  const [order] = (await ada.ok("GET", `/sales/orders?id=${orderId}`)).items;
  expect(order).toMatchObject({
    ...{ customerEntityId: companyId, status: "fulfilled", grandTotalGrossAmount: 90 },
    ...{ paidTotalAmount: 90, refundedTotalAmount: 0, outstandingAmount: 0 },
  });
  const { items: lines } = await ada.ok("GET", `/sales/order-lines?orderId=${orderId}`);
  const told = lines.map((each: Json) => [each.line_number, each.quantity, each.fulfilled_quantity]);
  expect(told).toEqual([
    [1, 10, 10],
    [2, 2, 2],
  ]);
  const { items: notes } = await ada.ok("GET", `/sales/notes?contextType=order&contextId=${orderId}`);
  expect(notes).toHaveLength(2);
}

async function readNatively(client: Client, orderId: string, offered: Offered): Promise<void> {
  const { sku_id, companyId } = offered;
  expect(await client.ok.get(`/customer-orders/${orderId}`)).toMatchObject({
    ...{ state: "paid", fulfillment: "fulfilled", status: "fulfilled", customer_id: companyId },
    ...{ grand_gross: 900_000, paid_total: 900_000, outstanding: 0 },
  });
  const { data: notes } = await client.ok.get(`/document-notes?context_id=${orderId}`);
  expect(notes.map(({ body }: Json) => body)).toContain("Paid at the door.");
  const [level] = (await client.ok.get(`/stock-levels?sku_id=${sku_id}`)).data;
  expect(level.on_hand).toBe(micro(10));
  const books = await until(async () => {
    const found = await balancesOf(client);
    return found.bank === 9000 && found.sales === -7930 && found.cogs === 2000 ? found : null;
  }, "the books to hold the order");
  expect(books).toMatchObject({ "tax:other": -1070, "inventory:finished_goods": 2000 });
  expect(books[`receivable:${companyId}`]).toBeUndefined();
  expect(Object.values(books).reduce((sum, each) => sum + each, 0)).toBe(0);
}

async function readByPharus({ ok }: Wire, orderId: string, { sku_id, companyId }: Offered): Promise<void> {
  const { salesOrder, items } = await ok("GET", `/sales-orders/${orderId}`);
  expect(salesOrder).toMatchObject({
    ...{ customerId: companyId, orderStatus: "Paid", fulfillmentStatus: "Fulfilled", brokerId: null },
    ...{ orderChannelId: null },
  });
  expect(items).toMatchObject([
    { skuId: sku_id, name: "Jar", quantity: 10, unitPrice: "5.0000", salesOrderId: orderId },
    { skuId: null, name: "Tasting", quantity: 2, unitPrice: "20.0000", salesOrderId: orderId },
  ]);
  expect((await ok("GET", `/sales-orders/${orderId}/items`)).data).toEqual(items);
  const { data: found } = await ok("GET", `/sales-orders?customer=${companyId}&status=Paid`);
  expect(found).toEqual([salesOrder]);
  expect((await ok("GET", `/sales-orders?customer=${companyId}&status=Entered`)).data).toEqual([]);
  const { data: notes } = await ok("GET", `/sales-orders/${orderId}/notes`);
  expect(notes.map(({ note }: Json) => note)).toContain("Paid at the door.");
}
