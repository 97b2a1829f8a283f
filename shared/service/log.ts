/** The command log: one row per accepted command, holding its audit record (AUD-1) and its events (EVT-1). */
import mongoose from "mongoose";
import { nowInstant } from "../clock.ts";
import type { Envelope } from "../events/event.ts";
import { newId } from "../ids.ts";
import type { Meta } from "../meta.ts";

export type Change = {
  kind: string;
  id: string;
  version: number;
  verb: "created" | "updated" | "deleted" | "restored" | "removed";
  /** Changed fields, before → after; secrets masked. */
  fields: Record<string, [before: unknown, after: unknown]>;
};

/** An event before the relay has placed it. */
export type Emitted = Pick<Envelope, "id" | "type" | "aggregate" | "data"> & {
  /** 1 unless the declaration sets another. */
  schema_version?: number;
};

/** What is recorded although it changes nothing (AUD-2). */
export const accessKinds = ["bank_data", "export", "audit", "mass_read", "sign_in", "refusal"] as const;

/** Who saw, took out or was refused what, in the place of changes. It names no values, so it holds no secret. */
export type Access = {
  kind: (typeof accessKinds)[number];
  /** The route with its `{names}`, or the command. */
  operation: string;
  /** Rows shown or exported; of refusals, how often. */
  rows: number;
  /** Entities whose bank data were shown. */
  ids: readonly string[];
  /** Of an export: "csv". */
  format?: string;
  /** Of refusals: their status, and from when to when they were counted. */
  status?: number;
  since?: string;
  until?: string;
  /** Of refusals that are recorded for the installation: the caller's organization. */
  caller_org_id?: string;
};

/** A command's contribution to its row. */
export type CommandRecord = {
  changes: Change[];
  events: Emitted[];
  reason: string | null;
  access?: Access;
};

/** Whether there is anything to record. */
export const isTold = ({ changes, events, access }: CommandRecord): boolean =>
  changes.length + events.length > 0 || access !== undefined;

export type LogRow = {
  _id: string;
  /** Filled in by MongoDB at the insert: orders rows as their transactions followed each other. */
  ts: unknown;
  org_id: string;
  mode: "live" | "test";
  at: string;
  action: string;
  actor: Meta["actor"];
  request_id: string;
  causation_id: string | null;
  ip: string | null;
  user_agent: string | null;
  reason: string | null;
  changes: Change[];
  events: Emitted[];
  access?: Access;
  /** "sequence", then "publish", then absent: the relay's remaining work. */
  pending?: "sequence" | "publish";
  seq?: number;
  prev_hash?: string;
  hash?: string;
  published_at?: Date;
  /** The command's decision for the saga of the same id: the saga's data after its pivot. */
  decided?: object;
};

type Origin = { action: string; id?: string | undefined; decision?: { saga_id: string; data: () => object } };

export function logRow(meta: Meta, { action, id, decision }: Origin, record: CommandRecord): LogRow {
  return {
    _id: decision?.saga_id ?? id ?? newId(),
    ts: new mongoose.mongo.Timestamp(0n),
    org_id: meta.org.id,
    mode: meta.org.mode,
    at: nowInstant(),
    action,
    actor: meta.actor,
    request_id: meta.request_id,
    causation_id: meta.causation_id ?? null,
    ip: meta.ip ?? null,
    user_agent: meta.user_agent ?? null,
    ...record,
    ...(decision ? { decided: decision.data() } : {}),
    pending: "sequence",
  };
}
