/** Who sees what of contracts, and what is refused, as clients of Candle see it (CON-13…19, CAR, PRM-6). */
import type { Json } from "../../support/backroom.ts";
import { type Market, openPlatform, SESSION, signIn, startMarket } from "../../support/candle.ts";
import { someone } from "../../support/candle-people.ts";
import { wireTo } from "../../support/wire.ts";

let market: Market;
beforeAll(async () => {
  market = await startMarket();
  await openPlatform(market.url, market.owner);
});
afterAll(() => market?.stop());

const wire = (key = market.owner.key) => wireTo(`${market.url}/candle/v1`, key);
const ok = (method: string, path: string, body?: Json) => wire().ok(method, path, body);
const person = () => signIn(market, market.owner, someone());
const product = async (user_id: string, more: Json = {}) =>
  ok("POST", "/products", { name: "Hat", price: 20, quantity: 5, user_id, ...more });
const refused = async (method: string, path: string, body?: Json, headers = {}) => {
  const said = await wire().send(method, path, body, headers);
  return [said.status, said.body.error, said.body.details[0]?.field];
};

test("CON-19, PRM-6: a session sees contracts of its user only, and no amounts of the other side's others", async () => {
  const [author, buyer, friend, seller, other] = [
    await person(),
    await person(),
    await person(),
    await person(),
    await person(),
  ];
  const stranger = await person();
  const items = [
    { product_id: (await product(seller.user.id)).id },
    { product_id: (await product(other.user.id)).id },
  ];
  const { id } = await ok("POST", "/contracts", {
    ...{ user_id: author.user.id, items, buyers: [{ user_id: buyer.user.id }, { user_id: friend.user.id }] },
  });
  const alone = ({ token }: { token: string }) => wire(token);
  const sees = async (who: { token: string }) => [
    (await alone(who).send("GET", `/contracts/${id}`)).status,
    (await alone(who).ok("GET", "/contracts")).length,
    (await alone(who).ok("GET", "/contracts/auth")).length,
    (await alone(who).send("GET", `/contracts/${id}/sync`)).status,
  ];
  expect(await sees(author)).toEqual([200, 1, 1, 200]);
  for (const each of [buyer, seller, stranger]) expect(await sees(each)).toEqual([404, 0, 0, 404]);
  await ok("POST", `/contracts/${id}/send`);
  for (const each of [author, buyer, seller]) expect(await sees(each)).toEqual([200, 1, 1, 200]);
  expect(await sees(stranger)).toEqual([404, 0, 0, 404]);
  const amounts = async (who: { token: string }, path = `/contracts/${id}`) => {
    const { buyers, sellers } = await alone(who).ok("GET", path);
    return [buyers.map(({ due }: Json) => due), sellers.map(({ owed }: Json) => owed)];
  };
  expect(await amounts(author)).toEqual([
    [20, 20],
    [19.12, 19.12],
  ]);
  expect(await amounts(buyer)).toEqual([
    [20, 20],
    [undefined, undefined],
  ]);
  expect(await amounts(seller)).toEqual([
    [undefined, undefined],
    [19.12, 19.12],
  ]);
  const mine = async (who: { token: string }) =>
    (await wire().send("GET", "/contracts/auth", undefined, { [SESSION]: who.token })).body;
  expect((await mine(seller))[0].sellers.map(({ owed }: Json) => owed)).toEqual([19.12, 19.12]);
  expect((await mine(stranger)).length).toBe(0);
  const bought = `/contracts/user/${buyer.user.id}/buyer`;
  expect((await alone(seller).ok("GET", bought)).length).toBe(1);
  expect((await alone(stranger).ok("GET", bought)).length).toBe(0);
  expect((await alone(buyer).send("PUT", `/contracts/${id}`, { notes: "x" })).status).toBe(403);
  expect((await alone(buyer).send("DELETE", `/contracts/${id}`)).status).toBe(403);
  expect((await wire().send("GET", "/contracts/auth")).status).toBe(401);
});

