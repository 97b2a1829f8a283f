/** CLS-2: suggestions from the shop's own similar pictures. */
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { brand, category } from "../../catalog/public.ts";
import { item } from "../items/item.ts";
import type { Asked } from "../pictures/provider.ts";
import { majority, nearestItems, type Pictured, probesOf } from "../pictures/rules/picture-hash.ts";
import type { Term } from "../pictures/rules/proposals.ts";
import { proposal } from "./proposal.ts";

/** The number of newest pictures with a common part of a hash that are compared. */
const MOST = 1000;

export async function similarTo(
  reader: Reader,
  call: Call,
  hashes: readonly string[],
): Promise<Asked["similar"]> {
  const probes = [...new Set(hashes.flatMap(probesOf))];
  const known = await reader.aggregate<Pictured>(proposal, { bands: { $in: probes } }, [
    { $sort: { accepted_at: -1, _id: -1 } },
    { $limit: MOST },
    { $project: { _id: 0, item_id: 1, hashes: "$pictures.hash" } },
  ]);
  const ids = nearestItems(hashes, known);
  if (ids.length === 0) return { category: [], brand: [] };
  const items = await reader.find(item, { _id: { $in: ids } });
  const named = async (
    key: "category_id" | "brand_id",
    read: (ids: string[]) => Promise<readonly Term[]>,
  ) => {
    const wanted = [...new Set(items.flatMap((each) => each[key] ?? []))];
    const terms = new Map((wanted.length ? await read(wanted) : []).map((term) => [term.id, term]));
    return majority(items.map((each) => terms.get(each[key] ?? "") ?? null));
  };
  const [categories, brands] = await Promise.all([
    named("category_id", (wanted) => call(category.actions.many, { ids: wanted })),
    named("brand_id", (wanted) => call(brand.actions.many, { ids: wanted })),
  ]);
  return { category: categories, brand: brands };
}
