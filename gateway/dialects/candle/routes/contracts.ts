/** Contracts of the platform, and those of the signed-in user (CON-13…20). */
import { houseUser } from "../../../../services/accounts/public.ts";
import * as contracts from "../../../../services/contracts/public.ts";
import { notFound } from "../../../../shared/errors.ts";
import type { Condition } from "../../../../shared/page.ts";
import type { AnyOperation } from "../../../../shared/service/operation.ts";
import type { ActionRef } from "../../../../shared/service/reference.ts";
import type { Answer } from "../../../kit/answer.ts";
import { idOf } from "../../../kit/builders.ts";
import { objectOf, readOne } from "../../../kit/context.ts";
import {
  ANY_KEY,
  area,
  type Behavior,
  bodySchema,
  c,
  type DialectContext,
  type Given,
  handle,
  inCurrency,
  inWordsOf,
  list,
  refuseRest,
  refusing,
} from "../../../kit/index.ts";
import type { Shape } from "../../../shapes/shape.ts";
import { has, ofPlatform, onPlatform, platformOf, requireScope, self } from "../platform.ts";
import * as shapes from "../shapes/contracts.ts";
import { named } from "../users.ts";

const READ = "read:contracts";
/** The user whose view applies; null for a caller who may read all contracts. */
type Viewer = (ctx: DialectContext) => Promise<string | null>;
type Contract = contracts.ContractView;
type Seen = shapes.SeenContract;

/** Without undefined fields. */
const defined = <T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;

/** CON-19: buyers see no amounts of other sellers, sellers none of other buyers. */
function seenBy(row: Seen, user_id: string): Pick<Seen, "buyers" | "sellers"> {
  const [buys, sells] = [row.buyer_user_ids.includes(user_id), row.seller_user_ids.includes(user_id)];
  const isOther = (each: { user_id: string }) => each.user_id !== user_id;
  const { buyers, sellers } = row;
  return {
    buyers: buyers.map((each) => (sells && isOther(each) ? { ...each, due: null, paid: null } : each)),
    sellers: sellers.map((each) =>
      buys && isOther(each) ? { ...each, owed: null, transferred: null } : each,
    ),
  };
}

const seenWith = (viewer: Viewer) =>
  area<Seen>(contracts.contract, shapes.contractShape, {
    filters: null,
    currency: ({ currency }) => currency,
    async complete(ctx, rows) {
      const own = await viewer(ctx);
      if (own) for (const row of rows) Object.assign(row, seenBy(row, own));
    },
  });

/** A customer's session reads only the customer's own rows (PRM-6). */
const byRight: Viewer = async (ctx) => {
  if (has(ctx, READ)) return null;
  if (!ctx.principal.persona) requireScope(ctx, READ);
  return self.id(ctx, READ);
};
const mine: Viewer = (ctx) => self.id(ctx, READ);

const answerOf = (viewer: Viewer): Answer<Contract> => {
  const { view } = seenWith(viewer);
  return { schema: view.schema, show: async (ctx, row) => (await view.open(ctx).present([{ ...row }]))[0] };
};
const asWhole = answerOf(async () => null);

const listing = (
  viewer: Viewer,
  also: (ctx: DialectContext) => Promise<Condition[]> = async () => [],
): Behavior => ({
  ...list(seenWith(viewer), async (ctx) => {
    const own = await viewer(ctx);
    const seen: Condition[] = own ? [{ field: "viewer_user_id", op: "eq", value: own }] : [];
    return [...seen, ...(await onPlatform(ctx)), ...(await also(ctx))];
  }),
  scope: ANY_KEY,
});

const withParty =
  (field: string) =>
  async (ctx: DialectContext): Promise<Condition[]> => [
    { field, op: "eq", value: await named("user_id").id(ctx, READ) },
  ];

/** The contract in the path, for callers who may change contracts. */
const contractNamed = async (ctx: DialectContext): Promise<Contract> =>
  ofPlatform(ctx, "contract", await ctx.read(contracts.contract.actions.get, { id: idOf(ctx, "contract") }));

