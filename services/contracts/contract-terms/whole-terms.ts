/** Checks the references of a request, and fills in the products' values (CON-7, CON-13, CON-15, CON-16). */
import { invalid } from "../../../shared/errors.ts";
import type { OrgContext } from "../../../shared/meta.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import type { ProcessorRate } from "../balance/processor-fee.rules.ts";
import type { GivenTerms, WholeItem, WholeTerms } from "../contracts/check-terms.ts";
import { type Contract, impossible, requireCurrency } from "../contracts/contract-view.ts";
import { type Offer, offersOf, requireOffer } from "../offers/offers.ts";
import { type Named, requireUsers } from "../offers/parties.ts";
import { platform, providerOf } from "../platforms/platform.ts";
import { processorRates } from "../providers/rates.ts";

type Item = NonNullable<GivenTerms["items"]>[number];
type Place = { platform_id: string | null; before: Contract | null };

/**
 * The terms of a request with the products' values. References that a contract already has stay valid, whatever happened to
 * them.
 */
export async function wholeTerms(call: Call, given: GivenTerms, place: Place): Promise<WholeTerms> {
  const { items, ...rest } = given;
  const [offers] = await Promise.all([
    offersOf(
      call,
      (items ?? []).flatMap(({ product_id }) => product_id ?? []),
    ),
    requireUsers(call, place.platform_id, strangers(given, place.before)),
  ]);
  return items
    ? { ...rest, items: items.map((each, i) => wholeItem(each, `/items/${i}`, offers, place)) }
    : rest;
}

/** The users that a request names and the contract does not have yet. */
function strangers({ items = [], buyers = [], sellers = [] }: GivenTerms, before: Contract | null): Named[] {
  const known = new Set([...(before?.buyer_user_ids ?? []), ...(before?.seller_user_ids ?? [])]);
  const named = [
    ...items.map((each, i) => ({ pointer: `/items/${i}/seller_user_id`, id: each.seller_user_id ?? "" })),
    ...buyers.map((each, i) => ({ pointer: `/buyers/${i}/user_id`, id: each.user_id })),
    ...sellers.map((each, i) => ({ pointer: `/sellers/${i}/user_id`, id: each.user_id })),
  ];
  return named.filter(({ id }) => id !== "" && !known.has(id));
}

function wholeItem(
  item: Item,
  at: string,
  offers: ReadonlyMap<string, Offer>,
  { platform_id, before }: Place,
): WholeItem {
  const { product_id = null } = item;
  const offer = product_id === null ? null : (offers.get(product_id) ?? null);
  const isNew = product_id !== null && !before?.items.some((each) => each.product_id === product_id);
  if (isNew) requireOffer(offer, platform_id, `${at}/product_id`);
  if (offer) requireCurrency(item.currency, offer.currency, `${at}/currency`);
  const seller_user_id = item.seller_user_id ?? offer?.seller_user_id ?? null;
  // CON-7: an item is its seller's own.
  if (offer?.seller_user_id && seller_user_id !== offer.seller_user_id)
    throw impossible(
      `${at}/seller_user_id`,
      "not_the_owner",
      "The seller of an item is its product's owner.",
    );
  const name = item.name ?? offer?.name ?? null;
  const unit_price = item.unit_price ?? offer?.unit_price ?? null;
  if (seller_user_id === null || name === null || unit_price === null)
    throw invalid(
      Object.entries({ seller_user_id, name, unit_price })
        .filter(([, value]) => value === null)
        .map(([field]) => ({
          ...{ pointer: `${at}/${field}`, code: "required" },
          message: `'${field}' is required, because no product says it.`,
        })),
    );
  return { ...item, seller_user_id, name, unit_price, ...(offer ? { currency: offer.currency } : {}) };
}

type Rates = { platform_fee_ppm: number; processor: ProcessorRate };

/** The rates of a platform and its provider; a contract keeps those of its creation date (CON-13). */
export async function ratesOf(
  reader: Reader,
  platform_id: string | null,
  { mode }: Pick<OrgContext, "mode">,
): Promise<Rates> {
  if (platform_id === null) return { platform_fee_ppm: 0, processor: { ppm: 0, fixed: 0 } };
  const own = await reader.load(platform, platform_id);
  return { platform_fee_ppm: own.platform_fee_ppm, processor: processorRates[providerOf(own, mode)] };
}
