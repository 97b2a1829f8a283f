import { group, id, list, money } from "../../../shared/fields/index.ts";
import { sum } from "../../../shared/money.ts";

/** The cost of own goods by item that the journal of the sale, refund or void posts (T2, T4). */
export const postedCosts = list(group({ item_id: id(), cost: money() }), { default: [], max: 500 });

export type Posted = readonly { item_id: string; cost: number }[];

export const postedOf = (posted: Posted, item_id: string): number =>
  sum(posted.map((each) => (each.item_id === item_id ? each.cost : 0)));
