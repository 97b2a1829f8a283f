/** One operation of a document: its parameters, body, answers and refusals. */
import type { JsonSchema } from "../../shared/fields/index.ts";
import { ANY_KEY, OPTIONAL_KEY, type Scope } from "../kit/request.ts";
import type { Route } from "../kit/route.ts";
import { type Components, isList, namedAfter, schemaName } from "./components.ts";
import { type Example, withExample, withValues } from "./examples.ts";
import { parametersOf } from "./parameters.ts";
import type { Refusals } from "./refusals.ts";
import { humanized, split } from "./texts.ts";

export type Writing = { components: Components; refusals: Refusals; profile: string };

/** Whether its answers have a version. */
const hasVersion = (schema: JsonSchema | undefined): boolean =>
  Object.hasOwn((schema?.properties as object | undefined) ?? {}, "version");

const ETAG = { ETag: { $ref: "#/components/headers/ETag" } };
const LOCATION = { Location: { $ref: "#/components/headers/Location" } };

function describedAs(status: number, schema: JsonSchema | undefined): string {
  const name = schema && schemaName(schema);
  if (!schema || status === 204) return "No content.";
  if (isList(schema)) {
    const [, item = "", of] = /^(.*)(Page|List)$/.exec(name!) ?? [];
    return `${of === "Page" ? "A page of" : "All"} ${humanized(item)} objects.`;
  }
  if (!name) return schema.type === "string" ? "The file." : "One object, or a list when a list was sent.";
  if (status === 202) return `The ${humanized(name)}, which is carried out later.`;
  return status === 201 ? `The new ${humanized(name)}.` : `The ${humanized(name)}.`;
}

type Shown = Omit<Example, "operation">;

/** Browsers are sent on instead. */
const sentOn = ({ sendsOn }: Route): object =>
  sendsOn === undefined
    ? {}
    : {
        302: {
          description: sendsOn,
          headers: {
            Location: { description: "That page.", schema: { type: "string", format: "uri-reference" } },
          },
        },
      };

const FILE = { type: "string", format: "binary" };

function successOf(
  route: Route,
  schema: JsonSchema | undefined,
  { components, profile }: Writing,
  { answer }: Shown,
) {
  const { media, files, method, pathSchemas } = route;
  const status = route.status(profile);
  const description = describedAs(status, schema);
  if (!schema) return { [status]: { description }, ...sentOn(route) };
  const versioned = hasVersion(schema);
  const located =
    status === 201 && Object.keys(pathSchemas).length === 0 && route.dialect.created !== undefined;
  const headers = { ...(versioned ? ETAG : {}), ...(located && versioned ? LOCATION : {}) };
  const answered = withExample({ [media]: { schema: components.hoisted(schema) } }, answer);
  const content = { ...answered, ...Object.fromEntries(files.map((type) => [type, { schema: FILE }])) };
  return {
    [status]: { description, ...(Object.keys(headers).length ? { headers } : {}), content },
    ...(method === "GET" && versioned
      ? { 304: { description: "If-None-Match names the current version." } }
      : {}),
  };
}

function bodyOf({ body }: Route, { components }: Writing, example: Shown): object {
  if (!body) return {};
  const { media = ["application/json"], schema, required } = body;
  const content = Object.fromEntries(media.map((type) => [type, { schema: components.hoisted(schema) }]));
  return { requestBody: { required, content: withExample(content, example.body) } };
}

/** The ways to sign in for a scope; `{}` means none is needed. */
function securityOf(scope: Scope): object[] {
  if (scope === null) return [];
  if (scope === OPTIONAL_KEY) return [{}, { key: [] }];
  return [{ key: scope === ANY_KEY ? [] : [scope] }];
}

export function operationOf(route: Route, writing: Writing, example: Shown = {}): object {
  const { id, tag, about, scope } = route;
  const answered = route.response?.(writing.profile);
  const schema = answered && namedAfter(id, answered);
  const parameters = withValues(parametersOf(route, hasVersion(schema)), example);
  const { summary, description } = split(about);
  const needs = typeof scope === "string" ? `Requires the scope \`${scope}\`.` : undefined;
  const told = [description, needs].filter((each) => each !== undefined).join("\n\n");
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(told ? { description: told } : {}),
    ...(parameters.length ? { parameters } : {}),
    ...bodyOf(route, writing, example),
    security: securityOf(scope),
    responses: { ...successOf(route, schema, writing, example), ...writing.refusals.of(route) },
  };
}
