/** A collection with an address for each entry: list, show, create, change, remove, restore. */
import { notFound } from "../../shared/errors.ts";
import { isUuid } from "../../shared/fields/index.ts";
import type { ListQuery } from "../../shared/page.ts";
import type { AnyResource } from "../../shared/resource/resource.ts";
import { batchOf } from "../../shared/service/batch.ts";
import { doing } from "../declared.ts";
import type { Parameter, RouteRow } from "../row.ts";
import { filterParameters, listOf, offeredBy, pageIn, refuseRest, type WireFilter } from "./lists.ts";
import { type Row, type Shape, schemaOf } from "./shape.ts";
import { type Speech, speak, type Talk } from "./talk.ts";
import { asked, type Expands, expandIn, isWish, type Wishes, wishesOf } from "./wishes.ts";

export type CrudVerb = "list" | "get" | "create" | "change" | "remove" | "restore";

/** Tries values without writing them. */
export type Trial = (values: Row) => Promise<unknown>;

export type Crud = {
  /** "/items": below the dialect's prefix. */
  at: string;
  /** "Item", "Items": what operations are called in documents. */
  names: readonly [one: string, many: string];
  tag: string;
  resource: AnyResource;
  shape: Shape;
  verbs: readonly CrudVerb[];
  scopes?: Partial<Record<CrudVerb, string>>;
  /** Names of operations that stand in for the verbs. */
  as?: Partial<Record<CrudVerb, string>>;
  filters?: Record<string, WireFilter>;
  expands?: Expands;
  /** Values of ours that a new entry gets with what its body says. */
  fill?: (values: Row) => Row;
  /** What a read row lacks and has to be asked for elsewhere. */
  complete?: (talk: Talk, rows: Row[], include: ReadonlySet<string> | undefined) => Promise<void>;
  /** Whatever must be there before a new entry or a change is written; answers the values to write. */
  prepare?: (talk: Talk, verb: "create" | "change", values: Row, trial: Trial) => Promise<Row>;
  /** Lists tell how many there are without being asked, in variants that know `include`. */
  counted?: true;
  /** What a list asks for beside its filters. */
  list?: (talk: Talk, query: ListQuery) => ListQuery;
};

export function idOf(talk: Talk, what: string, name = "id"): string {
  const id = talk.asked.params[name]!.toLowerCase();
  if (!isUuid(id)) throw notFound(what, id);
  return id;
}

/** How a dialect decides what is shown: variants with `include` show what was asked for, the others all. */
export type Includes = (talk: Talk) => boolean;

