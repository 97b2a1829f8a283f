/** The types of events for services outside (`backroom-events`), from the same declarations as docs/events.md. */
import { type CataloguedEvent, catalogue, shownByName } from "../services/platform/webhooks/catalogue.ts";

type Schema = {
  type?: string | string[];
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
};

const plain: Record<string, string> = {
  string: "string",
  integer: "number",
  number: "number",
  boolean: "boolean",
  null: "null",
};

function objectOf({ properties, required = [] }: Schema, indent: string): string {
  if (!properties) return "Record<string, unknown>";
  const deeper = `${indent}  `;
  const lines = Object.entries(properties).map(
    ([name, each]) =>
      `${deeper}${name}${required.includes(name) ? "" : "?"}: ${named(name, each) ?? typeOf(each, deeper)};`,
  );
  return `{\n${lines.join("\n")}\n${indent}}`;
}

const named = (name: string, { type, properties }: Schema): string | undefined =>
  (type ?? "object") === "object" && !properties && shownByName.has(name) ? ownName(name) : undefined;

function typeOf(schema: Schema, indent: string): string {
  if (schema.enum) return schema.enum.map((each) => JSON.stringify(each)).join(" | ");
  const kinds = [schema.type ?? "object"].flat();
  return kinds
    .map((kind) => {
      if (kind === "array") return `Array<${schema.items ? typeOf(schema.items, indent) : "unknown"}>`;
      return plain[kind] ?? objectOf(schema, indent);
    })
    .join(" | ");
}

/** All events of a resource have the same data. */
const ownName = (of: string): string =>
  of.replace(/(^|_)([a-z])/g, (_all, _before, letter: string) => letter.toUpperCase());

const dataOf = (event: CataloguedEvent): string =>
  event.of ? ownName(event.of) : typeOf(event.schema as Schema, "  ");

const head = `/** The events of Backroom and what they tell (docs/events.md). Made by \`npm run docs\` from the declarations. */

/** One event as it travels, on NATS and in the body of a webhook's \`data\`. */
export type Envelope<Type extends EventType = EventType> = {
  id: string;
  type: Type;
  org_id: string;
  mode: "live" | "test";
  occurred_at: string;
  /** Its place among all that its service did for the organization. */
  seq: number;
  /** What it is about; \`seq\` is the version: ignore what is older than what you have. */
  aggregate: { kind: string; id: string; seq: number };
  actor: { kind: "user" | "api_key" | "system"; id: string };
  request_id: string;
  causation_id: string | null;
  schema_version: number;
  data: EventData[Type];
};

export type EventType = keyof EventData;
`;

/** The text of the package's events.ts. */
export function eventTypes(): string {
  const told = catalogue.flatMap(({ of, schema }) => (of ? [[of, schema] as const] : []));
  const within = catalogue
    .flatMap(({ schema }) => Object.entries((schema as Schema).properties ?? {}))
    .flatMap(([name, schema]) => (named(name, schema) ? [[name, shownByName.get(name)!] as const] : []));
  const entities = [...new Map([...within, ...told])].map(
    ([of, schema]) => `export type ${ownName(of)} = ${typeOf(schema as Schema, "")};\n`,
  );
  const rows = catalogue.map(
    (each) => `  /** ${each.about} */\n  ${JSON.stringify(each.type)}: ${dataOf(each)};`,
  );
  const services = catalogue.map(({ type, service }) => `  ${JSON.stringify(type)}: "${service}",`);
  return [
    ...[head, ...entities, `export type EventData = {\n${rows.join("\n")}\n};\n`],
    `/** The service that emits events of a type. */\nexport const services: Record<EventType, string> = {\n${services.join("\n")}\n};\n`,
  ].join("\n");
}
