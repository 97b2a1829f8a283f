/** Contracts of the platform, and those of the signed-in user (CON-13…20). */
import { houseUser, marketplaceUser } from "../../../../services/accounts/public.ts";
import * as contracts from "../../../../services/contracts/public.ts";
import { notFound } from "../../../../shared/errors.ts";
import type { DialectContext } from "../../../kit/context.ts";
import * as kit from "../../../kit/index.ts";
import * as on from "../platform.ts";
import * as shapes from "../shapes/contracts.ts";
import { ofUserNamed } from "../users.ts";

const READ = "read:contracts";
/** The user whose view applies; null for a caller who may read all contracts. */
type Viewer = (ctx: DialectContext) => Promise<string | null>;
type Seen = shapes.SeenContract;

/** CON-19: buyers see no amounts of other sellers, sellers none of other buyers. */
function seenBy(row: Seen, user_id: string): Pick<Seen, "buyers" | "sellers"> {
  const [buys, sells] = [row.buyer_user_ids.includes(user_id), row.seller_user_ids.includes(user_id)];
  const isOther = (each: { user_id: string }) => each.user_id !== user_id;
  const [noDue, noOwed] = [
    { due: null, paid: null },
    { owed: null, transferred: null },
  ];
  return {
    buyers: row.buyers.map((each) => (sells && isOther(each) ? { ...each, ...noDue } : each)),
    sellers: row.sellers.map((each) => (buys && isOther(each) ? { ...each, ...noOwed } : each)),
  };
}

const seenWith = (viewer: Viewer) =>
  kit.area<Seen>(contracts.contract, shapes.contractShape, {
    ...{ filters: null, currency: ({ currency }) => currency },
    async complete(ctx, rows) {
      const own = await viewer(ctx);
      if (own) for (const row of rows) Object.assign(row, seenBy(row, own));
    },
  });

/** A customer's session reads only the customer's own rows (PRM-6). */
const byRight: Viewer = async (ctx) => {
  if (on.has(ctx, READ)) return null;
  if (!ctx.principal.persona) on.requireScope(ctx, READ);
  return on.self.id(ctx, READ);
};
const mine: Viewer = (ctx) => on.self.id(ctx, READ);

const answerOf = (viewer: Viewer): kit.Answer<contracts.ContractView> => kit.listedEntry(seenWith(viewer));
const response = answerOf(async () => null);

const listing = (viewer: Viewer, among = on.onPlatform): kit.Behavior => ({
  ...kit.list(seenWith(viewer), async (ctx) => {
    const own = await viewer(ctx);
    return [...(own ? [on.where("viewer_user_id", own)] : []), ...(await among(ctx))];
  }),
  ...on.signedIn,
});

/** The contract in the path, for callers who may change contracts. */
const named = on.namedBy(contracts.contract);

const getContract = kit.handle({
  ...{ ...on.signedIn, of: "contract", response: answerOf(byRight) },
  async run(ctx) {
    const own = await byRight(ctx);
    const row = await named(ctx);
    if (own && !row.viewer_user_ids.includes(own)) throw notFound("contract", row.id);
    return row;
  },
});

/**
 * Amounts of a new contract are in the currency it names, else in the organization's. Sent with a key alone, times without an
 * offset are on the clock of the user whom the body names (TIM-4).
 */
async function asNamed(ctx: DialectContext): Promise<DialectContext> {
  const { currency, user_id } = kit.objectOf(ctx);
  const [money, author] = [kit.c.currency.in(currency, ctx.wire), shapes.person.in(user_id, ctx.wire)];
  const own = "value" in money ? kit.inCurrency(ctx, money.value) : ctx;
  if (ctx.principal.persona || !("value" in author)) return own;
  const [user] = await ctx.read(marketplaceUser.actions.many, { ids: [author.value] });
  return user?.timezone ? { ...own, wire: { ...own.wire, wall_clock: user.timezone } } : own;
}

type Terms = Parameters<NonNullable<(typeof contracts.createContract)["types"]>>[0];
/** The fields a body may set; read-only ones are left out. */
const termsIn = (given: object): Partial<Terms> => given;
const isPinned = (amount: number | null | undefined) => (amount ?? null) !== null;

