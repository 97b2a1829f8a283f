/** Addresses, with the street's two spellings. */
import { country, text } from "../../../wire/codecs.ts";
import { at, type WireField } from "../../../wire/shape.ts";

export const address = (
  street: "line" | "street",
  show: "code" | "name",
  second: Partial<WireField> = {},
): Record<string, WireField> => ({
  address_country: at("country", country(show)),
  address_zip: at("zip", text),
  [`address_${street}_1`]: at("address_line_1", text),
  [`address_${street}_2`]: at("address_line_2", text, second),
  address_region: at("region", text),
  address_city: at("city", text),
});
