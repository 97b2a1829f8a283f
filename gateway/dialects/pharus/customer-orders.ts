/** Orders that customers' documents made, where a path names none of Pharus's own (MRC-ONE-4). */
import * as sales from "../../../services/sales/public.ts";
import { fail, isFailure } from "../../../shared/errors.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";
import { manyById } from "../../kit/area.ts";
import type { Behavior } from "../../kit/behavior.ts";
import { idOf } from "../../kit/builders.ts";
import type { DialectContext } from "../../kit/context.ts";

type Test = (ctx: DialectContext) => Promise<boolean>;

const isThere = async (ctx: DialectContext, resource: AnyResource, id: string): Promise<boolean> => {
  const found = (await manyById(ctx, resource, [id])).get(id);
  return found !== undefined && !found.deleted_at;
};

export const ofCustomer: Test = (ctx) => isThere(ctx, sales.customerOrder, idOf(ctx, "sales_order"));
export const ofCustomerNote: Test = (ctx) => isThere(ctx, sales.documentNote, idOf(ctx, "sales_order_note"));
export const ofCustomerLine: Test = async (ctx) => {
  const { data } = await ctx.read(sales.listOrderDocumentLines, {
    ...{ ids: [idOf(ctx, "sales_order")], limit: 1 },
  });
  return data.length > 0;
};

export const locked = () =>
  fail(
    "locked",
    "This order was made as a customer's document: change it there. Its status may change here.",
  );

/**
 * Does the other thing where the path names what the first does not find. A request under a key is told apart before: what
 * the first refused would be the answer under its key.
 */
export const instead = (
  does: Behavior,
  isOther: Test,
  other: (ctx: DialectContext) => unknown,
): Behavior => ({
  ...does,
  refuses: [...(does.refuses ?? []), "locked"],
  async run(ctx) {
    if (ctx.request.headers["idempotency-key"] && (await isOther(ctx))) return other(ctx);
    try {
      return await does.run(ctx);
    } catch (error) {
      if (!isFailure(error) || error.type !== "not_found" || !(await isOther(ctx))) throw error;
      return other(ctx);
    }
  },
});
