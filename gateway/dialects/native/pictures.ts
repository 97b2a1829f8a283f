/** Pictures: uploaded, shown by items and products, and seen by everybody who knows their address (FIL-2). */
import { addProductPicture, product } from "../../../services/catalog/public.ts";
import { addItemPicture, getItem, item } from "../../../services/inventory/public.ts";
import { createPicture, openPicture, readPictureChunk } from "../../../services/platform/public.ts";
import { refuseMore } from "../../../shared/pictures.ts";
import { beyond } from "../../kit/behavior.ts";
import { idOf } from "../../kit/builders.ts";
import type { DialectContext } from "../../kit/context.ts";
import { FORM_BYTES, fileOf, partwise, publicPicture, storePicture } from "../../kit/files.ts";
import { handle, refusing } from "../../kit/operation.ts";
import type { Route } from "../../kit/route.ts";
import * as c from "../../shapes/codecs.ts";
import { named } from "../../shapes/schema.ts";
import { field, rowsOf, shape } from "../../shapes/shape.ts";
import { native } from "./dialect.ts";
import { entitySchema } from "./entity-schema.ts";

const bare = shape("PictureUpload", rowsOf<object>(), {});
/** With what the picture shows, in words. */
const told = shape("ShownPictureUpload", rowsOf<{ alt: string }>(), { alt: field("alt", c.textUpTo(500)) });

const form = { file: "file", limit: FORM_BYTES, media: ["multipart/form-data"] } as const;

const uploading = (thing: "item" | "product") =>
  `Upload a picture of ${thing === "item" ? "an item" : "a product"} of at most 20 MiB: JPEG, PNG, GIF or WebP. It is the field \`file\` of a form. It is encoded anew, upright and without its metadata, with three smaller copies, and comes after the others; at most 20. Anybody can see it who knows its address. Returns the ${thing}.`;

/** Refused before the picture is stored, if it can be known. */
async function addedTo(ctx: DialectContext, of: "item" | "product", alt: string | null = null) {
  const id = idOf(ctx, of);
  const upload = fileOf(ctx);
  const before = await (of === "item" ? ctx.read(getItem, { id }) : ctx.read(product.actions.get, { id }));
  const { id: picture_id } = await storePicture(ctx, upload);
  if (!before.image_ids.includes(picture_id)) refuseMore(before.pictures, "/file");
  const input = { id, picture_id, alt };
  return of === "item" ? ctx.call(addItemPicture, input) : ctx.call(addProductPicture, input);
}

export const pictureRoutes: readonly Route[] = beyond(native, {
  "POST /pictures": {
    ...{ id: "uploadPicture", tag: "Files", status: 201 },
    summary:
      "Upload a picture of at most 20 MiB: JPEG, PNG, GIF or WebP. It is the field `file` of a form. It is encoded anew, and anybody can see it who knows its address. It is removed after a day unless something shows it.",
    does: handle({
      ...{ ...refusing(createPicture), scope: "write:documents", body: bare, file: "file" },
      ...{ limit: FORM_BYTES, media: ["multipart/form-data"] },
      schema: named("Picture", createPicture.output.schema),
      run: (ctx) => storePicture(ctx, fileOf(ctx)),
    }),
  },
  "GET /pictures/{token}": {
    ...{ id: "openPicture", tag: "Files" },
    summary: "Get a picture, or a range of it. It needs no key. Caches may keep it for a year.",
    does: handle({
      ...{ schema: { type: "string", format: "binary" }, answers: "*/*" },
      ...refusing(openPicture),
      async run(ctx) {
        const { token = "" } = ctx.request.params;
        const { bytes, ...found } = await ctx.read(openPicture, { token });
        const read = partwise(bytes, (n) => ctx.read(readPictureChunk, { token, n }));
        return publicPicture({ ...found, bytes: read });
      },
    }),
  },
  "POST /items/{id}/pictures": {
    ...{ id: "addItemPicture", tag: "Items", status: 201, summary: uploading("item") },
    does: handle({
      ...{ ...form, ...refusing(addItemPicture, createPicture), body: told, schema: entitySchema(item) },
      run: (ctx, { alt }) => addedTo(ctx, "item", alt),
    }),
  },
  "POST /products/{id}/pictures": {
    ...{ id: "addProductPicture", tag: "Products", status: 201, summary: uploading("product") },
    does: handle({
      ...{
        ...form,
        ...refusing(addProductPicture, createPicture),
        body: told,
        schema: entitySchema(product),
      },
      run: (ctx, { alt }) => addedTo(ctx, "product", alt),
    }),
  },
});
