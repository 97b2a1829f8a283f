/** Prices of lists: made and changed (MRC-PRI-1). */
import { isDeepStrictEqual } from "node:util";
import { fail, invalidField } from "../../../shared/errors.ts";
import { hold } from "../../../shared/service/hold.ts";
import { command } from "../../../shared/service/operation.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { priceKind } from "../price-kinds/price-kind.ts";
import { channelOffer } from "../product-offers/channel-offer.ts";
import { type Price, price } from "../products/price.ts";
import { product } from "../products/product.ts";
import { ofItsTax } from "../products/product-tax.ts";
import { variant } from "../products/variant.ts";
import { taxOf } from "../products/variant-view.ts";
import { type Amounts, amountsOf } from "./amounts.rules.ts";
import * as declared from "./declarations.ts";
import { refuseOneMoreListed } from "./limits.ts";

type Named = { readonly product_id?: string | null; readonly variant_id?: string | null };

const wrong = (pointer: string, code: string, message: string) => invalidField(pointer, code, message);

const missing = (what: "product" | "variant") => referenceNotFound([{ pointer: `/${what}_id`, what }]);

/** What a price is for: a product, or one of its variants. */
async function goodsOf(tx: Tx, { product_id, variant_id }: Named) {
  if (!product_id && !variant_id)
    throw wrong("/product_id", "required", "A price needs a 'product_id' or a 'variant_id'.");
  const ownVariant = variant_id
    ? await tx.findOne(variant, { _id: variant_id, deleted_at: null, ...visibleTo(variant, tx.meta) })
    : null;
  if (variant_id && !ownVariant) throw missing("variant");
  if (product_id && ownVariant && ownVariant.product_id !== product_id)
    throw wrong("/variant_id", "of_another_product", "The variant is of another product.");
  const _id = ownVariant?.product_id ?? product_id;
  const of = await tx.findOne(product, { _id, deleted_at: null, ...visibleTo(product, tx.meta) });
  if (!of) throw missing("product");
  return { of, tax: ownVariant ? taxOf(ownVariant, of) : taxOf(of, of) };
}

/** A deactivated kind is still valid (MRC-PRI-1). */
const refuseUnknownKind = (tx: Tx, id: string | null | undefined): Promise<void> =>
  hold(tx, priceKind, id ? [id] : [], "/price_kind_id");

type Checked = Pick<Price, "min_quantity" | "max_quantity" | "starts_at" | "ends_at">;

function refuseWrong({ min_quantity, max_quantity, starts_at, ends_at }: Checked): void {
  if (max_quantity !== null && max_quantity < min_quantity)
    throw wrong("/max_quantity", "below_least", "'max_quantity' must not be less than 'min_quantity'.");
  if (starts_at && ends_at && ends_at < starts_at)
    throw wrong("/ends_at", "before_start", "'ends_at' must not be before 'starts_at'.");
}

type Offered = { offer_id?: string | null | undefined; channel_id?: string | null | undefined };

/** The offer of a price is one of its product; its channel is the price's, unless this names one (MRC-PRI-1). */
async function ofItsOffer(tx: Tx, product_id: string | null, sent: Offered, before: Offered = {}) {
  const { offer_id, channel_id } = { ...before, ...sent };
  if (!offer_id) return {};
  const found = await tx.findOne(channelOffer, { _id: offer_id, product_id, deleted_at: null });
  if (!found) throw referenceNotFound([{ pointer: "/offer_id", what: "channel_offer" }]);
  return { channel_id: channel_id ?? found.channel_id };
}

function amounts(...given: Parameters<typeof amountsOf>): Amounts {
  const found = amountsOf(...given);
  if (found === "missing") throw wrong("/net", "required", "A price needs a 'net' or a gross 'amount'.");
  if (found === "too_large") throw wrong("/net", "out_of_range", "The amount with taxes is too large.");
  return found;
}

export const createPrice = command(declared.createPrice, async (tx, input) => {
  refuseWrong({ ...nothing, ...input });
  await refuseUnknownKind(tx, input.price_kind_id);
  const { of, tax } = await goodsOf(tx, input);
  const { id: product_id, business_unit_id } = of;
  const named = input.tax_rate_id || typeof input.tax_ppm === "number";
  const taxed = named ? { ...input, ...(await ofItsTax(tx, input)) } : tax;
  const { tax_rate_id = null, tax_ppm = null } = taxed;
  const counted = amounts(input, tax_ppm ?? 0);
  await refuseOneMoreListed(tx, product_id);
  const offered = await ofItsOffer(tx, product_id, input);
  return tx.insert(price, {
    ...{
      ...input,
      ...offered,
      ...counted,
      product_id,
      business_unit_id,
      kind: "listed",
      tax_rate_id,
      tax_ppm,
    },
  });
});

const nothing = { min_quantity: 1, max_quantity: null, starts_at: null, ends_at: null };

/** What a price of a list always has. */
const lasting = ["price_kind_id", "currency"] as const;

function refuseUnlisted(before: Price, changes: object): void {
  const differs = Object.entries(changes).some(
    ([name, value]) => !isDeepStrictEqual(value, before[name as keyof Price] ?? null),
  );
  if (differs)
    throw fail("unprocessable", "Base and seasonal prices belong to their variant and are not changed here.");
}

/** Amounts stay as they are while what decides them does. */
function amountsAfter(
  before: Price,
  given: Parameters<typeof amountsOf>[0],
  tax_ppm: number | null,
): Partial<Amounts> {
  const was = { net: before.net ?? before.amount, amount: before.amount, tax: before.tax ?? 0 };
  const isSame = [
    [given.net, was.net],
    [given.amount, was.amount],
  ].every(([now, old]) => now === undefined || now === old);
  return isSame && tax_ppm === before.tax_ppm ? {} : amounts(given, tax_ppm ?? 0, was);
}

export const changePrice = command(declared.changePrice, async (tx, { id, ...changes }) => {
  const before = await tx.target(price, id);
  if (before.kind !== "listed") {
    refuseUnlisted(before, changes);
    return before;
  }
  const lost = lasting.find((name) => changes[name] === null);
  if (lost) throw wrong(`/${lost}`, "required", `A price of a list has a '${lost}'.`);
  const { net, amount, ...others } = changes;
  refuseWrong({ ...before, ...others });
  await refuseUnknownKind(tx, changes.price_kind_id);
  const moves = changes.product_id !== undefined || changes.variant_id !== undefined;
  const place = moves ? await goodsOf(tx, { ...before, ...changes }) : null;
  const own = place ? { product_id: place.of.id, business_unit_id: place.of.business_unit_id } : {};
  const taxed = await ofItsTax(tx, changes, before);
  const { tax_ppm } = { ...before, ...others, ...taxed };
  const counted = amountsAfter(before, { net, amount }, tax_ppm);
  const { product_id } = { ...before, ...own };
  const renewed = moves || others.offer_id !== undefined || others.channel_id !== undefined;
  const offered = renewed ? await ofItsOffer(tx, product_id, others, before) : {};
  return tx.save(price, before, { ...others, ...offered, ...taxed, ...own, ...counted });
});
