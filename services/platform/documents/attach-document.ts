import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import { findReferences, referenceNotFound } from "../../../shared/service/references.ts";
import { holdFile } from "../files/hold-file.ts";
import * as declared from "./declarations.ts";
import { attachable, document } from "./document.ts";
import { holderOf } from "./holder.ts";

export const attachDocument = command(declared.attachDocument, {
  async gather(call, { entity_type, entity_id }) {
    const [service = "", resource = ""] = attachable[entity_type].split(".");
    const found = await call(findReferences(service), { resource, ids: [entity_id] });
    if (!found.includes(entity_id)) throw referenceNotFound([{ pointer: "/entity_id", what: resource }]);
  },
  async run(tx, input) {
    const id = newId();
    const { mime_type, bytes, sha256 } = await holdFile(tx, input.file_id, holderOf(id));
    const storage_key = `files/${input.file_id}`;
    return tx.insert(document, { ...input, id, mime_type, bytes, sha256, storage_key });
  },
});
