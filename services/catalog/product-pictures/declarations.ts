/** The pictures of products and variants, one by one. Their order is the product's `image_ids`. */
import { alternativeText, id } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { product } from "../products/product.ts";
import { variant } from "../products/variant.ts";

const scope = "write:products";

export const addProductPicture = operation({
  name: "catalog.product.add_picture",
  about: "Shows an uploaded picture, after the product's others. A product has at most 20.",
  scope,
  refuses: ["reference_not_found"],
  input: { id: id(), picture_id: id(), alt: alternativeText },
  output: entityOf(product),
});

export const describeProductPicture = operation({
  name: "catalog.product.describe_picture",
  http: "PATCH /products/{id}/pictures/{picture_id}",
  scope,
  about: "Describe a picture of a product in words, for people who cannot see it. Returns the product.",
  input: { id: id(), picture_id: id(), alt: alternativeText },
  output: entityOf(product),
});

export const removeProductPicture = operation({
  name: "catalog.product.remove_picture",
  http: "DELETE /products/{id}/pictures/{picture_id}",
  scope,
  about:
    "Remove a picture of a product. Its address leads nowhere from then on, unless something else shows the same picture, and it is deleted after a day. Returns the product.",
  input: { id: id(), picture_id: id() },
  output: entityOf(product),
});

export const setVariantImage = operation({
  name: "catalog.variant.set_image",
  http: "POST /variants/{id}/image",
  scope: "write:variants",
  about:
    "Set the picture of a variant: one that was uploaded before. That of the product's own variant takes the place of the product's first. The old one is removed when nothing else shows it. Returns the variant.",
  refuses: ["reference_not_found"],
  input: { id: id(), file_id: id() },
  output: entityOf(variant),
});
