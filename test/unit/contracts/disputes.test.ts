/** What a provider's word about a dispute changes (CON-12). */
import { endOf, isNews } from "../../../services/contracts/disputes/dispute.rules.ts";

test("CON-12 words that are known or late change nothing, and what is lost stays lost", () => {
  const statuses = ["open", "won", "lost"] as const;
  const news = statuses.flatMap((known) =>
    statuses.filter((told) => isNews(known, told)).map((told) => `${known} ${told}`),
  );
  expect(news).toEqual(["open won", "open lost", "won lost"]);
});

test("CON-12 the buyer gets back at most what they had left; the platform bears the rest and the fee", () => {
  expect(endOf({ status: "open", amount: 900, fee: 1500, left: 900 })).toEqual({ refund: 0, cost: 0 });
  expect(endOf({ status: "won", amount: 900, fee: 500, left: 900 })).toEqual({ refund: 0, cost: 500 });
  expect(endOf({ status: "lost", amount: 900, fee: 1500, left: 900 })).toEqual({ refund: 900, cost: 1500 });
  expect(endOf({ status: "lost", amount: 900, fee: null, left: 600 })).toEqual({ refund: 600, cost: 300 });
  expect(endOf({ status: "lost", amount: 900, fee: 0, left: -5 })).toEqual({ refund: 0, cost: 900 });
});
