/** Every public type of event, from the declarations. Endpoints may ask for these types, and docs/events.md lists them. */
import { declaredIn } from "../../../shared/declarations.ts";
import type { EventDeclaration } from "../../../shared/events/event.ts";
import { type FieldTable, objectSchema } from "../../../shared/fields/index.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";
import type { AnyOperation } from "../../../shared/service/operation.ts";
import * as accounts from "../../accounts/public.ts";
import * as catalog from "../../catalog/public.ts";
import * as contracts from "../../contracts/public.ts";
import * as inventory from "../../inventory/public.ts";
import * as sales from "../../sales/public.ts";
import * as platform from "../public.ts";

export type CataloguedEvent = {
  type: string;
  service: string;
  about: string;
  schema_version: number;
  /** The resource of the event. */
  of?: string;
  /** JSON Schema of `data`. */
  schema: Record<string, unknown>;
};

const barrels = [accounts, catalog, contracts, inventory, platform, sales];
const ofKind = <T>(kind: string): T[] => declaredIn<T>(barrels, kind);

export const sources = ["accounts", "catalog", "contracts", "inventory", "platform", "sales"] as const;

/** Operations that replace a verb or write like one, with the events of their resource. */
const words: Record<string, string> = {
  create: "created",
  add: "created",
  open: "created",
  issue: "created",
  change: "updated",
  update: "updated",
  revoke: "updated",
  remove: "deleted",
  restore: "restored",
};

/** Operations that send a declared event instead. */
const toldOtherwise = new Set([
  "sale.created",
  "sale.updated",
  "contract.updated",
  "delivery.created",
  "payout.deleted",
]);

const deeds: Record<string, string> = {
  created: "created",
  updated: "changed",
  deleted: "deleted",
  restored: "restored",
};

function ownEvents(resource: AnyResource, operations: readonly AnyOperation[]): CataloguedEvent[] {
  const { service, name } = resource;
  const prefix = `${service}.${name}.`;
  const doing = operations
    .filter((each) => each.name.startsWith(prefix))
    .map((each) => each.name.slice(prefix.length));
  const told = new Set([...resource.verbs, ...doing].flatMap((verb) => words[verb] ?? []));
  const title = name.replaceAll("_", " ");
  const article = /^[aeiou]/.test(title) ? "An" : "A";
  const schema = objectSchema(resource.columns as FieldTable, (facets) => !facets.private && !facets.derived);
  return [...told].map((word) => ({
    type: `${name}.${word}`,
    service,
    about: `${article} ${title} was ${deeds[word]}.`,
    schema_version: 1,
    of: name,
    schema,
  }));
}

function collect(): CataloguedEvent[] {
  const operations = ofKind<AnyOperation>("operation");
  const own = ofKind<AnyResource>("resource").flatMap((each) => ownEvents(each, operations));
  const events = ofKind<EventDeclaration>("event").map(
    ({ type, service, about, schema_version, fields = {} }) => ({
      type,
      service,
      about,
      schema_version,
      schema: objectSchema(fields),
    }),
  );
  const byType = new Map([...own, ...events].map((each) => [each.type, each]));
  return [...byType.values()]
    .filter(({ type }) => !toldOtherwise.has(type))
    .sort((a, b) => (a.type < b.type ? -1 : 1));
}

/** Resources by name, as the API shows them. An object in an event's data with this name has this schema. */
export const shownByName: ReadonlyMap<string, Record<string, unknown>> = new Map(
  ofKind<AnyResource>("resource").map(({ name, columns }) => [name, objectSchema(columns as FieldTable)]),
);

export const catalogue: readonly CataloguedEvent[] = collect();
export const types: readonly string[] = catalogue.map(({ type }) => type);

const known = new Set(types);
/** Internal resources are not in public declarations. */
export const isPublic = (type: string): boolean => known.has(type);
