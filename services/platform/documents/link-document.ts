import { instantOf, nowMs } from "../../../shared/clock.ts";
import { query } from "../../../shared/service/operation.ts";
import { LINK_MS, sealLink } from "../file-links/link-token.ts";
import * as declared from "./declarations.ts";
import { document } from "./document.ts";

export const linkDocument = query(declared.linkDocument, async (reader, { id }) => {
  const { file_id, name } = await reader.load(document, id);
  const until = nowMs() + LINK_MS;
  return {
    path: `/files/${sealLink(reader.cipher, { file_id, name, until })}`,
    expires_at: instantOf(until),
  };
});
