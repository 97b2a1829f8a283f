/** What is told of a command to whom carries it out. */
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
  /** Audited beside what the transaction writes through `tx`: rows that are no resource's. */
  changes?: readonly Change[];
  reason?: string;
  /** What else is written in its transaction: rows that are no resource's. */
  also?: (session: ClientSession) => Promise<void>;
  /** What the command decides for a saga: its log row is known by the saga's id, and keeps the saga's data. */
  decision?: Decision;
};

export type Decision = { saga_id: string; data: () => object };

/** Something is to be relayed: a row of the log, or one that a document of this resource carries. */
export type Committed = (carrying?: AnyResource) => void;
