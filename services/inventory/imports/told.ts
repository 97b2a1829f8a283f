/** Why a row is refused, in the words of a report. */
import type { RowResult } from "../../../shared/service/rows.ts";
import type { Column } from "../import-formats/header.rules.ts";
import type { ImportProblem } from "./data-import.ts";

export type Told = Omit<ImportProblem, "line">;

const LONGEST = 300;

/** The headers that say what a field of ours is, where they have other names. */
const fieldOf: { readonly [ours: string]: string } = {
  ...{ tag_price: "price", barcodes: "barcode", cost_per: "cost", default_split: "split" },
  ...{ phone_number: "phone", account_id: "account_number" },
};

/** A refusal of an operation, with the column that its pointer means. */
export function refusalOf(
  { code, message, errors }: NonNullable<RowResult["error"]>,
  columns: readonly Column[] = [],
): Told {
  const [first] = errors;
  const name = first?.pointer.split("/")[1] ?? "";
  const column = columns.find(({ field }) => field === (fieldOf[name] ?? name))?.header ?? null;
  return { code, column, message: (first?.message ?? message).slice(0, LONGEST) };
}

/** The row is there under its id: a twin of this request, or another import of these rows, was first. */
export const isMade = ({ errors }: NonNullable<RowResult["error"]>): boolean =>
  errors.some(({ pointer, code }) => pointer === "/id" && code === "taken");
