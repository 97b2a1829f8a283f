/** Loads the sale of a request. Answers 404 for a sale of another store if the caller is restricted to stores (PRM-4). */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import { sale } from "./sale.ts";

type Sale = Entity<typeof sale>;

export const loadSale = async (reader: Reader, id: string): Promise<Sale> =>
  refuseHidden(sale, reader.meta, await reader.load(sale, id, { withHidden: true }));

/** Loads a sale to change it in this transaction. Throws 412 when If-Match names another version. */
export const targetSale = (tx: Tx, id: string): Promise<Sale> => tx.target(sale, id);
