/** Files of orders: uploaded as a form, taken by a signed link. */
import {
  attachDocument,
  document,
  linkDocument,
  removeDocument,
} from "../../../../services/platform/public.ts";
import { eachUnder } from "../../../kit/answer.ts";
import { idOf } from "../../../kit/builders.ts";
import { addressOf, FORM_BYTES, fileOf, nameOf, storeUpload } from "../../../kit/files.ts";
import { handle, refusing } from "../../../kit/operation.ts";
import { allRows } from "../../../kit/whole.ts";
import { area, plainArea, presentOf } from "../area.ts";
import { documentShape, linkedShape, orderShape, orders } from "../shapes/documents.ts";

const files = plainArea(document, documentShape, {
  only: [{ field: "entity_type", op: "in", value: [...orders] }],
  actions: { remove: removeDocument },
});

const listDocuments = handle({
  ...{ scope: "read:documents", query: orderShape, response: eachUnder("data", documentShape) },
  run(ctx, order) {
    const conditions = Object.entries(order).map(([name, value]) => ({
      field: name,
      op: "eq" as const,
      value,
    }));
    return allRows(ctx, document, { conditions, sort: "created_at" });
  },
});

const uploadDocument = handle({
  ...{ ...refusing(attachDocument), body: orderShape, file: "file", limit: FORM_BYTES },
  ...{ media: ["multipart/form-data"] as const, response: documentShape },
  async run(ctx, { entity_type = "sales_order", entity_id = "" }) {
    const upload = fileOf(ctx);
    const { id: file_id } = await storeUpload(ctx, upload);
    return ctx.call(attachDocument, { entity_type, entity_id, name: nameOf(upload), file_id });
  },
});

const getDocument = handle({
  ...{ ids: { id: "id" }, of: "document", scope: "read:documents", response: linkedShape },
  async run(ctx) {
    const id = idOf(ctx, "document");
    const { path } = await ctx.read(linkDocument, { id });
    return { ...(await presentOf(ctx, document, files.options.only)), url: addressOf(ctx, path) };
  },
});

export const documentOperations = {
  ...{ listDocuments, uploadDocument, getDocument },
  ...area(["Document", "Documents"], files, ["remove"]),
};
