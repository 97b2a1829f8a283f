import { query } from "../../../shared/service/operation.ts";
import { loadItem } from "../items/load-item.ts";
import { ladderOf } from "../prices/ladder.ts";
import * as declared from "./declarations.ts";
import { groundsOf } from "./price-grounds.ts";
import { attributesOf, dayOf, suggestForPiece } from "./suggest-for-piece.ts";

export const suggestPrice = query(declared.suggestPrice, async (reader, { id, as_of }, call) => {
  const day = dayOf(reader, as_of);
  const [found, ladder] = await Promise.all([loadItem(reader, id), ladderOf(call, reader.org.id)]);
  return suggestForPiece(attributesOf(found), groundsOf(reader, call, day), day, reader.org.currency, ladder);
});
