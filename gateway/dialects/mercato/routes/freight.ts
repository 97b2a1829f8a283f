/** Ports with their terminals, and charge codes; each of them also from a file (16.4). */
import * as catalog from "../../../../services/catalog/public.ts";
import * as inventory from "../../../../services/inventory/public.ts";
import { MOST_TOGETHER } from "../../../../shared/service/rows.ts";
import type { CodedAnswer } from "../../../../shared/service/rows-by-code.ts";
import { fileOf } from "../../../kit/files.ts";
import { ANY_KEY, area, type DialectContext, handle, refusing, showEach } from "../../../kit/index.ts";
import { type Aliases, type TableRow, tableOf } from "../../../kit/table-file.ts";
import { allRows } from "../../../kit/whole.ts";
import { openObject } from "../area.ts";
import { flagFilter, idsFilter, textFilter } from "../filters.ts";
import { browsed, freight, jsonFilters, tableConfig } from "../freight.ts";
import { flagWord } from "../paging.ts";
import * as shapes from "../shapes/freight.ts";

const { port, createPort, changePort, removePort, importPorts } = inventory;
const actions = { create: createPort, change: changePort, remove: removePort };

const ofType = (value: string) => [{ field: "type", op: "eq", value } as const];

const ports = area(port, shapes.portShape, {
  ...{ actions, fill: () => ({ type: "port" }), only: ofType("port") },
  filters: { filters: jsonFilters(port, shapes.portShape) },
});
const terminals = area(port, shapes.terminalShape, {
  ...{ actions, fill: () => ({ type: "terminal" }), only: ofType("terminal") },
  filters: { portId: idsFilter("port_id"), filters: jsonFilters(port, shapes.terminalShape) },
});
const locations = area(port, shapes.terminalShape, {
  filters: { type: textFilter("type"), filters: jsonFilters(port, shapes.terminalShape) },
});

const terminalsOf = async (ctx: DialectContext, id: unknown) => {
  const conditions = [{ field: "port_id", op: "eq" as const, value: id }];
  return showEach(ctx, shapes.terminalShape, await allRows(ctx, port, { conditions }));
};

const codes = area(catalog.chargeCode, shapes.chargeCodeShape, {
  filters: {
    isActive: flagFilter("is_active"),
    filters: jsonFilters(catalog.chargeCode, shapes.chargeCodeShape),
  },
});

type Put = (rows: Record<string, unknown>[]) => Promise<CodedAnswer>;

/** Puts the rows of a file, many at once; the same file once more changes nothing. */
async function putRows<Name extends string>(
  rows: readonly TableRow<Name>[],
  valuesOf: (cells: TableRow<Name>["cells"]) => Record<string, unknown>,
  put: Put,
) {
  const sum = { created: 0, updated: 0, errors: [] as { row: number; message: string }[] };
  for (let from = 0; from < rows.length; from += MOST_TOGETHER) {
    const part = rows.slice(from, from + MOST_TOGETHER);
    const { created, updated, errors } = await put(part.map(({ cells }) => valuesOf(cells)));
    sum.created += created;
    sum.updated += updated;
    sum.errors.push(...errors.map(({ index, message }) => ({ row: part[index]!.line, message })));
  }
  return sum;
}

const upload = {
  ...{ body: shapes.tableFile, media: ["multipart/form-data"] as const, file: "file", schema: openObject },
  limit: 5 * 1_048_576 + 65_536,
};

type Told = { line: number; message: string }[];
const told = (bad: Told, { errors }: { errors: { row: number; message: string }[] }, rows: number) => ({
  errors: [...bad.map(({ line, message }) => ({ row: line, message })), ...errors].sort(
    (a, b) => a.row - b.row,
  ),
  totalRows: rows + bad.length,
});

const locationWords = {
  ...{ code: [], name: ["location_name"], type: ["location_type"], locode: ["unlocode", "un_locode"] },
  ...{
    port_code: ["port"],
    latitude: ["lat"],
    longitude: ["lng", "lon", "long"],
    city: ["town"],
    country: [],
  },
} as const satisfies Aliases<string>;

/** A number that is none stays text, which its field refuses by name. */
const degreesIn = (text: string): number | string => {
  const value = Number(text.replace(",", "."));
  return Number.isFinite(value) ? Math.round(value * 1_000_000) : text;
};

const postFmsLocationsImport = handle({
  ...{ ...refusing(importPorts), ...upload, scope: ANY_KEY },
  async run(ctx) {
    const { rows, bad } = await tableOf(fileOf(ctx), locationWords, ["code", "name", "type"]);
    const isPort = ({ cells }: (typeof rows)[number]) => cells.type?.toLowerCase() !== "terminal";
    const ordered = [...rows.filter(isPort), ...rows.filter((row) => !isPort(row))];
    const done = await putRows(
      ordered,
      ({ type, latitude, longitude, ...cells }) => ({
        ...{ ...cells, ...(type ? { type: type.toLowerCase() } : {}) },
        ...(latitude ? { latitude: degreesIn(latitude) } : {}),
        ...(longitude ? { longitude: degreesIn(longitude) } : {}),
      }),
      (part) => ctx.read(importPorts, { rows: part }),
    );
    const counts = { locationsCreated: done.created, locationsUpdated: done.updated };
    return { ...counts, ...told(bad, done, rows.length) };
  },
});

const chargeWords = {
  ...{ code: ["charge_code"], description: ["name"], charge_unit: ["unit"], keywords: ["keyword"] },
  ...{ sort_order: ["order"], is_active: ["active"] },
} as const satisfies Aliases<string>;

const postFmsProductsChargeCodesImport = handle({
  ...{ ...refusing(catalog.importChargeCodes), ...upload, scope: ANY_KEY },
  async run(ctx) {
    const { rows, bad } = await tableOf(fileOf(ctx), chargeWords, ["code"]);
    const done = await putRows(
      rows,
      ({ charge_unit, keywords, sort_order, is_active, ...cells }) => ({
        ...cells,
        ...(charge_unit ? { charge_unit: charge_unit.toLowerCase().replaceAll(/[\s-]+/g, "_") } : {}),
        ...(keywords
          ? {
              keywords: keywords
                .split(/[;,]/)
                .map((each) => each.trim())
                .filter(Boolean),
            }
          : {}),
        ...(sort_order ? { sort_order: /^\d+$/.test(sort_order) ? Number(sort_order) : sort_order } : {}),
        ...(is_active ? { is_active: flagWord(is_active) ?? is_active } : {}),
      }),
      (part) => ctx.read(catalog.importChargeCodes, { rows: part }),
    );
    const counts = { chargeCodesCreated: done.created, chargeCodesUpdated: done.updated };
    return { ...counts, ...told(bad, done, rows.length) };
  },
});

export const freightOperations = {
  ...freight("FmsLocationsPorts", ports, async (ctx, { id }) => ({ terminals: await terminalsOf(ctx, id) })),
  ...freight("FmsLocationsTerminals", terminals),
  getFmsLocationsLocations: browsed(locations),
  ...{ getFmsLocationsTableConfig: tableConfig(terminals), postFmsLocationsImport },
  ...freight("FmsProductsChargeCodes", codes),
  ...{ getFmsProductsTableConfig: tableConfig(codes), postFmsProductsChargeCodesImport },
};
