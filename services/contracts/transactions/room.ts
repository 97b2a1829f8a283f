import { room } from "../../../shared/service/room.ts";
import { transaction } from "./transaction.ts";
import { transactionFigures, transactionLeaders } from "./transaction-figures.ts";

export const transactionsRoom = room({
  resources: [transaction],
  handlers: [transactionFigures, transactionLeaders],
});
