/** Files of orders. */
import { attachDocument, document } from "../../../../services/platform/public.ts";
import type { Entity } from "../../../../shared/resource/resource.ts";
import * as c from "../../../shapes/codecs.ts";
import { computed, field, inputOf, rowsOf, shape, shown } from "../../../shapes/shape.ts";
import { own } from "../dialect.ts";
import { organization } from "./common.ts";

/** The entities that files are attached to on this wire. */
export const orders = ["sales_order", "purchase_order", "work_order"] as const;

const order = {
  entityType: field("entity_type", c.choiceOf(orders), { required: true }),
  entityId: field("entity_id", c.uuid, { required: true }),
};

/** The order of a file, in a form or in a query. */
export const orderShape = shape("UploadDocument", inputOf(attachDocument), order);

const file = {
  ...own(document, ["id", "entity_id", "name", "mime_type", "created_at"]),
  ...own(document, { ...organization, gcsPath: "storage_key" }),
  entityType: shown("entity_type", c.choiceOf(orders)),
  // Sizes are text in Pharus's document.
  sizeBytes: computed(c.text, (row: Entity<typeof document>) => String(row.bytes), { always: true }),
};
export const documentShape = shape("Document", document, file);

type Linked = Entity<typeof document> & { url: string };
export const linkedShape = shape("DocumentDetail", rowsOf<Linked>(document), {
  ...file,
  signedUrl: computed(c.text, (row: Linked) => row.url, { always: true }),
});
