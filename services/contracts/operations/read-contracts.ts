/** Showing contracts, one or a page, with what depends on the hour. */
import { nowInstant } from "../../../shared/clock.ts";
import { listQueryOf, query } from "../../../shared/service/operation.ts";
import { getContract, listContracts } from "../public.ts";
import { contract } from "../resources/contract.ts";
import { viewAt } from "./contract-view.ts";

export const get = query(getContract, async (reader, { id }) =>
  viewAt(await reader.load(contract, id), nowInstant()),
);

export const list = query(listContracts, async (reader, input) => {
  const page = await reader.page(contract, listQueryOf(input));
  const now = nowInstant();
  return { ...page, data: page.data.map((row) => viewAt(row, now)) };
});
