/** The description of a command for the code that executes it. */
import type { ClientSession } from "mongoose";
import type { Headers } from "../meta.ts";
import type { AnyResource } from "../resource/resource.ts";
import type { Change } from "./log.ts";

export type Unit = {
  /** The action's or reaction's name, for the log. */
  action: string;
  headers?: Headers;
  /** Marks events as done by a consumer, in the same transaction. */
  inbox?: readonly string[];
  /** Audited beside the transaction's writes through `tx`: rows that belong to no resource. */
  changes?: readonly Change[];
  reason?: string;
  /** Further writes in its transaction: rows that belong to no resource. */
  also?: (session: ClientSession) => Promise<void>;
  /** The command's decision for a saga: its log row has the saga's id, and holds the saga's data. */
  decision?: Decision;
};

export type Decision = { saga_id: string; data: () => object };

/** Reports that something is ready to relay: a row of the log, or in a document of this resource. */
export type Committed = (carrying?: AnyResource) => void;
