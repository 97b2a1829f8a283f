/** Lists of Mercato: pages with totals, sorting that falls back, ids in a list (MRC-W-9…MRC-W-14). */
import * as accounts from "../../../services/accounts/public.ts";
import * as catalog from "../../../services/catalog/public.ts";
import * as contracts from "../../../services/contracts/public.ts";
import * as sales from "../../../services/sales/public.ts";
import { invalidField } from "../../../shared/errors.ts";
import { isUuid, type JsonSchema, readFlag } from "../../../shared/fields/index.ts";
import type { ListQuery, Page } from "../../../shared/page.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";
import type { Listing, Paging } from "../../kit/dialect.ts";
import type { Parameter, Query } from "../../kit/request.ts";
import { spelled } from "../../shapes/derive.ts";
import { objectWith } from "../../shapes/schema.ts";

export const MOST = 100;
/** Sizes of pages that differ from the usual one (MRC-W-9). */
const sizes = new Map<AnyResource, number>([
  [sales.salesTag, 100],
  [accounts.customerTag, 100],
  [contracts.bookingTag, 100],
  [accounts.apiKey, 20],
]);
const sizeOf = (resource: AnyResource): number => sizes.get(resource) ?? 50;

/** How lists are sorted that do not begin with the newest (MRC-W-10). */
const sortedBy = new Map<AnyResource, string>([
  ...[[catalog.productTag, "label"] as const, [accounts.currency, "code"] as const],
  [accounts.exchangeRate, "-at"],
]);

/** Rows that Mercato keeps after their deletion and shows on demand; deleted ones of other areas stay hidden (MRC-W-14). */
const kept = new Set<AnyResource>([
  ...[catalog.product, catalog.variant, catalog.price, catalog.tax, catalog.optionSchema],
  catalog.channelOffer,
  ...[sales.orderDocument, sales.salesQuote, sales.orderChannels.resource],
  ...[sales.shippingMethod, sales.paymentMethodKind, sales.deliveryWindow],
]);

const number = { type: "number" };
const text = { type: "string" };

/** A whole number from 1; a size above the largest is the largest. */
function whole(name: string, given: string, most = Number.MAX_SAFE_INTEGER): number {
  const value = /^\d{1,9}$/.test(given) ? Number(given) : 0;
  if (value < 1) throw invalidField(name, "out_of_range", `'${name}' must be a whole number from 1.`);
  return Math.min(value, most);
}

const YES = ["yes", "y", "on", "enabled"];
const NO = ["no", "n", "off", "disabled"];

/** A boolean as a word in any case; undefined for anything else, which counts as absent (MRC-W-12). */
export function flagWord(given: string): boolean | undefined {
  const word = given.trim().toLowerCase();
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : readFlag(word);
}

export const idsIn = (given: string): string[] =>
  given
    .split(",")
    .map((each) => each.trim())
    .filter(isUuid);

/** Names that are no field fall back to the default order (MRC-W-10). */
function sortOf({ sorts }: Listing, asked: ReadonlyMap<string, string>): Partial<ListQuery> {
  const name = asked.get("sortField") ?? "";
  const field = sorts.get(name) ?? sorts.get(spelled(name, "camel")) ?? SORTS.get(name);
  if (!field) return {};
  return { sort: asked.get("sortDir") === "desc" ? `-${field}` : field };
}

/** Every list can be sorted by these. */
const SORTS: ReadonlyMap<string, string> = new Map([
  ["id", "created_at"],
  ...(["createdAt", "created_at"] as const).map((name) => [name, "created_at"] as const),
  ...(["updatedAt", "updated_at"] as const).map((name) => [name, "updated_at"] as const),
]);

/** The rows requested by id; an empty list if the search text has neither letter nor digit (MRC-W-11). */
function idsOf(asked: ReadonlyMap<string, string>, search: string | undefined): Pick<ListQuery, "ids"> {
  const [id, ids] = [asked.get("id"), asked.get("ids")];
  if (search && !/[\p{L}\p{N}]/u.test(search)) return { ids: [] };
  const wished = [id, ids].filter((each) => each !== undefined).map(idsIn);
  const [first, second = first] = wished;
  return first ? { ids: first.filter((each) => second!.includes(each)) } : {};
}

const named = ["page", "pageSize", "search", "sortField", "sortDir", "id", "ids"];
const isNamed = (name: string, { resource }: Listing): boolean =>
  named.includes(name) || (name === "withDeleted" && kept.has(resource));

export const paging: Paging = {
  parameters: ({ resource, sorts }): Parameter[] => [
    { name: "page", schema: number, about: "From 1." },
    { name: "pageSize", schema: number, about: `At most ${MOST}; ${sizeOf(resource)} by default.` },
    ...(resource.search ? [{ name: "search", schema: text }] : []),
    { name: "sortField", schema: text, about: [...sorts.keys()].join(", ") },
    { name: "sortDir", schema: { type: "string", enum: ["asc", "desc"] } },
    { name: "id", schema: text },
    { name: "ids", schema: text, about: "Ids, separated by commas." },
    ...(kept.has(resource) ? [{ name: "withDeleted", schema: text }] : []),
  ],
  read(query: Query, listing: Listing) {
    const asked = new Map(query.filter(([name]) => isNamed(name, listing)));
    const size = asked.get("pageSize");
    const limit = size === undefined ? sizeOf(listing.resource) : whole("pageSize", size, MOST);
    const page = asked.has("page") ? whole("page", asked.get("page")!) : 1;
    const search = asked.get("search")?.trim();
    const searched = listing.resource.search ? search : undefined;
    const list: ListQuery = {
      ...{ limit, skip: Math.min((page - 1) * limit, 1_000_000), count: true },
      sort: sortedBy.get(listing.resource) ?? "-created_at",
      ...sortOf(listing, asked),
      ...idsOf(asked, searched),
      ...(searched && /[\p{L}\p{N}]/u.test(searched) ? { search: searched } : {}),
      ...(flagWord(asked.get("withDeleted") ?? "") ? { deleted: "include" as const } : {}),
    };
    return { list, rest: query.filter(([name]) => !isNamed(name, listing)) };
  },
  present: ({ data, count = data.length }: Page<unknown>, { limit = 1, skip = 0 }: ListQuery) =>
    pageOf(data, count, { page: skip / limit + 1, pageSize: limit }),
  schema: (item: JsonSchema) =>
    objectWith({
      items: { type: "array", items: item },
      ...{ total: { type: "integer" }, page: { type: "integer" }, pageSize: { type: "integer" } },
      totalPages: { type: "integer" },
    }),
};

/** The envelope of a page (MRC-W-9); some lists have at least one page (`least`). */
export const pageOf = <Row>(
  items: readonly Row[],
  total: number,
  { page, pageSize, least = 0 }: { page: number; pageSize: number; least?: number },
) => ({ items, total, page, pageSize, totalPages: Math.max(least, Math.ceil(total / pageSize)) });
