import { nowInstant } from "../../../shared/clock.ts";
import { viewOf } from "../../../shared/service/define-service.ts";
import { room } from "../../../shared/service/room.ts";
import { contract } from "./contract.ts";
import { contractLetter } from "./contract-letter.ts";
import { viewAt } from "./contract-view.ts";
import { removeContract } from "./remove-contract.ts";
import { sendContract } from "./send-contract.ts";
import { voidContract } from "./void-contract.ts";

export const contractsRoom = room({
  resources: [contract],
  views: [
    viewOf(contract, async (_reader, rows) => {
      const now = nowInstant();
      return rows.map((row) => viewAt(row, now));
    }),
  ],
  handlers: [contractLetter, removeContract, sendContract, voidContract],
});
