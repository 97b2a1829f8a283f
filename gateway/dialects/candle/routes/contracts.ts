/** Contracts of the platform, and those of the signed-in user (CON-13…20). */
import { houseUser, marketplaceUser } from "../../../../services/accounts/public.ts";
import * as contracts from "../../../../services/contracts/public.ts";
import { notFound } from "../../../../shared/errors.ts";
import type { Condition } from "../../../../shared/page.ts";
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
  handle,
  inCurrency,
  inWordsOf,
  list,
  listedEntry,
  refuseRest,
  refusing,
  run,
} from "../../../kit/index.ts";
import { has, ofPlatform, onPlatform, personaOf, platformOf, requireScope, self } from "../platform.ts";
import * as shapes from "../shapes/contracts.ts";
import { ofUserNamed } from "../users.ts";

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

const answerOf = (viewer: Viewer): Answer<Contract> => listedEntry(seenWith(viewer));
const asWhole = answerOf(async () => null);

const listing = (viewer: Viewer, among = onPlatform): Behavior => ({
  ...list(seenWith(viewer), async (ctx) => {
    const own = await viewer(ctx);
    const seen: Condition[] = own ? [{ field: "viewer_user_id", op: "eq", value: own }] : [];
    return [...seen, ...(await among(ctx))];
  }),
  scope: ANY_KEY,
});

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

/** Sent with a key alone, times without an offset are on the clock of the user whom the body names (TIM-4). */
async function onNamedClock(ctx: DialectContext): Promise<DialectContext> {
  const read = shapes.person.in(objectOf(ctx).user_id, ctx.wire);
  if (ctx.principal.persona || !("value" in read)) return ctx;
  const [user] = await ctx.read(marketplaceUser.actions.many, { ids: [read.value] });
  return user?.timezone ? { ...ctx, wire: { ...ctx.wire, wall_clock: user.timezone } } : ctx;
}

const createContract: Behavior = {
  ...refusing(contracts.createContract),
  body: { schema: bodySchema(shapes.contractShape, "create"), required: false },
  response: asWhole.schema,
  async run(ctx) {
    refuseRest(ctx, ctx.request.query, () => []);
    const { id: platform_id } = await platformOf(ctx);
    const body = objectOf(ctx);
    const named = await onNamedClock(inOwnCurrency(ctx));
    const given = await readOne(named, shapes.contractShape, body, "create");
    const { notes, due_at, currency, items, fees, include_processor_fees, ...rest } = given;
    const { include_service_fees, include_platform_fees, buyers, sellers } = rest;
    const house = async () => (await ctx.read(houseUser, { platform_id })).id;
    const author = given.user_id ?? personaOf(ctx)?.user_id ?? (await house());
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
    const [cart] = await ctx.read(contracts.cart.actions.many, { ids: [id] });
    // Before its first item a cart has the id of its user, and is empty (CAR-5).
    const [owner] = cart ? [cart] : await ctx.read(marketplaceUser.actions.many, { ids: [id] });
    await ofPlatform(ctx, "cart", { id, platform_id: owner?.platform_id ?? null });
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

/** The contract that the path names; amounts of the body are in its currency. */
const one = {
  within: async (ctx: DialectContext) => inCurrency(ctx, (await contractNamed(ctx)).currency),
  response: asWhole,
};

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

const setFeeInclusion = handle({
  ...{ ...refusing(contracts.changeContract), ...one, body: shapes.inclusionShape, mode: "change" as const },
  run(ctx, { all, include_processor_fees = all, include_service_fees = all, include_platform_fees = all }) {
    const switches = { include_processor_fees, include_service_fees, include_platform_fees };
    return ctx.call(contracts.changeContract, { id: idOf(ctx, "contract"), ...defined(switches) });
  },
});

export const contractOperations = {
  settleContract,
  ...{ listContracts: listing(byRight), listMyContracts: listing(mine) },
  listContractsAsBuyer: listing(byRight, ofUserNamed("buyer_user_id")),
  listContractsAsSeller: listing(byRight, ofUserNamed("seller_user_id")),
  ...{ getContract, rebalanceContract: getContract, createContract, createContractFromCart, deleteContract },
  updateContract: run(contracts.changeContract, {
    ...{ ...one, body: shapes.contractChangeShape, mode: "change" as const },
  }),
  sendContract: run(contracts.sendContract, one),
  addContractItem: run(contracts.addContractItem, { ...one, body: shapes.newItemShape }),
  removeContractItem: run(contracts.removeContractItem, one),
  addContractBuyer: run(contracts.addContractBuyer, { ...one, body: shapes.newBuyerShape }),
  setBuyerDue: run(contracts.pinContractBuyer, { ...one, body: shapes.dueShape }),
  removeContractBuyer: run(contracts.removeContractBuyer, one),
  addContractSeller: run(contracts.addContractSeller, { ...one, body: shapes.newSellerShape }),
  setSellerOwed: run(contracts.pinContractSeller, { ...one, body: shapes.owedShape }),
  removeContractSeller: run(contracts.removeContractSeller, one),
  addContractFee: run(contracts.addContractFee, { ...one, body: shapes.newFeeShape }),
  updateContractFee: run(contracts.changeContractFee, {
    ...{ ...one, body: shapes.feeChangeShape, mode: "change" as const },
  }),
  removeContractFee: run(contracts.removeContractFee, one),
  setFeeInclusion,
};
