/** A row that is one operation: its path and body in the operation's words, its answer in the dialect's. */

import { invalid, invalidField, notFound } from "../../shared/errors.ts";
import { isUuid, type JsonSchema } from "../../shared/fields/index.ts";
import type { Parameter, RouteRow } from "../row.ts";
import { refuseRest } from "./lists.ts";
import { noTerms, type Row, readBody, type Shape, schemaOf } from "./shape.ts";
import { type Speech, speak, type Talk } from "./talk.ts";

export type Action = {
  method: "GET" | "POST" | "PATCH";
  path: string;
  scope: RouteRow["scope"];
  tag: string;
  /** What it is called in documents, and what it does. */
  name: string;
  about: string;
  /** Path parameters by the names of the operation's input; ids unless told. */
  params?: Record<string, string>;
  /** What a body may say; without it none is taken. */
  body?: Shape;
  /** Parameters of the address, read by a shape as text. */
  query?: Shape;
  required?: boolean;
  schema?: JsonSchema;
  media?: string;
  run(talk: Talk, input: Row): Promise<unknown>;
};

const canonical = ({ fields }: Shape, name: string): string | undefined =>
  name in fields ? name : Object.keys(fields).find((each) => fields[each]!.aliases?.includes(name));

/** Query parameters in our words; each stands once, `name[]` in a list. */
export function readQuery(speech: Speech, talk: Talk, shape: Shape): Row {
  const body: Row = {};
  const stray: [string, string][] = [];
  for (const [given, value] of talk.asked.query) {
    const name = canonical(shape, given.replace(/\[\]$/, ""));
    const field = name === undefined ? undefined : shape.fields[name];
    if (name === undefined || !field) {
      stray.push([given, value]);
      continue;
    }
    const several = field.codec.schema.type === "array";
    if (several) body[name] = [...((body[name] as string[] | undefined) ?? []), ...value.split(",")];
    else if (name in body) throw invalidField(name, "duplicate", `'${name}' is given twice.`);
    else {
      const read = (field.codec.text ?? field.codec.in)(value, talk.wire);
      if ("allowed" in read) throw invalidField(name, "invalid_value", `'${name}' must be ${read.allowed}.`);
      body[name] = value;
    }
  }
  refuseRest(speech, talk, stray, () => Object.keys(shape.fields));
  const parsed = Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const { codec } = shape.fields[name]!;
      const read = codec.text && typeof value === "string" ? codec.text(value, talk.wire) : null;
      return [name, read && "value" in read ? codec.out(read.value, talk.wire) : value];
    }),
  );
  const { values, violations } = readBody(shape, parsed, talk.wire, true, noTerms);
  if (violations.length)
    throw invalid(violations.map((each) => ({ ...each, pointer: each.pointer.slice(1) })));
  return values;
}

export function act(speech: Speech, table: Action): RouteRow {
  const { method, path, scope, tag, name, about, params = {}, body, query, required = false } = table;
  return speak(speech, {
    method,
    path,
    scope,
    ...(body ? { body: { schema: schemaOf(body, "whole"), required } } : {}),
    document: {
      operation_id: name,
      tag,
      about,
      parameters: query ? parametersOf(query) : [],
      ...(table.schema ? { schema: table.schema } : {}),
      ...(table.media ? { media: table.media } : {}),
    },
    async run(talk) {
      const input: Row = {};
      for (const [own, wire] of Object.entries(params)) {
        const id = talk.asked.params[wire]!.toLowerCase();
        if (!isUuid(id)) throw notFound(tag.toLowerCase());
        input[own] = id;
      }
      if (query) Object.assign(input, readQuery(speech, talk, query));
      else refuseRest(speech, talk, talk.asked.query, () => []);
      if (body) Object.assign(input, await talk.read(body, talk.body, "whole"));
      const words = body ?? query;
      return words ? talk.speaking(words, () => table.run(talk, input)) : table.run(talk, input);
    },
  });
}

const parametersOf = ({ fields }: Shape): Parameter[] =>
  Object.entries(fields).map(([name, { codec }]) => ({ name, schema: codec.schema }));
