/** References to an entity, which prevent its deletion (DEL-5). */
import { fail } from "../errors.ts";
import { count, flag, id, list } from "../fields/index.ts";
import type { MongoFilter } from "../resource/query.ts";
import type { AnyResource, Entity } from "../resource/resource.ts";
import { command, type Handler, type Operation, query, type Shape, shapeOf } from "./operation.ts";
import type { Reader } from "./reader.ts";
import type { Call } from "./reference.ts";

const MOST_SAMPLES = 5;

/** How many entities of one kind refer to it, and the ids of at most five of them. */
export const usesShape = shapeOf({ count: count(), sample_ids: list(id(), { max: MOST_SAMPLES }) });
export type Uses = { count: number; sample_ids: string[] };

/** Uses by plural kind; omits kinds without uses. */
export type UsesByKind = { [kind: string]: Uses };
export type InUse = { in_use: boolean; references: UsesByKind };

/** The answer of every `in-use` operation. */
export const inUseShape: Shape<InUse> = {
  name: "in_use",
  schema: {
    type: "object",
    additionalProperties: false,
    properties: {
      in_use: flag().schema,
      references: { type: "object", additionalProperties: usesShape.schema },
    },
    required: ["in_use", "references"],
  },
};

/**
 * Entities of one kind that may refer to another: rows of the same service, or the result of a call to
 * another service.
 */
export type User =
  | { kind: string; rows: AnyResource; where: (id: string) => MongoFilter }
  | { kind: string; ask: (call: Call, id: string) => Promise<Uses> };

/** Rows of a resource that refer to an entity by one of these fields. */
export const rowsOf = (resource: AnyResource, ...fields: [string, ...string[]]): User => ({
  kind: resource.plural,
  rows: resource,
  where: (id) => {
    const [first, ...more] = fields;
    return more.length ? { $or: fields.map((field) => ({ [field]: id })) } : { [first]: id };
  },
});

/** Counts rows of a resource that are not deleted, in their own service. */
export async function usesIn(reader: Reader, resource: AnyResource, where: MongoFilter): Promise<Uses> {
  const filter = resource.hardDelete ? where : { ...where, deleted_at: null };
  const rows = await reader.find(resource, filter, { limit: MOST_SAMPLES });
  const total = rows.length < MOST_SAMPLES ? rows.length : await reader.count(resource, filter);
  return { count: total, sample_ids: rows.map((row) => row.id) };
}

type Counted = (readonly [kind: string, uses: Uses])[];

const askedFor = (users: readonly User[], call: Call, id: string): Promise<Counted> =>
  Promise.all(users.flatMap((user) => ("ask" in user ? [counted(user.kind, user.ask(call, id))] : [])));

const foundIn = (users: readonly User[], reader: Reader, id: string): Promise<Counted> =>
  Promise.all(
    users.flatMap((user) =>
      "rows" in user ? [counted(user.kind, usesIn(reader, user.rows, user.where(id)))] : [],
    ),
  );

const counted = async (kind: string, uses: Promise<Uses>) => [kind, await uses] as const;

/** The counts in the form of an answer. */
export function inUseBy(all: Counted): InUse {
  const references = Object.fromEntries(all.filter(([, { count: uses }]) => uses > 0));
  return { in_use: Object.keys(references).length > 0, references };
}

/** Refuses with the same body as the `in-use` operation. */
export function refuseUsed(what: string, use: InUse): void {
  if (!use.in_use) return;
  const kinds = Object.keys(use.references).map((kind) => kind.replaceAll("_", " "));
  throw fail("in_use", `This ${what.replaceAll("_", " ")} is in use by ${kinds.join(", ")}.`, use);
}

type ById = { id: ReturnType<typeof id> };
type Guarded = {
  resource: AnyResource;
  users: readonly User[];
  /** How the entity is shown, if not as it is stored. */
  shown?(reader: Reader, row: Entity<AnyResource>): Promise<Entity<AnyResource>>;
};

/** Returns the uses of an entity. */
export const tellsUses = (declared: Operation<ById, InUse>, { resource, users }: Guarded): Handler =>
  query(declared, async (reader, input, call) => {
    await reader.load(resource, input.id);
    const [asked, found] = await Promise.all([
      askedFor(users, call, input.id),
      foundIn(users, reader, input.id),
    ]);
    return inUseBy([...found, ...asked]);
  });

/** Soft-deletes an entity without uses (DEL-2); repetition changes nothing (DEL-1). */
export const hidesUnused = (
  declared: Operation<ById, Entity<AnyResource>>,
  { resource, users, shown = async (_reader, row) => row }: Guarded,
): Handler =>
  command(declared, {
    gather: (call, input) => askedFor(users, call, input.id),
    async run(tx, input, asked) {
      const before = await tx.target(resource, input.id);
      if (before.deleted_at) return shown(tx, before);
      refuseUsed(resource.name, inUseBy([...(await foundIn(users, tx, input.id)), ...asked]));
      return shown(tx, await tx.save(resource, before, { deleted_at: tx.now }, { verb: "deleted" }));
    },
  });

/** Removes an entity without uses for good (DEL-3). */
export const removesUnused = (
  declared: Operation<ById, { deleted_id: string }>,
  { resource, users }: Guarded,
): Handler =>
  command(declared, {
    gather: (call, input) => askedFor(users, call, input.id),
    async run(tx, input, asked) {
      const before = await tx.target(resource, input.id);
      refuseUsed(resource.name, inUseBy([...(await foundIn(users, tx, input.id)), ...asked]));
      await tx.purge(resource, before);
      return { deleted_id: before.id };
    },
  });

/** The answer of a hard deletion (DEL-1). */
export const deletionShape = { ...shapeOf({ deleted_id: id() }), name: "deletion" };
