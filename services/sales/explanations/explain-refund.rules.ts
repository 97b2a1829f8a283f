/** How a refund's part of a consignor's share came about (REF-1, REF-5). Minor units. */
import { addedUp, recorded, type Sum } from "../../../shared/explanation.ts";
import { apportion } from "../../../shared/money.ts";
import { figure, type ShareStepKind } from "./explain-line.rules.ts";

export type RefundedPart = {
  line_id: string;
  quantity: number;
  net: number;
  store_portion: number;
  components: { consignor_portion: number };
};

/** `line` as sold; `done` units of it were refunded before. */
export function refundedShareSteps(
  line: { quantity: number; consignor_portion: number },
  part: RefundedPart,
  done: number,
): Sum<ShareStepKind>[] {
  const back = part.components.consignor_portion;
  const to = done + part.quantity;
  const share = figure("consignor's part of the line", line.consignor_portion);
  const byUnits = part.quantity > 0 && apportion(line.consignor_portion, done, to, line.quantity) === back;
  const parts = [figure("net price refunded", part.net), figure("store's part", -part.store_portion)];
  const step: Sum<ShareStepKind> = byUnits
    ? {
        ...{ kind: "share_refunded", operation: "portion", figures: [share], result: back },
        ...{ from: done, to, quantity: line.quantity },
      }
    : part.net - part.store_portion === back
      ? addedUp("share_refunded", parts)
      : recorded("share_refunded", figure("consignor's part", back));
  return [{ ...step, line_id: part.line_id }];
}
