/** What becomes of a refund that was made at the provider itself (CON-21). */
import { partsOf } from "../../../services/contracts/provider-refunds/provider-refund.rules.ts";

test.each([
  ["all of it while the buyer has as much left", 500, 500, { refund: 500, excess: 0 }],
  ["the rest is the platform's", 500, 200, { refund: 200, excess: 300 }],
  ["nothing was left", 500, 0, { refund: 0, excess: 500 }],
  ["more than everything went back before", 500, -1, { refund: 0, excess: 500 }],
])("CON-21: %s", (_, amount, left, parts) => {
  expect(partsOf(amount, left)).toEqual(parts);
});
