/** A piece as a row of a file describes it. */
import { sha256 } from "../../../shared/ids.ts";
import type { Cells, Line } from "./format.rules.ts";
import { ownCells, type ReadPictures, readPictures } from "./pictures.rules.ts";
import {
  type Complaints,
  type Context,
  choiceIn,
  complaintsIn,
  knownIn,
  type Person,
  type Problem,
  personOf,
} from "./reading.rules.ts";
import { amountIn, lastOf, listIn, shareIn, textOf, wholeIn } from "./values.rules.ts";

export const termKinds = ["category", "brand", "color", "size"] as const;
type TermKind = (typeof termKinds)[number];

type ItemValues = Record<string, unknown> & {
  title: string;
  tag_price: number;
  inventory_type: "consignment" | "buy_outright" | "retail";
  split?: number;
};

export type ReadItem = ReadPictures & {
  line: number;
  /** The same in every file of this kind that has this piece. */
  key: string;
  person: Person | null;
  terms: { [kind in TermKind]?: string };
  /** The input of an item without what refers to other things. */
  values: ItemValues;
};

export type Read<T> = { ok: true; value: T } | { ok: false; problem: Problem };

type Table<T extends string> = { readonly [word: string]: T };

const inventoryTypes: Table<ItemValues["inventory_type"]> = {
  ...{ consignment: "consignment", consigned: "consignment", consignor: "consignment" },
  ...{ "buy outright": "buy_outright", buyout: "buy_outright", "buy out": "buy_outright" },
  ...{ outright: "buy_outright", purchased: "buy_outright" },
  ...{ retail: "retail", owned: "retail", "store owned": "retail", store: "retail", new: "retail" },
};

const statuses: Table<"active" | "inactive" | "gone"> = {
  ...{ active: "active", "for sale": "active", available: "active", "in stock": "active" },
  ...{ publish: "active", published: "active", "1": "active", true: "active", yes: "active", y: "active" },
  ...{ inactive: "inactive", draft: "inactive", archived: "inactive", unlisted: "inactive" },
  ...{ private: "inactive", pending: "inactive", hidden: "inactive", "0": "inactive", "-1": "inactive" },
  ...{ false: "inactive", no: "inactive", n: "inactive" },
  ...{ sold: "gone", "sold out": "gone", returned: "gone", "returned to owner": "gone", donated: "gone" },
  ...{ lost: "gone", stolen: "gone", damaged: "gone", expired: "gone", deleted: "gone" },
};

const conditions: Table<string> = {
  ...{ "new with tags": "new_with_tags", nwt: "new_with_tags", new: "new_with_tags" },
  ...{ "like new": "like_new", "new without tags": "like_new", mint: "like_new" },
  ...{ "very good": "very_good", excellent: "very_good", "gently used": "very_good" },
  ...{ good: "good", used: "good", fair: "fair", poor: "poor", "as is": "poor" },
};

const said = (cells: Cells, field: string): string | undefined => cells[field] || undefined;

function amount(
  cells: Cells,
  field: string,
  { mark, currency }: Context,
  complaints: Complaints,
): number | null {
  const text = said(cells, field);
  if (!text) return null;
  const found = amountIn(text, mark, currency);
  if (found === null) return complaints.add("invalid_amount", field, `This is no amount of ${currency}.`);
  return found < 0 ? complaints.add("negative", field, "The amount is negative.") : found;
}

function share(cells: Cells, { mark, parts, split_is }: Context, complaints: Complaints): number | null {
  const text = said(cells, "split");
  if (!text) return null;
  const ppm = shareIn(text, mark, parts);
  if (ppm === null)
    return complaints.add("invalid_share", "split", "This is no share between 0 and 100 percent.");
  return split_is === "store" ? 1_000_000 - ppm : ppm;
}

function pieces(cells: Cells, { mark }: Context, complaints: Complaints): number | null {
  const text = said(cells, "quantity");
  if (!text) return 1;
  const found = wholeIn(text, mark);
  if (found === null) return complaints.add("invalid_quantity", "quantity", "This is no number of pieces.");
  if (found < 1)
    return complaints.add("none_left", "quantity", "No piece is left, so that there is nothing to take in.");
  return found;
}

