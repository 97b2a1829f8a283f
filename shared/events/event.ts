/** Domain events: declared by the service that owns them, typed by their data (section 11 of the domain rules). */
import type { FieldTable, Values } from "../fields/index.ts";
import type { Meta } from "../meta.ts";

/**
 * The event in transit: delivered at least once, effective once. `seq` orders a service's events of one
 * tenant.
 */
export type Envelope<Data = Record<string, unknown>> = {
  id: string;
  type: string;
  org_id: string;
  mode: "live" | "test";
  occurred_at: string;
  seq: number;
  /** `seq` is the aggregate's version: a reaction ignores an older one (EVT-2). */
  aggregate: { kind: string; id: string; seq: number };
  actor: Meta["actor"];
  request_id: string;
  causation_id: string | null;
  schema_version: number;
  data: Data;
};

export type EventDeclaration<Data = Record<string, unknown>> = {
  readonly kind: "event";
  /** "sale.finalized": noun and past tense. */
  readonly type: string;
  /** The service that emits it. */
  readonly service: string;
  readonly schema_version: number;
  readonly fields?: FieldTable;
  readonly about: string;
  readonly types?: Data;
};

export type DataOf<E> = E extends EventDeclaration<infer Data> ? Data : never;

type EventOptions<T extends FieldTable> = {
  type: string;
  service: string;
  data: T;
  about: string;
  schema_version?: number;
};

/** Declares an event with the table of its data. */
export function event<const T extends FieldTable>(options: EventOptions<T>): EventDeclaration<Values<T>> {
  const { data, schema_version = 1, ...rest } = options;
  return { kind: "event", schema_version, fields: data, ...rest };
}
