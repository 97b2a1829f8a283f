/** Copies codes and names from the catalog. */
import { repeatable } from "../../../shared/events/consumer.ts";
import type { EventDeclaration } from "../../../shared/events/event.ts";
import { stockableName } from "./stockable-name.ts";

type Named = { id: string; code: string; name: string };

const told = (type: string, about: string): EventDeclaration<Named> => ({
  ...{ kind: "event", type, service: "catalog", schema_version: 1, about },
});

const events = [
  told("material.created", "A material was created."),
  told("material.updated", "A material was changed."),
  told("sku.created", "A SKU was created."),
  told("sku.updated", "A SKU was changed."),
];

/** EVT-2: an older version does not replace a newer one, whichever arrives first. */
export const nameStockables = repeatable("name_stockables", events, async ({ write }, told) => {
  const rows = told.map(({ aggregate: { kind, id, seq: as_of }, data: { code, name } }) => {
    const pool = kind === "sku" ? ("finished_goods" as const) : ("materials" as const);
    return { id, values: { pool, code, name, as_of } };
  });
  await write.upsertMany(stockableName, rows);
  await write.updateMany(
    stockableName,
    rows.map(({ id, values: { code, name, as_of } }) => {
      return { id, where: { as_of: { $lt: as_of } }, update: { $set: { code, name, as_of } } };
    }),
  );
});
