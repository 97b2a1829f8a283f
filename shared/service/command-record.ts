/** Collects the content of a command's log row: changes to entities (AUD-1) and events (EVT-1). */
import type { DataOf, EventDeclaration } from "../events/event.ts";
import { newId } from "../ids.ts";
import type { AnyResource, Entity } from "../resource/resource.ts";
import { eventData } from "./differences.ts";
import type { Change, CommandRecord } from "./log.ts";

export type Emitted<E extends EventDeclaration = EventDeclaration> = { event: E; data: DataOf<E> };

/**
 * The event of a write: this one, by default the resource's own, or none (then the version does not change
 * either).
 */
// biome-ignore lint/suspicious/noExplicitAny: the entity is that of the write; the event's data type checks the result.
export type Emit = Emitted | ((after: any) => Emitted) | "default" | "none";

export type Written = {
  resource: AnyResource;
  verb: Change["verb"];
  entity: Entity<AnyResource>;
  fields: Change["fields"];
};

export function recordChange(record: CommandRecord, { resource, verb, entity, fields }: Written): void {
  record.changes.push({ kind: resource.name, id: entity.id, version: entity.version, verb, fields });
}

/** The event of a write. */
export function emitFor(
  record: CommandRecord,
  { resource, verb, entity }: Omit<Written, "fields">,
  emit: Emit,
): void {
  if (emit === "none") return;
  const emitted = typeof emit === "function" ? emit(entity) : emit;
  const aggregate = { kind: resource.name, id: entity.id, version: entity.version };
  if (emitted !== "default") emitEvent(record, emitted.event, aggregate, emitted.data);
  else {
    const type = `${resource.name}.${verb === "removed" ? "deleted" : verb}`;
    const { id, version: seq } = aggregate;
    const data = eventData(resource, entity);
    record.events.push({ id: newId(), type, aggregate: { kind: resource.name, id, seq }, data });
  }
}

/** An event about an aggregate at its present version. */
export function emitEvent<E extends EventDeclaration>(
  record: CommandRecord,
  event: E,
  aggregate: { kind: string; id: string; version: number },
  data: DataOf<E>,
): void {
  const { type, schema_version } = event;
  record.events.push({
    id: newId(),
    type,
    aggregate: { kind: aggregate.kind, id: aggregate.id, seq: aggregate.version },
    data: data as Record<string, unknown>,
    ...(schema_version === 1 ? {} : { schema_version }),
  });
}