const getContract = handle({
  ...{ scope: ANY_KEY, of: "contract", response: answerOf(byRight) },
  async run(ctx) {
    const own = await byRight(ctx);
    const row = await contractNamed(ctx);
    if (own && !row.viewer_user_ids.includes(own)) throw notFound("contract", row.id);
    return row;
  },
});

/** A body whose amounts are in the currency it names, else in the organization's. */
function inOwnCurrency(ctx: DialectContext): DialectContext {
  const read = c.currency.in(objectOf(ctx).currency, ctx.wire);
  return "value" in read ? inCurrency(ctx, read.value) : ctx;
}

const createContract: Behavior = {
  ...refusing(contracts.createContract),
  body: { schema: bodySchema(shapes.contractShape, "create"), required: false },
  response: asWhole.schema,
  async run(ctx) {
    refuseRest(ctx, ctx.request.query, () => []);
    const { id: platform_id } = await platformOf(ctx);
    const body = objectOf(ctx);
    const given = await readOne(inOwnCurrency(ctx), shapes.contractShape, body, "create");
    const { notes, due_at, currency, items, fees, include_processor_fees, ...rest } = given;
    const { include_service_fees, include_platform_fees, buyers, sellers } = rest;
    const house = async () => (await ctx.read(houseUser, { platform_id })).id;
    const author = given.user_id ?? ctx.principal.persona?.user_id ?? (await house());
    const isPinned = (amount: number | null | undefined) => (amount ?? null) !== null;
    const terms = {
      ...{ notes, due_at, currency, items, fees },
      ...{ include_processor_fees, include_service_fees, include_platform_fees },
      buyers: buyers?.map(({ user_id, due }) => ({ user_id, due, pinned: isPinned(due) })),
      sellers: sellers?.map(({ user_id, owed }) => ({ user_id, owed, pinned: isPinned(owed) })),
    };
    const made = await inWordsOf(shapes.contractShape, () =>
      ctx.call(contracts.createContract, { platform_id, user_id: author, ...defined(terms) }),
    );
    return asWhole.show(ctx, made);
  },
};

const createContractFromCart = handle({
  ...{ ...refusing(contracts.createContractFromCart), response: asWhole },
  async run(ctx) {
    const id = idOf(ctx, "cart", "cart_id");
    await ofPlatform(ctx, "cart", await ctx.read(contracts.cart.actions.get, { id }));
    return ctx.call(contracts.createContractFromCart, { cart_id: id });
  },
});

/** D45: a draft is deleted, an open contract without payments is voided. */
const deleteContract = handle({
  ...{ ...refusing(contracts.removeContract, contracts.voidContract), response: asWhole },
  async run(ctx) {
    const before = await contractNamed(ctx);
    const { id } = before;
    if (before.status !== "draft") return ctx.call(contracts.voidContract, { id });
    await ctx.call(contracts.removeContract, { id });
    return before;
  },
});

type Ids = { id: string; part: string };
type Operation<In> = Pick<AnyOperation, "name" | "refuses" | "scope"> & ActionRef<In, Contract>;

/** The contract that the path names, and the part of it. */
async function target(ctx: DialectContext): Promise<Ids & { currency: string }> {
  const { id, currency } = await contractNamed(ctx);
  const [name] = Object.keys(ctx.request.params).filter((each) => each !== "id");
  return { id, currency, part: name ? idOf(ctx, name.replace("_id", ""), name) : "" };
}

/** Does something with a contract, or with a part of it. */
const acting = <In>(operation: Operation<In>, input: (ids: Ids) => NoInfer<In>): Behavior =>
  handle({
    ...{ ...refusing(operation), response: asWhole },
    run: async (ctx) => ctx.call(operation, input(await target(ctx))),
  });

