/** Papers for people: receipts, statements, labels and registers, as files or as data. */
import { accountStatement, statementFile } from "../../../services/accounts/public.ts";
import {
  closeReport,
  closeReportFile,
  marginRegister,
  marginRegisterFile,
  saleReceipt,
} from "../../../services/sales/public.ts";
import { invalidField } from "../../../shared/errors.ts";
import { type SlipFormat, slipFormats } from "../../../shared/papers/slip-file.ts";
import { beyond } from "../../kit/behavior.ts";
import type { DialectContext } from "../../kit/context.ts";
import { type Made, madeFile } from "../../kit/files.ts";
import { handle, refusing } from "../../kit/operation.ts";
import type { Route } from "../../kit/route.ts";
import { choiceOf, date, flag, integer, text } from "../../shapes/codecs.ts";
import { named } from "../../shapes/schema.ts";
import { field, rowsOf, shape } from "../../shapes/shape.ts";
import { native } from "./dialect.ts";

const types = {
  pdf: "application/pdf",
  text: "text/plain",
  escpos: "application/octet-stream",
  json: "application/json",
  csv: "text/csv",
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

const receiptQuery = shape("ReceiptQuery", rowsOf<{ format: SlipFormat; columns: number }>(), {
  format: field("format", choiceOf(slipFormats)),
  columns: field("columns", integer),
});

const statementFormats = ["json", "pdf", "csv"] as const;
type StatementFormat = (typeof statementFormats)[number];
type MarginQuery = { from: string; to: string; store_id: string; format: StatementFormat };
type StatementQuery = Omit<MarginQuery, "store_id"> & { year: number; explanations: boolean };

const statementQuery = shape("StatementQuery", rowsOf<StatementQuery>(), {
  from: field("from", date),
  to: field("to", date),
  year: field("year", integer),
  format: field("format", choiceOf(statementFormats)),
  explanations: field("explanations", flag),
});

const marginQuery = shape("MarginRegisterQuery", rowsOf<MarginQuery>(), {
  from: field("from", date),
  to: field("to", date),
  store_id: field("store_id", text),
  format: field("format", choiceOf(statementFormats)),
});

const reportFormats = ["json", ...slipFormats] as const;

const reportQuery = shape(
  "RegisterReportQuery",
  rowsOf<{ format: (typeof reportFormats)[number]; columns: number }>(),
  { format: field("format", choiceOf(reportFormats)), columns: field("columns", integer) },
);

/** A table as CSV is an export: limited and recorded as one (RAT-3, AUD-2). */
async function asFile(
  { services }: DialectContext,
  format: "pdf" | "csv",
  make: () => Promise<Made>,
): Promise<object> {
  if (format === "pdf") return madeFile(await make());
  await services.admit("export");
  const made = await make();
  const rows = linesOf(made);
  await services.note({ kind: "export", rows, format });
  return madeFile(made);
}

/** Those with text, without the header. */
const linesOf = ({ data }: Made): number =>
  Math.max(0, Buffer.from(data, "base64").toString().split("\r\n").filter(Boolean).length - 1);

const EXPLAINED_ON_PAPER =
  "Explanations are printed in the formats 'pdf' and 'csv'. As JSON, read those of single balance entries: /balance-entries/{id}/explanation.";

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
            ...{ id, format: formatOf(ctx, format, slipFormats) },
            ...(columns === undefined ? {} : { columns }),
          }),
        ),
    }),
  },
  "GET /accounts/{id}/statement": {
    ...{ id: "getAccountStatement", tag: "Accounts" },
    summary:
      "Get an account's statement. Opening balance, every movement with the goods that were sold, and closing balance; `from` and `to` are business dates and both inclusive, and `year` is a whole year with its months. `format` is `json`, `pdf` or `csv`; by default what `Accept` names, else JSON. PDF and CSV are in the organization's language. With `explanations=true` they say of each movement how it came to its amount, in the steps of the balance entries' explanations. A period of more than 5,000 movements is refused.",
    does: handle({
      ...{ ids: { id: "id" }, query: statementQuery, ...refusing(accountStatement) },
      ...{ schema: named("AccountStatement", accountStatement.output.schema), files: [types.pdf, types.csv] },
      async run(ctx, { format, explanations = false, ...asked }) {
        const chosen = formatOf(ctx, format, statementFormats);
        if (chosen !== "json")
          return asFile(ctx, chosen, () =>
            ctx.read(statementFile, { ...asked, format: chosen, explanations }),
          );
        if (explanations) throw invalidField("explanations", "invalid_value", EXPLAINED_ON_PAPER);
        return ctx.read(accountStatement, asked);
      },
    }),
  },
  "GET /register-sessions/{id}/report": {
    ...{ id: "getRegisterSessionReport", tag: "Register sessions" },
    summary:
      "Get the report of a register session. Sales, tenders, taxes, and the cash in the drawer: float, movements, expected, counted, difference. An open session is reported as far as it is. `format` is `json`, `pdf` (for a roll of 80 mm), `text` or `escpos`; by default what `Accept` names, else JSON. Papers are in the organization's language.",
    does: handle({
      ...{ ids: { id: "id" }, query: reportQuery, ...refusing(closeReport) },
      schema: named("RegisterSessionReport", closeReport.output.schema),
      files: [types.pdf, types.text, types.escpos],
      async run(ctx, { id, format, columns }) {
        const chosen = formatOf(ctx, format, reportFormats);
        if (chosen === "json") return ctx.read(closeReport, { id });
        const wide = columns === undefined ? {} : { columns };
        return madeFile(await ctx.read(closeReportFile, { id, format: chosen, ...wide }));
      },
    }),
  },
  "GET /reports/margin-scheme": {
    ...{ id: "getMarginRegister", tag: "Reports" },
    summary:
      "Get the register of goods sold under the margin scheme. Of each line the purchase price (the consignor's share, or the cost of own goods), the selling price, the margin and the tax in it. `from` and `to` are business dates and both inclusive. Refunds stand on their own date; voided sales are left out. `format` is `json`, `pdf` or `csv`; by default what `Accept` names, else JSON. PDF and CSV are in the organization's language. A period of more than 5,000 rows is refused.",
    does: handle({
      ...{ query: marginQuery, ...refusing(marginRegister) },
      ...{ schema: named("MarginRegister", marginRegister.output.schema), files: [types.pdf, types.csv] },
      async run(ctx, { format, ...asked }) {
        const chosen = formatOf(ctx, format, statementFormats);
        return chosen === "json"
          ? ctx.read(marginRegister, asked)
          : asFile(ctx, chosen, () => ctx.read(marginRegisterFile, { ...asked, format: chosen }));
      },
    }),
  },
});
