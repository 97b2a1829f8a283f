import { flow } from "../../../shared/service/operation.ts";
import { namePicture, unnameFile } from "../../platform/public.ts";
import * as declared from "./declarations.ts";
import { marketplaceUser, shown } from "./marketplace-user.ts";

/** The new file is recorded first: if the process dies here, a file is left over, but no picture is without one. */
export const setMarketplaceUserImage = flow(
  declared.setMarketplaceUserImage,
  async ({ reader, call, transact, meta, headers }, { id, file_id }) => {
    const holder = `accounts.marketplace_user:${id}`;
    const { image_file_id: old } = await reader.load(marketplaceUser, id);
    const { path } = await call(namePicture, { file_id, holder });
    const unit = { action: declared.setMarketplaceUserImage.name, headers };
    const changes = { image_file_id: file_id, image_path: path };
    const after = await transact(meta, unit, async (tx) =>
      shown(await tx.save(marketplaceUser, await tx.target(marketplaceUser, id), changes)),
    );
    if (old && old !== file_id) await call(unnameFile, { file_id: old, holder });
    return after;
  },
);
