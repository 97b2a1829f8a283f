/** What must not compile, and what the types of a declaration are: checked by `tsc --noEmit` alone. */
import { type DataOf, event } from "../../shared/events/event.ts";
import type { Changes } from "../../shared/fields/field.ts";
import { choice, count, flag, group, list, money, type Received, text } from "../../shared/fields/index.ts";
import { type Draft, type Entity, resource } from "../../shared/resource/resource.ts";
import { saga } from "../../shared/saga/saga.ts";
import { command, entityOf, operation, shapeOf } from "../../shared/service/operation.ts";
import type { ActionRef, Call, InputOf, OutputOf } from "../../shared/service/reference.ts";
import type { Tx } from "../../shared/service/tx.ts";

/** Exactly the same type: neither wider nor narrower, `optional` included. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>): void => undefined;
type Plain<T> = { [K in keyof T]: T[K] } & {};

const piece = resource({
  service: "stock",
  name: "piece",
  plural: "pieces",
  fields: {
    title: text(),
    memo: text({ optional: true }),
    units: count({ default: 1 }),
    kind: choice(["own", "consigned"], { fixed: true }),
    lines: list(group({ code: text(), price: money({ optional: true }) }), { default: [] }),
    total: money({ readonly: true }),
    secret: text({ hidden: true, optional: true }),
  },
  verbs: ["list", "get", "create", "update"],
});
type Piece = Entity<typeof piece>;

same<
  Plain<Piece>,
  {
    id: string;
    org_id: string;
    created_at: string;
    updated_at: string;
    created_by: string;
    version: number;
    title: string;
    memo: string | null;
    units: number;
    kind: "own" | "consigned";
    lines: { code: string; price: number | null }[];
    total: number;
    secret: string | null;
    deleted_at?: string | null;
  }
>(true);

same<
  Draft<typeof piece>,
  {
    title: string;
    kind: "own" | "consigned";
    memo?: string | null;
    units?: number;
    lines?: { code: string; price?: number | null }[];
  }
>(true);

same<
  Changes<(typeof piece)["fields"]>,
  {
    title?: string;
    memo?: string | null;
    units?: number;
    lines?: { code: string; price?: number | null }[];
  }
>(true);

same<
  Received<(typeof piece)["fields"]>,
  {
    title: string;
    memo?: string | null;
    units: number;
    kind: "own" | "consigned";
    lines: { code: string; price?: number | null }[];
  }
>(true);

const draft: Draft<typeof piece> = { title: "x", kind: "own" };
// @ts-expect-error: a read-only field is no part of a draft.
const withTotal: Draft<typeof piece> = { title: "x", kind: "own", total: 1 };
// @ts-expect-error: a hidden field is no part of a draft.
const withSecret: Draft<typeof piece> = { title: "x", kind: "own", secret: "y" };
// @ts-expect-error: a required field is missing.
const withoutTitle: Draft<typeof piece> = { kind: "own" };
// @ts-expect-error: a word that is no choice.
const otherKind: Draft<typeof piece> = { title: "x", kind: "stolen" };
// @ts-expect-error: null only where a field is optional.
const nullTitle: Draft<typeof piece> = { title: null, kind: "own" };
// @ts-expect-error: a fixed field never changes.
const fixedKind: Changes<(typeof piece)["fields"]> = { kind: "own" };

const pack = operation({
  name: "stock.piece.pack",
  about: "Packs pieces.",
  input: { id: text(), units: count({ min: 1 }), fragile: flag({ default: false }) },
  output: shapeOf({ packed: count() }),
});
same<InputOf<typeof pack>, { id: string; units: number; fragile?: boolean }>(true);
same<OutputOf<typeof pack>, { packed: number }>(true);

export async function calls(call: Call): Promise<void> {
  const { packed } = await call(pack, { id: "1", units: 2 });
  same<typeof packed, number>(true);
  const made = await call(piece.actions.create, draft);
  same<typeof made, Piece>(true);
  await call(piece.actions.update, { id: made.id, changes: { memo: null } });
  // @ts-expect-error: a field that the action does not know.
  await call(pack, { id: "1", units: 2, gift: true });
  // @ts-expect-error: a field is missing.
  await call(pack, { id: "1" });
  // @ts-expect-error: a field of another type.
  await call(pack, { id: "1", units: "2" });
  // @ts-expect-error: nothing of an entity is writable but its draft.
  await call(piece.actions.create, { title: "x", kind: "own", version: 7 });
  // @ts-expect-error: a change names no read-only field.
  await call(piece.actions.update, { id: "1", changes: { total: 1 } });
  // @ts-expect-error: the answer has no such field.
  (await call(pack, { id: "1", units: 2 })).weight;
}

const packed = event({
  type: "piece.packed",
  service: "stock",
  about: "A piece was packed.",
  data: { units: count(), box: text({ optional: true }) },
});
same<DataOf<typeof packed>, { units: number; box: string | null }>(true);

export function emits(tx: Tx, of: Piece): void {
  const aggregate = { kind: "piece", id: of.id, version: of.version };
  tx.emit(packed, aggregate, { units: 1, box: null });
  // @ts-expect-error: the event has no such field.
  tx.emit(packed, aggregate, { units: 1, box: null, weight: 3 });
  // @ts-expect-error: a field of the event is missing.
  tx.emit(packed, aggregate, { units: 1 });
  // @ts-expect-error: a field of another type.
  tx.emit(packed, aggregate, { units: "1", box: null });
}

export const packing = command(pack, async (tx, input) => {
  same<typeof input, { id: string; units: number; fragile: boolean }>(true);
  // @ts-expect-error: a transaction calls no other service.
  tx.call;
  // @ts-expect-error: the entity has no such field to write.
  await tx.insert(piece, { title: 1 });
  return { packed: input.units };
});
// @ts-expect-error: the handler's answer is not what the operation declares.
export const packingWrong = command(pack, async () => ({ packed: "2" }));

// @ts-expect-error: an operation cannot be declared without saying what it is about.
operation({ name: "stock.piece.look", input: {}, output: entityOf(piece) });

export const shipping = saga<{ piece: string; label?: string }>({
  name: "shipping",
  before: [
    {
      name: "label",
      run: async (_, data) => ({ label: data.piece }),
      // @ts-expect-error: a step's data has no such field.
      undo: async (_, data) => void data.weight,
    },
  ],
  pivot: async () => ({}),
  after: [],
});

/** References carry both types, so that neither can be mixed up with another action's. */
export const mixedUp = (one: ActionRef<{ a: string }, number>): ActionRef<{ a: string }, string> =>
  // @ts-expect-error: another action's answer.
  one;

export const unused = [withTotal, withSecret, withoutTitle, otherKind, nullTitle, fixedKind];
