/** Papers for people: receipts, statements, labels and registers, as files or as data. */
import { receiptFormats, saleReceipt } from "../../../services/sales/public.ts";
import { beyond } from "../../kit/behavior.ts";
import type { DialectContext } from "../../kit/context.ts";
import { madeFile } from "../../kit/files.ts";
import { handle, refusing } from "../../kit/operation.ts";
import type { Route } from "../../kit/route.ts";
import { choiceOf, integer } from "../../shapes/codecs.ts";
import { field, rowsOf, shape } from "../../shapes/shape.ts";
import { native } from "./dialect.ts";

const types = {
  pdf: "application/pdf",
  text: "text/plain",
  escpos: "application/octet-stream",
} as const;

/** The format that `format` names, or `Accept`, or the first. */
function formatOf<F extends keyof typeof types>(
  { request: { headers } }: DialectContext,
  named: F | undefined,
  formats: readonly F[],
): F {
  const accepted = headers.accept ?? "";
  return named ?? formats.find((each) => accepted.includes(types[each])) ?? formats[0]!;
}

const binary = { type: "string", format: "binary" };

const receiptQuery = shape(
  "ReceiptQuery",
  rowsOf<{ format: (typeof receiptFormats)[number]; columns: number }>(),
  { format: field("format", choiceOf(receiptFormats)), columns: field("columns", integer) },
);

export const paperRoutes: readonly Route[] = beyond(native, {
  "GET /sales/{id}/receipt": {
    ...{ id: "getSaleReceipt", tag: "Sales" },
    summary:
      "Get the receipt of a sale. `format` is `pdf` (for a roll of 80 mm), `text`, or `escpos` (the commands of receipt printers, to be sent as they are); by default what `Accept` names, else PDF. Texts have `columns` letters in a line: 24 to 64, by default 42. It has the organization's language and formats, and shows refunds. Letters that no code page of the printer has are printed as question marks.",
    does: handle({
      ...{ ids: { id: "id" }, query: receiptQuery, ...refusing(saleReceipt) },
      ...{ schema: binary, answers: types.pdf, files: [types.text, types.escpos] },
      run: async (ctx, { id, format, columns }) =>
        madeFile(
          await ctx.read(saleReceipt, {
            ...{ id, format: formatOf(ctx, format, receiptFormats) },
            ...(columns === undefined ? {} : { columns }),
          }),
        ),
    }),
  },
});
