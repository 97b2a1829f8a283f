/** Uploads, what signed links lead to (FIL-1, DOC-2), and papers (PAP-1). */
import { file, openLink, readLinkedChunk } from "../../../services/platform/public.ts";
import { beyond } from "../../kit/behavior.ts";
import { attachment, FORM_BYTES, fileOf, partwise, storeUpload } from "../../kit/files.ts";
import { handle, refusing } from "../../kit/operation.ts";
import { getPurchaseOrderPdf } from "../../kit/papers.ts";
import type { Route } from "../../kit/route.ts";
import { rowsOf, shape } from "../../shapes/shape.ts";
import { native } from "./dialect.ts";
import { entitySchema } from "./entity-schema.ts";

/** A form of one file and no fields. */
const upload = shape("Upload", rowsOf<object>(), {});

export const fileRoutes: readonly Route[] = beyond(native, {
  "POST /files": {
    ...{ id: "uploadFile", tag: "Files", status: 201 },
    summary:
      "Upload a file of at most 20 MiB. It is the field `file` of a form, and is removed after a day unless something names it, such as a document.",
    does: handle({
      ...{ scope: "write:documents", body: upload, file: "file", limit: FORM_BYTES },
      media: ["multipart/form-data"],
      schema: entitySchema(file),
      run: (ctx) => storeUpload(ctx, fileOf(ctx)),
    }),
  },
  "GET /purchase-orders/{id}/pdf": {
    ...{ id: "getPurchaseOrderPdf", tag: "Purchase orders" },
    summary:
      "Get a purchase order as a PDF. It has the size A4, or US Letter in the United States, Canada and Mexico; dates and amounts are in the organization's locale. An order in planning is marked as a draft.",
    does: getPurchaseOrderPdf,
  },
  "GET /files/{token}": {
    ...{ id: "openFileLink", tag: "Files" },
    summary: "Get the file of a signed link, or a range of it. It needs no key.",
    does: handle({
      ...{ schema: { type: "string", format: "binary" }, answers: "*/*" },
      ...refusing(openLink),
      async run(ctx) {
        const { token = "" } = ctx.request.params;
        const { bytes, ...found } = await ctx.read(openLink, { token });
        const read = partwise(bytes, (n) => ctx.read(readLinkedChunk, { token, n }));
        return attachment({ ...found, bytes: read });
      },
    }),
  },
});
