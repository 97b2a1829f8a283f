import { flow } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { namePicture, unnameFile } from "../../platform/public.ts";
import * as declared from "./declarations.ts";
import { product } from "./product.ts";
import { isOwnVariant, type Variant, variant } from "./variant.ts";
import { shownAgain } from "./variant-view.ts";

type Picture = { image_file_id: string; image_path: string };

async function write(tx: Tx, row: Variant, picture: Picture): Promise<Variant> {
  const { id } = row;
  if (isOwnVariant(row)) await tx.save(product, await tx.target(product, id), picture);
  else await tx.save(variant, await tx.target(variant, id), picture);
  return shownAgain(tx, id);
}

/** The new file is recorded first: if the process dies here, a file is left over, but no picture is without one. */
export const setVariantImage = flow(declared.setVariantImage, async (context, { id, file_id }) => {
  const { reader, call, transact, meta, headers } = context;
  const holder = `catalog.variant:${id}`;
  const before = await reader.load(variant, id);
  const { image_file_id: old } = isOwnVariant(before) ? await reader.load(product, id) : before;
  const { path } = await call(namePicture, { file_id, holder });
  const picture = { image_file_id: file_id, image_path: path };
  const unit = { action: declared.setVariantImage.name, headers };
  const after = await transact(meta, unit, (tx) => write(tx, before, picture));
  if (old && old !== file_id) await call(unnameFile, { file_id: old, holder });
  return after;
});
