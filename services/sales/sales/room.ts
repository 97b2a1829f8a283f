import { room } from "../../../shared/service/room.ts";
import { addNote } from "./add-note.ts";
import { changeSale } from "./change-sale.ts";
import { createSale } from "./create-sale.ts";
import { getSaleLine } from "./get-sale-line.ts";
import { listSaleLines } from "./list-sale-lines.ts";
import { noteSaleCosts } from "./note-sale-costs.ts";
import { quoteSale } from "./quote-sale.ts";
import { sale } from "./sale.ts";

export const salesRoom = room({
  resources: [sale],
  handlers: [createSale, changeSale, addNote, noteSaleCosts, quoteSale, listSaleLines, getSaleLine],
});