const createContract = kit.handle({
  ...{ ...kit.refusing(contracts.createContract), within: asNamed, body: shapes.contractShape, response },
  async run(ctx, { user_id: author, buyers, sellers, ...terms }) {
    const its = await on.itsPlatform(ctx);
    const user_id = author ?? on.personaOf(ctx)?.user_id ?? (await ctx.read(houseUser, its)).id;
    return ctx.call(contracts.createContract, {
      ...{ ...termsIn(terms), ...its, user_id },
      ...(buyers && { buyers: buyers.map((each) => ({ ...each, pinned: isPinned(each.due) })) }),
      ...(sellers && { sellers: sellers.map((each) => ({ ...each, pinned: isPinned(each.owed) })) }),
    });
  },
});

const createContractFromCart = kit.handle({
  ...{ ...kit.refusing(contracts.createContractFromCart), response },
  async run(ctx) {
    const id = kit.idOf(ctx, "cart", "cart_id");
    const [cart] = await ctx.read(contracts.cart.actions.many, { ids: [id] });
    // Before its first item a cart has the id of its user, and is empty (CAR-5).
    const [owner] = cart ? [cart] : await ctx.read(marketplaceUser.actions.many, { ids: [id] });
    await on.ofPlatform(ctx, "cart", { id, platform_id: owner?.platform_id ?? null });
    return ctx.call(contracts.createContractFromCart, { cart_id: id });
  },
});

/** D45: a draft is deleted, an open contract without payments is voided. */
const deleteContract = kit.handle({
  ...{ ...kit.refusing(contracts.removeContract, contracts.voidContract), response },
  async run(ctx) {
    const before = await named(ctx);
    const { id } = before;
    if (before.status !== "draft") return ctx.call(contracts.voidContract, { id });
    await ctx.call(contracts.removeContract, { id });
    return before;
  },
});

/** CON-20: without a provider that takes cards, the outstanding amount counts as paid outside. */
const settleContract = kit.handle({
  ...{ ...kit.refusing(contracts.settleContract), response },
  async run(ctx) {
    const { id } = await named(ctx);
    const provider = contracts.providerOf(await on.platformOf(ctx), ctx.principal.org.mode);
    const asked = { id, record_offline: provider === "offline" };
    return (await ctx.call(contracts.settleContract, asked)).contract;
  },
});

/** The contract that the path names; amounts of the body are in its currency. */
const one = {
  within: async (ctx: DialectContext) => kit.inCurrency(ctx, (await named(ctx)).currency),
  response,
};
const changed = { ...one, mode: "change" as const };

const setFeeInclusion = kit.handle({
  ...{ ...kit.refusing(contracts.changeContract), ...changed, body: shapes.inclusionShape },
  run(ctx, { all, ...named }) {
    const each = { include_processor_fees: all, include_service_fees: all, include_platform_fees: all };
    const switches = { ...(all === undefined ? {} : each), ...named };
    return ctx.call(contracts.changeContract, { ...switches, id: kit.idOf(ctx, "contract") });
  },
});

export const contractOperations = {
  ...{ listContracts: listing(byRight), listMyContracts: listing(mine) },
  listContractsAsBuyer: listing(byRight, ofUserNamed("buyer_user_id")),
  listContractsAsSeller: listing(byRight, ofUserNamed("seller_user_id")),
  ...{ getContract, rebalanceContract: getContract, createContract, createContractFromCart, deleteContract },
  updateContract: kit.run(contracts.changeContract, { ...changed, body: shapes.contractChangeShape }),
  ...{ sendContract: kit.run(contracts.sendContract, one), settleContract, setFeeInclusion },
  addContractItem: kit.run(contracts.addContractItem, { ...one, body: shapes.newItemShape }),
  removeContractItem: kit.run(contracts.removeContractItem, one),
  addContractBuyer: kit.run(contracts.addContractBuyer, { ...one, body: shapes.newBuyerShape }),
  setBuyerDue: kit.run(contracts.pinContractBuyer, { ...one, body: shapes.dueShape }),
  removeContractBuyer: kit.run(contracts.removeContractBuyer, one),
  addContractSeller: kit.run(contracts.addContractSeller, { ...one, body: shapes.newSellerShape }),
  setSellerOwed: kit.run(contracts.pinContractSeller, { ...one, body: shapes.owedShape }),
  removeContractSeller: kit.run(contracts.removeContractSeller, one),
  addContractFee: kit.run(contracts.addContractFee, { ...one, body: shapes.newFeeShape }),
  updateContractFee: kit.run(contracts.changeContractFee, { ...changed, body: shapes.feeChangeShape }),
  removeContractFee: kit.run(contracts.removeContractFee, one),
};
