import { flow } from "../../../shared/service/operation.ts";
import { namePicture, unnameFile } from "../../platform/public.ts";
import * as declared from "./declarations.ts";
import { platform } from "./platform.ts";

/** The new file is recorded first: if the process dies here, a file is left over, but no logo is without one. */
export const setPlatformLogo = flow(declared.setPlatformLogo, async (context, { id, file_id }) => {
  const { reader, call, transact, meta, headers } = context;
  const holder = `contracts.platform:${id}`;
  const { logo_file_id: old } = await reader.load(platform, id);
  const { path } = await call(namePicture, { file_id, holder });
  const unit = { action: declared.setPlatformLogo.name, headers };
  const after = await transact(meta, unit, async (tx) =>
    tx.save(platform, await tx.target(platform, id), { logo_file_id: file_id, logo_path: path }),
  );
  if (old && old !== file_id) await call(unnameFile, { file_id: old, holder });
  return after;
});