export function crud(speech: Speech, table: Crud, includes: Includes = () => false): RouteRow[] {
  const { at, names, tag, resource, shape, scopes = {}, as = {}, expands = {} } = table;
  const [one, many] = names;
  const what = resource.name;
  const { profile } = speech;
  const entry = schemaOf(shape, "shown", { profile, nulls: speech.nulls?.(profile) ?? false });
  const offered = offeredBy(shape, resource, table.filters);
  const wishing: Parameter[] = [
    ...(asked(shape).length ? [{ name: "include", schema: { type: "string" } }] : []),
    ...(Object.keys(expands).length ? [{ name: "expand", schema: { type: "string" } }] : []),
  ];

  const wishes = (talk: Talk): Wishes => wishesOf(talk, shape, expands, includes(talk));

  /** The same where nothing else may be asked. */
  function onlyWishes(talk: Talk): Wishes {
    const stray = talk.asked.query.filter((each) => !isWish(each));
    refuseRest(speech, talk, stray, () => ["include", "expand"]);
    return wishes(talk);
  }

  async function showOne(talk: Talk, row: Row, wished: Wishes): Promise<Row> {
    await table.complete?.(talk, [row], wished.include);
    const body = await talk.show(shape, row, wished.include);
    await expandIn(talk, expands, wished, [body]);
    return body;
  }

  /** The body, with what is stored of the fields that say how those in it are read. */
  async function besideStored(talk: Talk, id: string): Promise<Row> {
    const body = talk.body;
    const missing = Object.entries(shape.fields).flatMap(([name, { beside }]) =>
      beside && name in body && !(beside in body) ? [beside] : [],
    );
    if (missing.length === 0) return body;
    const stored = await talk.call<Row>(doing(resource, "get", as.get).action, { id }, { trial: true });
    const shown = await talk.show(shape, stored);
    return { ...Object.fromEntries(missing.map((name) => [name, shown[name]])), ...body };
  }

  async function write(talk: Talk, verb: "create" | "change", id: string): Promise<Row> {
    const { action, input } = doing(resource, verb, as[verb]);
    const body = verb === "change" ? await besideStored(talk, id) : talk.body;
    const read = await talk.read(shape, body, verb === "create" ? "whole" : "change");
    const values = verb === "create" ? { ...read, ...table.fill?.(read) } : read;
    return talk.speaking(shape, async () => {
      const send = (given: Row) => talk.call<Row>(action, input(id, given));
      const final = table.prepare
        ? await table.prepare(talk, verb, values, (given) =>
            talk.call(
              batchOf(resource.service).name,
              { steps: [{ action, input: input(id, given) }], check: true },
              { trial: true },
            ),
          )
        : values;
      return send(final);
    });
  }

  const rows: Record<CrudVerb, () => RouteRow> = {
    list: () => {
      const { action, scope } = doing(resource, "list", as.list);
      return speak(speech, {
        method: "GET",
        path: at,
        scope: scopes.list ?? scope,
        document: {
          operation_id: `list${many}`,
          tag,
          about: `Lists ${tag.toLowerCase()}.`,
          parameters: [...filterParameters(offered.filters), ...speech.paging.parameters, ...wishing],
          schema: speech.paging.schema(entry),
        },
        async run(talk) {
          const wished = wishes(talk);
          const { include, count } = wished;
          const query = talk.asked.query.filter((each) => !isWish(each));
          const read = listOf(speech, { ...talk, asked: { ...talk.asked, query } }, offered);
          const wanted = table.list?.(talk, read) ?? read;
          const page = await pageIn(
            speech,
            talk,
            shape,
            action,
            count || (table.counted && include) ? { ...wanted, count: true } : wanted,
            include,
            async (found) => table.complete?.(talk, found, include),
          );
          await expandIn(talk, expands, wished, (page as { data: Row[] }).data);
          return page;
        },
      });
    },
    get: () => {
      const { action, scope } = doing(resource, "get", as.get);
      return speak(speech, {
        method: "GET",
        path: `${at}/{id}`,
        scope: scopes.get ?? scopes.list ?? scope,
        document: {
          operation_id: `get${one}`,
          tag,
          about: `Shows one of ${tag.toLowerCase()}.`,
          parameters: wishing,
          schema: entry,
        },
        async run(talk) {
          const wished = onlyWishes(talk);
          const id = idOf(talk, what);
          return showOne(talk, await talk.call<Row>(action, { id }, { trial: true }), wished);
        },
      });
    },
    create: () =>
      speak(speech, {
        method: "POST",
        path: at,
        scope: scopes.create ?? doing(resource, "create", as.create).scope,
        body: { schema: schemaOf(shape, "whole"), required: true },
        document: {
          operation_id: `create${one}`,
          tag,
          about: `Adds to ${tag.toLowerCase()}.`,
          schema: entry,
        },
        async run(talk) {
          const wished = onlyWishes(talk);
          return showOne(talk, await write(talk, "create", ""), wished);
        },
      }),
    change: () =>
      speak(speech, {
        method: "PATCH",
        path: `${at}/{id}`,
        scope: scopes.change ?? doing(resource, "change", as.change).scope,
        body: { schema: schemaOf(shape, "change"), required: true },
        document: {
          operation_id: `update${one}`,
          tag,
          about: `Changes one of ${tag.toLowerCase()}.`,
          schema: entry,
        },
        async run(talk) {
          const wished = onlyWishes(talk);
          return showOne(talk, await write(talk, "change", idOf(talk, what)), wished);
        },
      }),
    remove: () =>
      step("remove", "DELETE", `${at}/{id}`, `delete${one}`, `Removes one of ${tag.toLowerCase()}.`),
    restore: () =>
      step(
        "restore",
        "POST",
        `${at}/{id}/restore`,
        `restore${one}`,
        `Brings one of ${tag.toLowerCase()} back.`,
      ),
  };

  function step(
    verb: "remove" | "restore",
    method: "DELETE" | "POST",
    path: string,
    operation_id: string,
    about: string,
  ) {
    const { action, scope } = doing(resource, verb, as[verb]);
    return speak(speech, {
      method,
      path,
      scope: scopes[verb] ?? scope,
      document: { operation_id, tag, about, schema: entry },
      async run(talk) {
        const wished = onlyWishes(talk);
        const id = idOf(talk, what);
        const before =
          verb === "remove" && resource.hard
            ? await talk.call<Row>(doing(resource, "get").action, { id }, { trial: true })
            : null;
        const after = await talk.call<Row>(action, { id });
        // What is removed for good is answered as it was.
        return showOne(talk, "deleted_id" in after ? before! : after, wished);
      },
    });
  }

  return table.verbs.map((verb) => rows[verb]());
}
