/** Examples of a document: exchanges that were recorded from a running server and are kept beside the dialect. */
import { readFileSync } from "node:fs";
import type { JsonSchema } from "../../shared/fields/index.ts";
import type { Dialect } from "../kit/dialect.ts";

/** One exchange; absent parts were not sent. */
export type Example = {
  operation: string;
  /** Parameters of the path and the query. */
  parameters?: Readonly<Record<string, unknown>>;
  body?: unknown;
  answer?: unknown;
};

/** Exchanges of a variant, in the order in which they happened. */
type Kept = Readonly<Record<string, readonly Example[]>>;

/** The example of each operation: the first time that it was called. */
export function examplesOf({ examples }: Dialect, profile: string): ReadonlyMap<string, Example> {
  const kept: Kept = examples ? JSON.parse(readFileSync(examples, "utf8")) : {};
  const all = kept[profile] ?? [];
  return new Map([...all].reverse().map((each) => [each.operation, each]));
}

type Media = Record<string, { schema: JsonSchema; example?: unknown }>;

/** The media types of a body with its example. */
export const withExample = (content: Media, example: unknown): Media =>
  example === undefined
    ? content
    : Object.fromEntries(Object.entries(content).map(([type, media]) => [type, { ...media, example }]));

/** Parameters with the values that the example sends. */
export const withValues = (
  parameters: readonly object[],
  { parameters: values = {} }: Pick<Example, "parameters">,
): object[] =>
  parameters.map((each) => {
    const { name } = each as { name: string };
    return Object.hasOwn(values, name) ? { ...each, example: values[name] } : each;
  });
