/** The tables of docs/events.md, from the declarations of the events. */
import { type CataloguedEvent, catalogue } from "../services/platform/webhooks/catalogue.ts";

type Schema = {
  type?: string | string[];
  enum?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  format?: string;
};

/** A schema as the page writes it: "text", "count?", "[{item_id, quantity}]". */
function told({ type, enum: choices, properties, items, format }: Schema): string {
  const kinds = [type ?? []].flat();
  const optional = kinds.includes("null") || choices?.includes(null) ? "?" : "";
  if (choices) return choices.filter((each) => each !== null).join(" \\| ") + optional;
  const [kind] = kinds.filter((each) => each !== "null");
  if (kind === "array") return `[${items ? told(items) : ""}]${optional}`;
  if (properties) return `{ ${Object.keys(properties).join(", ")} }${optional}`;
  return (format ?? kind ?? "object") + optional;
}

/** For entities with many fields the page lists names only; the OpenAPI document has their kinds. */
const MOST_KINDS = 12;

function dataOf({ schema }: CataloguedEvent): string {
  const fields = Object.entries((schema as Schema).properties ?? {});
  if (fields.length > MOST_KINDS) return fields.map(([name]) => `\`${name}\``).join(", ");
  return fields.map(([name, each]) => `\`${name}\` ${told(each)}`).join(", ");
}

/** The events of a resource have the same data and share a row. */
function rows(events: readonly CataloguedEvent[]): string[] {
  const groups = Map.groupBy(events, (each) => each.of ?? each.type);
  return [...groups.values()].map((group) => {
    const types = group.map(({ type }) => `\`${type}\``).join(" ");
    const when = group.map(({ about }) => about).join(" ");
    const whole = group[0]!.of
      ? " Data: the whole object after the change, without secret or personal fields."
      : "";
    return `| ${types} | ${when}${whole} | ${dataOf(group[0]!)} |`;
  });
}

/** One table for each service. */
export function eventTables(): string {
  const services = [...new Set(catalogue.map(({ service }) => service))].sort();
  return services
    .flatMap((service) => [
      `### ${service}`,
      "",
      "| type | when | data |",
      "| --- | --- | --- |",
      ...rows(catalogue.filter((each) => each.service === service)),
      "",
    ])
    .join("\n");
}
