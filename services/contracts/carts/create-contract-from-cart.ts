/** Makes a contract of a cart and empties the cart, in one transaction (CAR-3). */
import { fail, notFound } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { marketplaceUser } from "../../accounts/public.ts";
import { draftContract } from "../contract-terms/draft-contract.ts";
import { ratesOf, wholeTerms } from "../contract-terms/whole-terms.ts";
import { refuseLeaving, requireUsers } from "../offers/parties.ts";
import { type Cart, cart, cartIdOf } from "./cart.ts";
import { type Offers, offersIn } from "./cart-view.ts";
import * as declared from "./declarations.ts";

export const createContractFromCart = command(declared.createContractFromCart, {
  async gather(call, { cart_id }, { org }, reader) {
    const row = (await reader.get(cart, cart_id)) ?? (await refuseUnstored(call, cart_id));
    const { platform_id, user_id, items, version } = row;
    const given = {
      items: items.map(({ product_id, quantity }) => ({ product_id, quantity })),
      buyers: [{ user_id }],
    };
    const [rates, offers, users] = await Promise.all([
      ratesOf(reader, platform_id, org),
      offersIn(call, row),
      requireUsers(call, platform_id, [{ pointer: "/cart_id", id: user_id }]),
    ]);
    refuseLeaving(users, user_id);
    requireBuyable(row, offers);
    const currency = offers.get(items[0]?.product_id ?? "")?.currency ?? org.currency;
    const terms = { ...rates, ...(await wholeTerms(call, given, { platform_id, before: null })) };
    return { version, currency, terms };
  },
  async run(tx, { cart_id }, { version, currency, terms }) {
    const before = await tx.target(cart, cart_id);
    if (before.version !== version)
      throw fail("conflict", "The cart was changed in the meantime; read it and try again.");
    const { platform_id, user_id } = before;
    await tx.save(cart, before, { items: [] });
    return draftContract(tx, { platform_id, user_id, due_at: null, notes: null, currency, terms });
  },
});

const isEmpty = () => fail("unprocessable", "The cart is empty.");

/** A cart that was never stored is that of a user who put nothing into it (CAR-5). */
async function refuseUnstored(call: Call, cart_id: string): Promise<never> {
  const users = await call(marketplaceUser.actions.many, { ids: [cart_id] });
  throw users.some(({ id }) => cartIdOf(id) === cart_id) ? isEmpty() : notFound("cart", cart_id);
}

function requireBuyable({ items }: Cart, offers: Offers): void {
  if (items.length === 0) throw isEmpty();
  const gone = items.filter(({ product_id }) => !offers.get(product_id)?.is_buyable);
  if (gone.length === 0) return;
  const product_ids = gone.map(({ product_id }) => product_id);
  const names = product_ids.map((each) => offers.get(each)?.name ?? each).join(", ");
  throw fail("conflict", `Of the cart these cannot be bought at the moment: ${names}.`, { product_ids });
}
