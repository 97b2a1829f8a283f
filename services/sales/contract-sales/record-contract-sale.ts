import { flow } from "../../../shared/service/operation.ts";
import { sale } from "../sales/sale.ts";
import { contractSale } from "./contract-sale.saga.ts";
import * as declared from "./declarations.ts";
import { contractSaleOf, saleIdOf } from "./price-contract-sale.ts";

export const recordContractSale = flow(declared.recordContractSale, async (context, sold) => {
  const { reader, call, meta, runSaga } = context;
  const sale_id = saleIdOf(sold.contract_id);
  // Its saga finishes what a first call began.
  if (await reader.get(sale, sale_id)) return { sale_id };
  const data = await contractSaleOf(call, sold, meta);
  await runSaga(contractSale, { subject: `sale:${sale_id}`, meta, data, answer: () => ({ sale_id }) });
  return { sale_id };
});
