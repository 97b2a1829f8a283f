/** Pictures of an item or a product. */
import { dataUri, oneColor } from "../pictures.ts";
import type { Say } from "./book.ts";

export async function pictures(say: Say, one: "Item" | "Product", id: string): Promise<void> {
  const upload = async (color: string, alt: string) => ({ file: dataUri(await oneColor(color)), alt });
  await say(`add${one}Picture`, { id }, await upload("10204a", "From the front"));
  const { image_ids } = await say(`add${one}Picture`, { id }, await upload("7a7f85", "From behind"));
  const picture_id = image_ids.at(-1);
  await say(`describe${one}Picture`, { id, picture_id }, { alt: "The back, with its seam" });
  await say(`delete${one}Picture`, { id, picture_id });
}
