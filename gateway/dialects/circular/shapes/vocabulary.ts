/** Words that products are described with: a name, and a slug that the server makes. */
import { text, uuid } from "../../../wire/codecs.ts";
import { at, shape } from "../../../wire/shape.ts";

export const word = (name: string, slug: string) =>
  shape(name, {
    id: at("id", uuid, { readonly: true }),
    [slug]: at("slug", text, { readonly: true }),
    name: at("name", text, { required: true }),
  });
