import { notFound } from "../../../shared/errors.ts";
import { told } from "../../../shared/explanation.ts";
import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { loadShares } from "./load-shares.ts";
import { saleSentences } from "./sentences.ts";

export const explainShares = query(
  declared.explainShares,
  async (reader, { sale_id, refund_id, account_id }) => {
    const wanted = refund_id
      ? { sale_ids: [], refund_ids: [refund_id] }
      : { sale_ids: sale_id ? [sale_id] : [], refund_ids: [] };
    const [shares] = await loadShares(reader, { ...wanted, account_id });
    if (!shares) throw notFound(refund_id ? "refund" : "sale", refund_id ?? sale_id ?? undefined);
    const { business_date, currency, lines } = shares;
    return {
      business_date,
      lines: lines.map((line) => ({ ...line, steps: told(line.steps, saleSentences, currency) })),
    };
  },
);
