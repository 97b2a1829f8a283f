import type { Cells, Format, Line, NamedPicture } from "./format.rules.ts";
import { namedIn } from "./pictures.rules.ts";
import { wordOf } from "./values.rules.ts";

/** Told once, in the first line of a product. */
const shared = [
  ...["title", "description", "vendor", "category", "tags", "status"],
  ...["option_1_name", "option_2_name", "option_3_name"],
] as const;

const colors = new Set(["color", "colour", "couleur", "farbe", "kleur", "colore"]);
const sizes = new Set(["size", "taille", "große", "groesse", "grosse", "maat", "talla", "taglia"]);

/** What an option stands for: the piece's color, its size, or a part of its title. */
function meaning(name: string): "color" | "size" | null {
  const word = wordOf(name);
  return colors.has(word) ? "color" : sizes.has(word) ? "size" : null;
}

/** Shopify's name for the only variant of a product without options. */
const NONE = "default title";

function variantOf(cells: Cells): Cells {
  const found: Record<string, string> = {};
  const values: string[] = [];
  for (const n of [1, 2, 3]) {
    const value = cells[`option_${n}`];
    if (!value || value.toLowerCase() === NONE) continue;
    values.push(value);
    const kind = meaning(cells[`option_${n}_name`] ?? "");
    if (kind) found[kind] = value;
  }
  const variant = values.join(" / ");
  return { ...found, ...(variant && { variant }), key: [cells.key, ...values].join(" / ") };
}

type Placed = { position: number; picture: NamedPicture };

/** A product's pictures by its handle: they stand in any of its lines, and have their places by numbers. */
function picturesOf(lines: readonly Line[]): ReadonlyMap<string, NamedPicture[]> {
  const found = new Map<string, Placed[]>();
  for (const { line, cells } of lines) {
    const handle = cells.key ?? "";
    const all = found.get(handle) ?? [];
    found.set(handle, all);
    const position = Number(cells.picture_position ?? Number.NaN);
    for (const picture of namedIn(line, cells.picture, cells.picture_alt))
      all.push({ position: Number.isFinite(position) ? position : all.length + 1, picture });
  }
  const inOrder = (all: Placed[]) =>
    all.sort((one, other) => one.position - other.position).map(({ picture }) => picture);
  return new Map([...found].map(([handle, all]) => [handle, inOrder(all)]));
}

/** A gift card is sold, but no piece. */
const isCard = ({ gift_card = "" }: Cells): boolean => /^(?:true|yes|1)$/i.test(gift_card);

/** One line for each variant, whose own picture is its first; lines of further pictures have no price. */
function arranged(lines: readonly Line[]): Line[] {
  const products = new Map<string, Cells>();
  const pictures = picturesOf(lines);
  const found: Line[] = [];
  for (const { line, cells } of lines) {
    const handle = cells.key ?? "";
    const first = products.get(handle) ?? cells;
    products.set(handle, first);
    const told = shared.flatMap((field) => (first[field] ? [[field, first[field]]] : []));
    const whole: Cells = { ...Object.fromEntries(told), ...cells };
    const isPicture = cells !== first && !cells.price && !cells.option_1 && !cells.sku;
    if (isPicture || isCard(first)) continue;
    const all = pictures.get(handle)!;
    const own = namedIn(line, cells.picture_of_variant).map(
      (each) => all.find(({ address }) => address === each.address) ?? each,
    );
    found.push({ line, cells: { ...whole, ...variantOf(whole) }, pictures: [...own, ...all] });
  }
  return found;
}

/** The product export of Shopify, with the headers until 2024 and those since. */
export const shopify: Format = {
  title: "Shopify products",
  makes: "items",
  columns: {
    key: ["Handle", "URL handle"],
    title: ["Title"],
    description: ["Body (HTML)", "Body HTML", "Body", "Description"],
    vendor: ["Vendor"],
    category: ["Type", "Custom product type", "Product type"],
    tags: ["Tags"],
    status: ["Status"],
    gift_card: ["Gift card"],
    sku: ["Variant SKU", "SKU"],
    barcode: ["Variant barcode", "Barcode"],
    price: ["Variant price", "Price"],
    compare_price: ["Variant compare at price", "Compare-at price"],
    cost: ["Cost per item", "Variant cost"],
    picture: ["Image src", "Product image URL"],
    picture_position: ["Image position"],
    picture_alt: ["Image alt text"],
    picture_of_variant: ["Variant image", "Variant image URL"],
    quantity: ["Variant inventory qty", "Inventory quantity", "Variant inventory quantity"],
    option_1_name: ["Option1 name"],
    option_1: ["Option1 value"],
    option_2_name: ["Option2 name"],
    option_2: ["Option2 value"],
    option_3_name: ["Option3 name"],
    option_3: ["Option3 value"],
  },
  needs: [["key"], ["title"], ["price"]],
  html: true,
  arranged,
};
