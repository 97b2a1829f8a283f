/** Stock of materials and of SKUs: the same operations over two ledgers. */
import * as inventory from "../../../../services/inventory/public.ts";
import { notFound } from "../../../../shared/errors.ts";
import type { Condition } from "../../../../shared/page.ts";
import { eachUnder } from "../../../kit/answer.ts";
import type { DialectContext } from "../../../kit/context.ts";
import { filterBy } from "../../../kit/filters.ts";
import { handle, refusing, run } from "../../../kit/operation.ts";
import { date, text, uuid } from "../../../shapes/codecs.ts";
import { area, plainArea } from "../area.ts";
import { atLeast, atMost } from "../filters.ts";
import { type Entry, eventWords, type Stocked, stockShapes, transferEnd } from "../shapes/stock.ts";

const { stockEntry, transfer } = inventory;
const is = (column: string, value: string): Condition => ({ field: column, op: "eq", value });

/** The entry that a step of a transfer has written. */
async function entryOf(
  ctx: DialectContext,
  transfer_id: string,
  step: "transfer" | "receive",
): Promise<Entry> {
  const conditions = [is("source_id", transfer_id), is("event_type", step)];
  const { data } = await ctx.read(stockEntry.actions.list, { conditions, limit: 1 });
  return data[0]!;
}

const columns = { Material: "material_id", Sku: "sku_id" } as const;
const pools = { Material: "materials", Sku: "finished_goods" } as const;

function stock(of: Stocked) {
  const shapes = stockShapes(of);
  const ofKind: Condition = { field: columns[of], op: "ne", value: null };
  const ledger = plainArea(stockEntry, shapes.entry, {
    only: [ofKind],
    filters: {
      [of === "Sku" ? "skuId" : "materialId"]: filterBy(columns[of], uuid),
      locationId: filterBy("at_location_id", uuid),
      eventType: filterBy("event_type", eventWords(of)),
      ref: filterBy("ref", text),
      dateFrom: atLeast("event_date", date),
      dateTo: atMost("event_date", date),
    },
  });
  return {
    ledger,
    adjust: run(inventory.adjustStock, { body: shapes.change, response: shapes.entry }),
    dispose: run(inventory.disposeStock, { body: shapes.change, response: shapes.entry }),
    start: run(inventory.startTransfer, {
      ...{ body: shapes.start, response: shapes.started },
      after: async (ctx, { id, ref }) => ({ ref, entry: await entryOf(ctx, id, "transfer") }),
    }),
    // TRF-1: by its ref, among the transfers of this ledger.
    complete: handle({
      ...{ ...refusing(inventory.completeTransfer), body: transferEnd, response: shapes.entry },
      async run(ctx, input) {
        const { ref = "" } = ctx.request.params;
        const conditions = [is("ref", ref), ofKind];
        const { data } = await ctx.read(transfer.actions.list, { conditions, limit: 1 });
        const [sent] = data;
        if (!sent) throw notFound("transfer", ref);
        await ctx.call(inventory.completeTransfer, { ...input, id: sent.id });
        return entryOf(ctx, sent.id, "receive");
      },
    }),
    summary: handle({
      ...{ scope: inventory.summarizeStock.scope ?? null, query: shapes.asked },
      response: eachUnder("data", shapes.balance),
      run: async (ctx, asked) =>
        (await ctx.read(inventory.summarizeStock, { ...asked, pool: pools[of] })).data,
    }),
  };
}

const [materials, skus] = [stock("Material"), stock("Sku")];

export const stockOperations = {
  ...area(["MaterialLedgerEntry", "MaterialLedger"], materials.ledger, ["list", "get"]),
  ...{ adjustMaterials: materials.adjust, disposeMaterials: materials.dispose },
  ...{ createMaterialTransfer: materials.start, completeMaterialTransfer: materials.complete },
  getMaterialsSummary: materials.summary,
  ...area(["SkuLedgerEntry", "SkuLedger"], skus.ledger, ["list", "get"]),
  ...{ adjustSkus: skus.adjust, disposeSkus: skus.dispose },
  ...{ createSkuTransfer: skus.start, completeSkuTransfer: skus.complete },
  getSkuSummary: skus.summary,
};