/** Changes a contract, or a part of it, as the body says; amounts are in its currency. */
const changing = <In, B>(
  operation: Operation<In>,
  body: Shape<B>,
  input: (ids: Ids, values: Given<B>) => NoInfer<In>,
  mode: "create" | "change" = "create",
): Behavior => ({
  ...refusing(operation),
  body: { schema: bodySchema(body, mode), required: mode === "create" },
  response: asWhole.schema,
  async run(ctx) {
    refuseRest(ctx, ctx.request.query, () => []);
    const { currency, ...ids } = await target(ctx);
    const values = await readOne(inCurrency(ctx, currency), body, objectOf(ctx), mode);
    const changed = await inWordsOf(body, () => ctx.call(operation, input(ids, values)));
    return asWhole.show(ctx, changed);
  },
});

/** CON-20: without a provider that takes cards, the outstanding amount counts as paid outside. */
const settleContract = handle({
  ...{ ...refusing(contracts.settleContract), response: asWhole },
  async run(ctx) {
    const { id } = await contractNamed(ctx);
    const provider = contracts.providerOf(await platformOf(ctx), ctx.principal.org.mode);
    const settled = await ctx.call(contracts.settleContract, { id, record_offline: provider === "offline" });
    return settled.contract;
  },
});

export const contractOperations = {
  settleContract,
  ...{ listContracts: listing(byRight), listMyContracts: listing(mine) },
  listContractsAsBuyer: listing(byRight, withParty("buyer_user_id")),
  listContractsAsSeller: listing(byRight, withParty("seller_user_id")),
  ...{ getContract, rebalanceContract: getContract, createContract, createContractFromCart, deleteContract },
  updateContract: changing(
    contracts.changeContract,
    shapes.contractChangeShape,
    ({ id }, given) => ({ id, ...defined(given) }),
    "change",
  ),
  sendContract: acting(contracts.sendContract, ({ id }) => ({ id })),
  addContractItem: changing(
    contracts.addContractItem,
    shapes.newItemShape,
    ({ id }, { product_id = "", ...rest }) => ({
      ...{ ...rest, id, product_id },
    }),
  ),
  removeContractItem: acting(contracts.removeContractItem, ({ id, part }) => ({ id, item_id: part })),
  addContractBuyer: changing(
    contracts.addContractBuyer,
    shapes.newBuyerShape,
    ({ id }, { user_id = "", due = null }) => ({
      ...{ id, user_id, due },
    }),
  ),
  setBuyerDue: changing(contracts.pinContractBuyer, shapes.dueShape, ({ id, part }, { due = null }) => ({
    ...{ id, buyer_id: part, due },
  })),
  removeContractBuyer: acting(contracts.removeContractBuyer, ({ id, part }) => ({ id, buyer_id: part })),
  addContractSeller: changing(
    contracts.addContractSeller,
    shapes.newSellerShape,
    ({ id }, { user_id = "", owed = null }) => ({
      ...{ id, user_id, owed },
    }),
  ),
  setSellerOwed: changing(contracts.pinContractSeller, shapes.owedShape, ({ id, part }, { owed = null }) => ({
    ...{ id, seller_id: part, owed },
  })),
  removeContractSeller: acting(contracts.removeContractSeller, ({ id, part }) => ({ id, seller_id: part })),
  addContractFee: changing(
    contracts.addContractFee,
    shapes.newFeeShape,
    ({ id }, { name = "", amount = null }) => ({
      ...{ id, name, amount },
    }),
  ),
  updateContractFee: changing(
    contracts.changeContractFee,
    shapes.feeChangeShape,
    ({ id, part }, given) => ({ id, fee_id: part, ...defined(given) }),
    "change",
  ),
  removeContractFee: acting(contracts.removeContractFee, ({ id, part }) => ({ id, fee_id: part })),
  setFeeInclusion: changing(
    contracts.changeContract,
    shapes.inclusionShape,
    ({ id }, { all, ...own }) => {
      const { include_processor_fees = all, include_service_fees = all, include_platform_fees = all } = own;
      return { id, ...defined({ include_processor_fees, include_service_fees, include_platform_fees }) };
    },
    "change",
  ),
};
