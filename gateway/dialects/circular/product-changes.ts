/**
 * Changes of products. Fields and stock are steps of one transaction of inventory; the word `sold` is a sale, and `active`
 * after it takes the sale back (D37). A request is one transaction or one process of sales: all of it happens, or nothing.
 */
import { changeItem, item, moveItem, takeInItem } from "../../../services/inventory/public.ts";
import { tradeOutside } from "../../../services/sales/public.ts";
import { isFailure, repointed } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import type { BatchStep } from "../../../shared/service/batch.ts";
import { type Body, type DialectContext, inOneTransaction, manyById, type Target } from "../../kit/index.ts";
import { withoutShownPlaces } from "./places.ts";

/** A step of inventory, and the index of its product in the request. */
type Step = BatchStep & { place: number };
type Plan = { steps: Step[]; sold: string[]; returned: string[]; several: boolean };

const started = ["active", "inactive"];

/** A product may be created as sold, or in any state that is set by hand: the item is created first. */
export async function createProducts(ctx: DialectContext, values: Body[], several: boolean): Promise<Body[]> {
  const plan: Plan = { steps: [], sold: [], returned: [], several };
  const moves: Step[] = [];
  for (const [place, { status, ...rest }] of values.entries()) {
    const id = newId();
    const first = started.includes(String(status)) ? { status } : {};
    plan.steps.push({ action: takeInItem.name, input: { ...rest, ...first, id }, place });
    if (status === "sold") plan.sold.push(id);
    else if (status && !("status" in first))
      moves.push({ action: moveItem.name, input: { id, status }, place });
  }
  plan.steps.push(...moves);
  return carryOut(ctx, plan, values.length);
}

export async function changeProducts(
  ctx: DialectContext,
  targets: readonly Target[],
  several: boolean,
): Promise<Body[]> {
  const ids = targets.map(({ id }) => id);
  const before = await manyById(ctx, item, ids);
  const plan: Plan = { steps: [], sold: [], returned: [], several };
  const moves: Step[] = [];
  for (const [place, { id, values }] of (await withoutShownPlaces(ctx, targets, before)).entries()) {
    const { status, ...rest } = values;
    const now = String(before.get(id)?.status ?? "").replace(/^sold_on_.*/, "sold");
    plan.steps.push({ action: changeItem.name, input: { id, ...rest }, place });
    if (status === undefined || status === null || status === now) continue;
    if (status === "sold") plan.sold.push(id);
    else if (now === "sold" && status === "active") plan.returned.push(id);
    else moves.push({ action: moveItem.name, input: { id, status }, place });
  }
  plan.steps.push(...moves);
  return carryOut(ctx, plan, targets.length);
}

/** Carries out the steps and returns the products in the order of the request. */
async function carryOut(ctx: DialectContext, plan: Plan, products: number): Promise<Body[]> {
  const { sold, returned, several } = plan;
  const steps = plan.steps.map(({ action, input }) => ({ action, input }));
  try {
    if (sold.length + returned.length === 0) {
      const done = await inOneTransaction(ctx, item, steps, several || steps.length > 1);
      return Array.from(
        { length: products },
        (_, place) => done.findLast((_row, k) => placeOf(plan, k) === place)!,
      );
    }
    const { item_ids } = await ctx.call(tradeOutside, { steps, sold, returned });
    const after = await manyById(ctx, item, item_ids);
    return item_ids.slice(0, products).map((id) => after.get(id)!);
  } catch (error) {
    throw inPlaces(plan, error);
  }
}

const placeOf = ({ steps }: Plan, k: number) => steps[k]?.place ?? 0;

/** A refusal with the index of its product, whichever service refused it. */
function inPlaces(plan: Plan, error: unknown): unknown {
  const { steps, sold, returned, several } = plan;
  const placeOfId = (id: string | undefined) => steps.find(({ input }) => input.id === id)?.place ?? 0;
  if (isFailure(error) && typeof error.data?.index === "number") {
    const { index, ...rest } = error.data;
    error.data = several ? { ...rest, index: placeOf(plan, index) } : rest;
  }
  return repointed(error, (pointer) => {
    const [, part, at, rest = ""] = /^\/?(steps|sold|returned)?\/(\d+)(.*)$/.exec(pointer) ?? [];
    if (at === undefined) return pointer;
    if (part === "sold") return `/${placeOfId(sold[Number(at)])}${rest || "/status"}`;
    if (part === "returned") return `/${placeOfId(returned[Number(at)])}/status`;
    return `/${placeOf(plan, Number(at))}${rest}`;
  });
}
