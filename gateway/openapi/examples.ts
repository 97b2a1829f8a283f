/** Examples of a document: exchanges that were recorded from a running server and are kept beside the dialect. */
import { readFileSync } from "node:fs";
import type { JsonSchema } from "../../shared/fields/index.ts";
import type { Dialect } from "../kit/dialect.ts";
import type { Route } from "../kit/route.ts";

/** One exchange; absent parts were not sent. */
export type Example = {
  operation: string;
  /** Parameters of the path and the query. */
  parameters?: Readonly<Record<string, unknown>>;
  body?: unknown;
  answer?: unknown;
};

/** Exchanges of a variant, in the order in which they happened; variants that differ in nothing shown have the same ones. */
type Kept = Readonly<Record<string, readonly Example[]>>;

const exchangesOf = ({ examples }: Dialect, profile: string): readonly Example[] => {
  const kept: Kept = examples ? JSON.parse(readFileSync(examples, "utf8")) : {};
  return kept[profile] ?? Object.values(kept)[0] ?? [];
};

/** The example of each operation: the first time that it was called. */
export function examplesOf(dialect: Dialect, profile: string): ReadonlyMap<string, Example> {
  return new Map([...exchangesOf(dialect, profile)].reverse().map((each) => [each.operation, each]));
}

/** An object that examples name: the list that shows objects of its kind, and the status in which it was created. */
export type ExampleObject = { id: string; list: string; status?: string };

/** The objects that the recorded requests created, so that readers can put their own in the place of these. */
export function exampleObjectsOf(
  dialect: Dialect,
  profile: string,
  routes: readonly Pick<Route, "id" | "method" | "path" | "parameters">[],
): ExampleObject[] {
  // Only relations that the address alone shows: nothing inside other objects, and nothing that must be requested.
  const shown = routes.filter(
    ({ method, path, parameters }) =>
      method === "GET" && !path.includes("{") && !parameters.some(({ required }) => required),
  );
  const lists = new Set(shown.map(({ path }) => path));
  const created = routes.filter(({ method, path }) => method === "POST" && lists.has(path));
  const listOf = new Map(created.map(({ id, path }) => [id, path.slice(dialect.prefix.length)]));
  return exchangesOf(dialect, profile).flatMap(({ operation, answer }) => {
    const list = listOf.get(operation);
    const { id, status } = (answer ?? {}) as { id?: unknown; status?: unknown };
    if (!list || typeof id !== "string") return [];
    return [{ id, list, ...(typeof status === "string" ? { status } : {}) }];
  });
}

type Media = Record<string, { schema: JsonSchema; example?: unknown }>;

/** The media types of a body with its example. */
export const withExample = (content: Media, example: unknown): Media =>
  example === undefined
    ? content
    : Object.fromEntries(Object.entries(content).map(([type, media]) => [type, { ...media, example }]));

/** Parameters with the values that the example sends. Unused comparisons are empty, so that pages do not invent some. */
export const withValues = (
  parameters: readonly object[],
  { parameters: values = {} }: Pick<Example, "parameters">,
): object[] =>
  parameters.map((each) => {
    const { name, style } = each as { name: string; style?: string };
    if (Object.hasOwn(values, name)) return { ...each, example: values[name] };
    return style === "deepObject" ? { ...each, example: {} } : each;
  });
