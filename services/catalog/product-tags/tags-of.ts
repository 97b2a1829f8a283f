import { idOf } from "../../../shared/ids.ts";
import { slugOf } from "../../../shared/resource/slug.ts";
import { keyOf } from "../../../shared/resource/words.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { productTag } from "./product-tag.ts";

/**
 * The ids of the tags with these labels, whatever their letter case; missing ones are made (MRC-CAT-2). An id follows from the
 * label, so two who make a tag at once meet.
 */
export async function tagIdsOf(
  tx: Tx,
  labels: readonly string[],
  business_unit_id: string | null,
): Promise<string[]> {
  const of = (label: string) => idOf(`product-tag:${tx.org.id}:${business_unit_id ?? ""}:${keyOf(label)}`);
  const byId = new Map([...labels].reverse().map((label) => [of(label), label]));
  const known = await tx.find(productTag, { _id: { $in: [...byId.keys()] } });
  for (const { id } of known) byId.delete(id);
  const missing = [...byId].map(([id, label]) => ({ id, label, slug: slugOf(label), business_unit_id }));
  await tx.insertMany(productTag, missing);
  return [...new Set(labels.map(of))];
}