test("CAR, USR-4: the cart is the signed-in user's; what is not to be had is refused by name", async () => {
  const [me, seller] = [await person(), await person()];
  const hat = await product(seller.user.id, { quantity: 2 });
  const headers = { [SESSION]: me.token };
  const add = (id: string, body?: Json, who = headers) =>
    refused("POST", `/carts/auth/product/${id}`, body, who);
  expect((await wire().send("GET", "/carts/auth")).status).toBe(401);
  expect((await wire(me.token).send("POST", `/carts/auth/product/${hat.id}`)).status).toBe(200);
  expect(await add(hat.id, { quantity: 2 })).toEqual([409, "insufficient_stock", undefined]);
  expect((await add(hat.id, { quantity: 0 })).slice(0, 3)).toEqual([400, "validation_failed", "quantity"]);
  expect(await add(hat.id, {}, { [SESSION]: seller.token })).toEqual([422, "unprocessable", "product_id"]);
  expect((await add("prod_00000000000000000000000000000000"))[0]).toBe(404);
  expect((await add("hat"))[0]).toBe(404);
  await ok("PUT", `/products/${hat.id}/disable`);
  expect((await add(hat.id))[0]).toBe(409);
  const { body: cart } = await wire().send("GET", "/carts/auth", undefined, headers);
  expect(cart.items).toEqual([expect.objectContaining({ quantity: 1, price: 20, available: false })]);
  const blocked = await wire().send("POST", `/contracts/cart/${cart.id}`);
  expect([blocked.status, blocked.body.details]).toEqual([409, [{ product_ids: [expect.any(String)] }]]);
});

