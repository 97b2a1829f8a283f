/** How many prices there may be, so that a product can be deleted and shown with all of them. */
import { fail } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { price } from "../products/price.ts";

const MOST_SEASONS = 200;
const MOST_LISTED = 2000;

export async function refuseOneMoreSeason(reader: Reader, variant_id: string): Promise<void> {
  if ((await reader.count(price, { variant_id, kind: "seasonal", deleted_at: null })) >= MOST_SEASONS)
    throw fail("unprocessable", `A variant has at most ${MOST_SEASONS} seasonal prices; delete one first.`);
}

export async function refuseOneMoreListed(reader: Reader, product_id: string): Promise<void> {
  if ((await reader.count(price, { product_id, kind: "listed", deleted_at: null })) >= MOST_LISTED)
    throw fail("unprocessable", `A product has at most ${MOST_LISTED} listed prices; delete one first.`);
}
