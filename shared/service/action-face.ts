/**
 * A service's actions as Moleculer's registry and REPL show them: their input, their native route, and
 * whether the gateway offers them. Handlers are bound to these names (`actions.ts`).
 */
import { type FieldTable, id as idField, json, list } from "../fields/index.ts";
import type { AnyResource, Verb } from "../resource/resource.ts";
import type { ServiceDefinition } from "./definition.ts";
import { kernelActions } from "./kernel-actions.ts";
import { listInput } from "./operation.ts";

export type ActionFace = {
  params: ActionParams;
  /** In the notation of the documents: "POST /sales/{id}/finalize". */
  rest?: string;
  /** `published`: offered by the gateway; `public`: for other services. */
  visibility: "published" | "public";
  /** It changes nothing, so that a call whose answer was lost may be made again. */
  reads?: true;
};

/**
 * Field → kind, with `|optional`. The fields themselves check input, so this is for inspection only, inside
 * the process that has the action: JSON omits it, because 900 schemas in an announcement to other nodes would
 * exceed the limit of NATS.
 */
export class ActionParams {
  constructor(fields: FieldTable) {
    const given = Object.entries(fields).filter(([, { facets }]) => !facets.readonly && !facets.hidden);
    for (const [name, { kind, facets }] of given) {
      const mayBeAbsent = facets.optional || facets.default !== undefined;
      Object.assign(this, { [name]: mayBeAbsent ? `${kind}|optional` : kind });
    }
  }

  toJSON(): undefined {
    return undefined;
  }
}

/** Every action by its name without the service; a duplicate declaration throws. */
export function facesOf(definition: ServiceDefinition): Record<string, ActionFace> {
  const { resources, handlers, name } = definition;
  refuseMissingViews(definition);
  const own = handlers.map(({ mode, operation }): [string, ActionFace] => [
    operation.name.slice(name.length + 1),
    {
      params: new ActionParams(operation.input),
      ...(operation.http
        ? { rest: `${operation.http.method} ${operation.http.path}`, visibility: "published" }
        : { visibility: "public" }),
      ...(mode === "query" ? { reads: true } : {}),
    },
  ]);
  const all: [string, ActionFace][] = [
    ...own,
    ...resources.flatMap((each) => verbsOf(each).map((verb) => verbFace(each, verb))),
    ...resources.filter((each) => hasMany(definition, each)).map(manyFace),
    ...Object.entries(kernelActions).map(([short, { input }]): [string, ActionFace] => [
      short,
      { params: new ActionParams(input), visibility: "public" },
    ]),
  ];
  const names = all.map(([short]) => short);
  const twice = names.find((each, i) => names.indexOf(each) !== i);
  if (twice) throw new TypeError(`The action '${name}.${twice}' is declared twice.`);
  return Object.fromEntries(all);
}

const verbsOf = ({ verbs }: AnyResource): readonly Verb[] => verbs;

const byId: FieldTable = { id: idField() };

const inputs: Record<Verb, (resource: AnyResource) => FieldTable> = {
  list: () => listInput,
  get: () => byId,
  create: (resource) => resource.fields,
  update: () => ({ ...byId, changes: json() }),
  remove: () => byId,
  restore: () => byId,
};

const routes: Record<Verb, (path: string) => string> = {
  list: (path) => `GET ${path}`,
  get: (path) => `GET ${path}/{id}`,
  create: (path) => `POST ${path}`,
  update: (path) => `PATCH ${path}/{id}`,
  remove: (path) => `DELETE ${path}/{id}`,
  restore: (path) => `POST ${path}/{id}/restore`,
};

const verbFace = (resource: AnyResource, verb: Verb): [string, ActionFace] => [
  `${resource.name}.${verb}`,
  {
    params: new ActionParams(inputs[verb](resource)),
    rest: routes[verb](resource.path),
    visibility: "published",
    ...(verb === "list" || verb === "get" ? { reads: true } : {}),
  },
];

const manyFace = ({ name }: AnyResource): [string, ActionFace] => [
  `${name}.many`,
  { params: new ActionParams({ ids: list(idField()) }), visibility: "public", reads: true },
];

/** A service may implement `many` itself, when the rows that `expand` shows must be computed. */
const hasMany = ({ handlers, name }: ServiceDefinition, resource: AnyResource): boolean =>
  !handlers.some(({ operation }) => operation.name === `${name}.${resource.name}.many`);

/** Whether the resource's shown form differs from its stored form. */
const needsView = ({ columns }: AnyResource): boolean =>
  Object.values(columns as FieldTable).some(
    ({ facets }) => facets.derived || (facets.sealed && !facets.hidden),
  );

function refuseMissingViews(definition: ServiceDefinition): void {
  const { name, resources, handlers, views = [] } = definition;
  const own = new Set(handlers.map(({ operation }) => operation.name));
  for (const resource of resources.filter(needsView)) {
    const plain = ["many", ...resource.verbs]
      .map((verb) => `${name}.${resource.name}.${verb}`)
      .find((each) => !own.has(each));
    if (plain && !views.some((each) => each.resource === resource))
      throw new TypeError(`'${plain}' would show what is sealed or derived: it needs a view.`);
  }
}
