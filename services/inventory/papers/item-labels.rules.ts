/** What is printed on the labels of items, in the organization's locale. Pure. */
import type { Barcode } from "../../../shared/papers/barcode.ts";
import { formatsOf } from "../../../shared/papers/formats.ts";
import type { Label } from "../../../shared/papers/label.ts";
import type { Item } from "../items/item.ts";

type Labeled = Pick<Item, "id" | "title" | "details" | "sku" | "barcodes" | "tag_price" | "currency">;

/** The item's own code, or the one that others gave it. */
export const codeOf = ({ sku, barcodes }: Pick<Item, "sku" | "barcodes">, code: "sku" | "barcode"): string =>
  (code === "barcode" ? barcodes[0] : undefined) ?? sku;

type Printing = {
  code: "sku" | "barcode";
  organization: { name: string; locale: string };
  barcodes: ReadonlyMap<string, Barcode | null>;
};

export function labelOf(item: Labeled, copies: number, { code, organization, barcodes }: Printing): Label {
  const printed = codeOf(item, code);
  return {
    shop: organization.name,
    title: item.title,
    details: item.details ?? "",
    price: formatsOf(organization.locale, item.currency).amount(item.tag_price),
    code: printed,
    barcode: barcodes.get(printed) ?? null,
    copies,
  };
}
