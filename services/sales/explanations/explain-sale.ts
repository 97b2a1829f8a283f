import { told } from "../../../shared/explanation.ts";
import { query } from "../../../shared/service/operation.ts";
import { loadSale } from "../sales/load-sale.ts";
import * as declared from "./declarations.ts";
import { explainedSale } from "./explain-sale.rules.ts";
import { saleSentences } from "./sentences.ts";

export const explainSale = query(declared.explainSale, async (reader, { id }) => {
  const sale = await loadSale(reader, id);
  const { currency } = sale;
  return { sale_id: sale.id, currency, steps: told(explainedSale(sale), saleSentences, currency) };
});