test("the product that sells out between cart and payment", async () => {
  const seller = await person();
  const hat = await product(seller.user.id, { quantity: 1 });
  const contracts: Json[] = [];
  for (const me of [await person(), await person()]) {
    const headers = { [SESSION]: me.token };
    const { body: cart } = await wire().send("POST", `/carts/auth/product/${hat.id}`, undefined, headers);
    const { id } = await ok("POST", `/contracts/cart/${cart.id}`);
    contracts.push(await ok("POST", `/contracts/${id}/send`));
  }
  const native = (id: string) => id.replace(/^inv_(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const settle = ({ id }: Json) =>
    market.owner.post(`/contracts/${native(id)}/settle`, { record_offline: true });
  const said = await Promise.all(contracts.map(settle));
  expect(said.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await ok("GET", `/products/${hat.id}`)).quantity).toBe(0);
});

test("bad input: unknown products, foreign users, amounts and dates", async () => {
  const seller = await person();
  const hat = await product(seller.user.id);
  const [a, b] = [await person(), await person()];
  const buyers = [{ user_id: a.user.id }, { user_id: b.user.id }];
  const {
    id,
    buyers: rows,
    sellers,
  } = await ok("POST", "/contracts", { items: [{ product_id: hat.id }], buyers });
  const stranger = (
    await wire((await market.organization("Elsewhere")).key).ok("POST", "/users", { email: someone() })
  ).id;
  const cases: [string, string, Json, Json[]][] = [
    [
      "POST",
      `/contracts/${id}/item`,
      { product_id: "prod_00000000000000000000000000000000" },
      [422, "reference_not_found", "product_id"],
    ],
    ["POST", `/contracts/${id}/item`, { product_id: "hat" }, [400, "validation_failed", "product_id"]],
    [
      "POST",
      `/contracts/${id}/item`,
      { product_id: hat.id, price: 1.005 },
      [400, "validation_failed", "price"],
    ],
    ["POST", `/contracts/${id}/item`, { product_id: hat.id, price: -1 }, [400, "validation_failed", "price"]],
    [
      "POST",
      `/contracts/${id}/item`,
      { product_id: hat.id, quantity: 0 },
      [400, "validation_failed", "quantity"],
    ],
    ["POST", `/contracts/${id}/buyer`, { user_id: stranger }, [422, "reference_not_found", "user_id"]],
    ["POST", `/contracts/${id}/buyer`, { user_id: a.user.id }, [409, "conflict", undefined]],
    ["POST", `/contracts/${id}/buyer`, { user_id: seller.user.id }, [422, "unprocessable", "user_id"]],
    ["PUT", `/contracts/${id}/buyer/${rows[0].id}/due`, { amount: 20.01 }, [422, "unprocessable", "amount"]],
    ["PUT", `/contracts/${id}/buyer/${rows[0].id}/due`, { amount: -1 }, [400, "validation_failed", "amount"]],
    [
      "PUT",
      `/contracts/${id}/seller/${sellers[0].id}/owed`,
      { amount: 500 },
      [422, "unprocessable", "amount"],
    ],
    ["POST", `/contracts/${id}/seller`, { user_id: a.user.id }, [422, "unprocessable", "owed"]],
    ["DELETE", `/contracts/${id}/seller/${sellers[0].id}`, undefined, [422, "unprocessable", "seller_id"]],
    ["POST", `/contracts/${id}/fee`, { name: "X", amount: -1 }, [400, "validation_failed", "amount"]],
    ["PUT", `/contracts/${id}`, { due: "soon" }, [400, "validation_failed", "due"]],
    ["PUT", `/contracts/${id}`, { currency: "eur" }, [409, "locked", "currency"]],
    ["PUT", `/contracts/${id}`, { currency: "florins" }, [400, "validation_failed", "currency"]],
    [
      "POST",
      "/contracts",
      { buyers: [{ user_id: a.user.id }, { user_id: "x" }] },
      [400, "validation_failed", "buyers.1.user_id"],
    ],
    [
      "POST",
      "/contracts",
      { items: [{ product_id: hat.id, price: "free" }] },
      [400, "validation_failed", "items.0.price"],
    ],
    [
      "POST",
      "/contracts",
      { items: [{ product_id: hat.id }], currency: "eur" },
      [422, "currency_mismatch", "items.0.currency"],
    ],
    ["GET", "/contracts/inv_00000000000000000000000000000000", undefined, [404, "not_found", undefined]],
    ["DELETE", `/contracts/${id}/buyer/${sellers[0].id}`, undefined, [404, "not_found", undefined]],
  ];
  for (const [method, path, body, due] of cases)
    expect([method, path, body, await refused(method, path, body)]).toEqual([method, path, body, due]);
  const zoneless = await ok("PUT", `/contracts/${id}`, { due: "2028-07-21T10:00:00" });
  expect(zoneless.due).toBe("2028-07-21T10:00:00Z");
});

test("TIM-4: sent with a key alone, a time without an offset is on the clock of the named user", async () => {
  const { user } = await person();
  await ok("PUT", `/users/${user.id}`, { timezone: "America/New_York" });
  const due = "2028-03-12T02:30:00";
  expect((await ok("POST", "/contracts", { user_id: user.id, due })).due).toBe("2028-03-12T07:30:00Z");
  expect((await ok("POST", "/contracts", { due })).due).toBe("2028-03-12T02:30:00Z");
  const unknown = { user_id: "user_00000000000000000000000000000000", due };
  expect(await refused("POST", "/contracts", unknown)).toEqual([422, "reference_not_found", "user_id"]);
  expect(await refused("POST", "/contracts", { user_id: 7, due })).toEqual([
    ...[400, "validation_failed", "user_id"],
  ]);
});

test("CON-14: amounts are in the contract's currency", async () => {
  const seller = await person();
  const { id } = await ok("POST", "/contracts", { currency: "jpy", includeStripeFees: true });
  const fee = await ok("POST", `/contracts/${id}/fee`, { name: "Packing", amount: 500 });
  expect([fee.fees[0].amount, fee.currency]).toEqual([500, "jpy"]);
  expect(await refused("POST", `/contracts/${id}/fee`, { name: "X", amount: 1.5 })).toEqual([
    ...[400, "validation_failed", "amount"],
  ]);
  expect((await ok("GET", "/contracts")).find((each: Json) => each.id === id).fees[0].amount).toBe(500);
  const partner = await ok("POST", "/contracts", {
    currency: "jpy",
    items: [{ name: "Tea", price: 1200, seller_user_id: seller.user.id }],
    sellers: [{ user_id: seller.user.id }],
  });
  expect(partner.subTotal).toBe(1200);
});

test("D46: one flag for all fees, which single ones override", async () => {
  const { id } = await ok("POST", "/contracts", {});
  const set = async (body: Json) => {
    const { includeStripeFees, includeCandleFees, includePlatformFees } = await ok(
      ...(["PUT", `/contracts/${id}/fee_inclusion`, body] as const),
    );
    return [includeStripeFees, includeCandleFees, includePlatformFees];
  };
  expect(await set({ included: true })).toEqual([true, true, true]);
  expect(await set({ feeInclusion: false, includePlatformFees: true })).toEqual([false, false, true]);
  expect(await set({ includeStripeFees: true })).toEqual([true, false, true]);
});

test("D45: a draft is deleted, an open contract is voided, and a paid one stays", async () => {
  const seller = await person();
  const body = {
    items: [{ product_id: (await product(seller.user.id)).id }],
    buyers: [{ user_id: (await person()).user.id }],
  };
  const [draft, open, paid] = [
    await ok("POST", "/contracts", body),
    await ok("POST", "/contracts", body),
    await ok("POST", "/contracts", body),
  ];
  expect((await ok("DELETE", `/contracts/${draft.id}`)).status).toBe("draft");
  expect((await wire().send("GET", `/contracts/${draft.id}`)).status).toBe(404);
  await ok("POST", `/contracts/${open.id}/send`);
  expect((await ok("DELETE", `/contracts/${open.id}`)).status).toBe("void");
  await ok("POST", `/contracts/${paid.id}/send`);
  const native = paid.id.replace(/^inv_(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  await market.owner.ok.post(`/contracts/${native}/settle`, { record_offline: true });
  expect((await refused("DELETE", `/contracts/${paid.id}`))[0]).toBe(409);
});