function ownerOf(cells: Cells, context: Context, complaints: Complaints): Person | null {
  const by_vendor = context.vendor_is === "consignor" ? said(cells, "vendor") : undefined;
  const names = ["first_name", "last_name", "company", "email", "phone", "number"] as const;
  const [first_name, last_name, company, email, phone, number] = names.map((name) =>
    said(cells, `account_${name}`),
  );
  const called = said(cells, "account_name") ?? by_vendor;
  // Some files have the account's number in the column of its name.
  const by_number = called && /^\d+$/.test(called) ? { number: number ?? called } : { number, name: called };
  return personOf(
    { first_name, last_name, company, email, phone, name: undefined, ...by_number },
    "account_",
    context,
    complaints,
  );
}

function termsOf(cells: Cells, { vendor_is }: Context, complaints: Complaints): ReadItem["terms"] {
  const brand = said(cells, "brand") ?? (vendor_is === "brand" ? said(cells, "vendor") : undefined);
  const category = said(cells, "category");
  const found = {
    ...cells,
    ...(brand && { brand }),
    ...(category && { category: lastOf(category) }),
  } as Cells;
  const terms: ReadItem["terms"] = {};
  for (const kind of termKinds) {
    const name = said(found, kind);
    if (!name) continue;
    if (name.length > 100) complaints.add("too_long", kind, "The name has more than 100 characters.");
    terms[kind] = name;
  }
  return terms;
}

/** What kind of stock it is: as told, else by whether somebody owns it. */
function typeOf(cells: Cells, person: Person | null, complaints: Complaints): ItemValues["inventory_type"] {
  const told = choiceIn(cells, "inventory_type", inventoryTypes, complaints);
  if (told === "consignment" && !person)
    complaints.add(
      "no_consignor",
      "inventory_type",
      "The piece is consigned, and the row names nobody whose it is.",
    );
  return told ?? (person ? "consignment" : "retail");
}

const titleOf = ({ title, variant }: Cells): string =>
  [title, variant ? `(${variant})` : undefined].filter(Boolean).join(" ");

/** A file that names its rows by nothing tells them apart by what they say. */
const keyOfRow = (cells: Cells): string =>
  cells.key ?? cells.sku ?? cells.barcode ?? sha256(JSON.stringify(ownCells(cells).sort()));

/** The pairs that say something. */
const told = (pairs: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== null && value !== undefined));

/** What is taken as it stands. */
const textsOf = (
  { sku, description, details, barcode, tags, vendor }: Cells,
  { format, vendor_is }: Context,
) => ({
  ...{ sku, details },
  description: description && format.html ? textOf(description) : description,
  barcodes: barcode?.split(/[\s,;|]+/).filter(Boolean),
  tags: tags && listIn(tags),
  custom_fields: vendor && vendor_is === "supplier" ? { supplier: vendor } : null,
});

/** A condition in the shop's own words is kept in the details. */
function conditionOf(cells: Cells) {
  const condition = knownIn(cells, "condition", conditions);
  if (condition !== undefined) return { condition };
  return { details: [cells.details, `Condition: ${cells.condition}`].filter(Boolean).join("\n") };
}

const wordsOf = (cells: Cells, complaints: Complaints) => {
  const status = choiceIn(cells, "status", statuses, complaints);
  if (status === "gone") complaints.add("not_in_stock", "status", "The piece is no longer in stock.");
  return { status, ...conditionOf(cells) };
};

function requiredOf(cells: Cells, context: Context, complaints: Complaints) {
  const title = titleOf(cells) || lastOf(cells.category ?? "");
  if (!title) complaints.add("required", "title", "The row has no title.");
  if (!cells.price) complaints.add("required", "price", "The row has no price.");
  const tag_price = amount(cells, "price", context, complaints);
  return { title, tag_price: tag_price ?? 0, quantity: pieces(cells, context, complaints) };
}

export function readItem(of: Line, context: Context): Read<ReadItem> {
  const { line, cells } = of;
  const complaints = complaintsIn(context);
  const required = requiredOf(cells, context, complaints);
  const person = ownerOf(cells, context, complaints);
  const inventory_type = typeOf(cells, person, complaints);
  const words = wordsOf(cells, complaints);
  const split = share(cells, context, complaints);
  const cost_per = amount(cells, "cost", context, complaints);
  const terms = termsOf(cells, context, complaints);
  const problem = complaints.first();
  if (problem) return { ok: false, problem };
  const own = inventory_type === "consignment" ? { split } : { cost_per };
  const values = { ...required, inventory_type, ...told({ ...textsOf(cells, context), ...words, ...own }) };
  const named = readPictures(of);
  return { ok: true, value: { line, key: keyOfRow(cells), person, terms, values, ...named } };
}
