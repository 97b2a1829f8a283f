/** Attaches files to entities, and creates links to them. */
import { id, instant, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { document } from "./document.ts";

export const attachDocument = operation({
  name: "platform.document.attach",
  http: "POST /documents",
  status: 201,
  scope: "write:documents",
  about:
    "Attach a document. The file was uploaded before (`POST /files`); the entity must exist. Programs, HTML and SVG are refused. Returns the document.",
  refuses: ["reference_not_found"],
  input: {
    entity_type: document.fields.entity_type,
    entity_id: document.fields.entity_id,
    name: document.fields.name,
    file_id: document.fields.file_id,
  },
  output: entityOf(document),
});

export const removeDocument = operation({
  name: "platform.document.remove",
  http: "DELETE /documents/{id}",
  scope: "delete:documents",
  about: "Delete a document. Its file is removed when nothing else names it. Returns the document.",
  input: { id: id() },
  output: entityOf(document),
});

export const linkDocument = operation({
  name: "platform.document.link",
  http: "GET /documents/{id}/link",
  scope: "read:documents",
  about:
    "Get a link to a document. It needs no key, is valid for 15 minutes and downloads the file. Returns the path on this server and the time at which it expires.",
  input: { id: id() },
  output: shapeOf({ path: text(), expires_at: instant() }),
});
