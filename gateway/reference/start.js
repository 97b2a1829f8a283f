/**
 * The documentation page. `documents` stands in front of this script. With the key that a reader enters it looks up objects of
 * their own and puts them in the place of those that the examples name, so that "Execute" works on an example as it stands.
 */
/* global documents, SwaggerUIBundle, SwaggerUIStandalonePreset */

const METHODS = ["get", "post", "put", "patch", "delete"];

/** The entries of a list that the key shows; none where it may not. */
async function entriesOf(address, key) {
  const response = await fetch(address, { headers: { Authorization: `Bearer ${key}` } });
  if (!response.ok) return [];
  const answer = await response.json();
  const entries = Array.isArray(answer) ? answer : (answer.data ?? answer.items);
  return Array.isArray(entries) ? entries : [];
}

/** Entries by list, as far as they are known. */
const known = new Map();

/** Example id → id of the reader; null where there is no such object yet. */
async function ownIds(spec, key) {
  const named = spec["x-example-objects"] ?? [];
  const server = spec.servers[0].url.replace(/\/$/, "");
  const unknown = new Set(named.map(({ list }) => server + list).filter((list) => !known.has(list)));
  await Promise.all(
    [...unknown].map(async (list) => known.set(list, await entriesOf(`${list}?limit=50`, key))),
  );
  const taken = new Map();
  return new Map(
    named.map(({ id, list, status }) => {
      const entries = known.get(server + list) ?? [];
      const fitting = entries.filter((each) => status === undefined || each.status === status);
      const nth = taken.get(list) ?? 0;
      taken.set(list, nth + 1);
      return [id, fitting.length ? fitting[nth % fitting.length].id : null];
    }),
  );
}

/** The body of an example with the reader's ids, without optional references to what the reader does not have. */
function bodyOf(spec, { schema, example }, own) {
  const { required = [] } = schema.$ref ? spec.components.schemas[schema.$ref.split("/").pop()] : schema;
  const body = structuredClone(example);
  for (const [name, value] of Object.entries(body))
    if (own.get(value) === null && !required.includes(name)) delete body[name];
  let text = JSON.stringify(body, null, 2);
  for (const [id, mine] of own) if (mine) text = text.replaceAll(id, mine);
  return text;
}

/** Bodies as the page wrote them: one that differs was changed by the reader and stays. */
const written = new Map();

function fillBody(system, pathMethod, body, text) {
  const key = pathMethod.join(" ");
  const present = system.oas3Selectors.requestBodyValue(...pathMethod);
  const own = [written.get(key), JSON.stringify(body.example, null, 2)];
  if (present && !own.includes(present)) return;
  written.set(key, text);
  if (present === text) return;
  // Without the flag, opening the operation shows the document's example again.
  system.oas3Actions.setRetainRequestBodyValueFlag({ pathMethod, value: true });
  system.oas3Actions.setRequestBodyValue({ pathMethod, value: text });
}

function fillOperation(system, spec, pathMethod, own) {
  const [path, method] = pathMethod;
  const { parameters = [], requestBody } = spec.paths[path][method];
  const body = requestBody?.content["application/json"];
  if (body?.example) fillBody(system, pathMethod, body, bodyOf(spec, body, own));
  for (const { name, in: place, example } of parameters)
    if (own.get(example)) system.specActions.changeParam(pathMethod, name, place, own.get(example));
}

/** Fills bodies and parameters of the document with the reader's own objects. */
async function adopt(system) {
  const key = system.authSelectors.authorized().getIn(["key", "value"]);
  const url = system.specSelectors.url();
  if (!key) return;
  const spec = system.specSelectors.specJson().toJS();
  const own = await ownIds(spec, key);
  // Meanwhile another document may have been chosen.
  if (system.specSelectors.url() !== url) return;
  for (const [path, methods] of Object.entries(spec.paths))
    for (const method of METHODS) if (methods[method]) fillOperation(system, spec, [path, method], own);
  document.body.dataset.examples = url;
}

const isObject = (value) => typeof value === "object" && value !== null;

/** What a pointer into the document names: "#/components/schemas/Item". */
const at = (document, pointer) =>
  pointer
    .slice(2)
    .split("/")
    .reduce((place, name) => place?.[name.replaceAll("~1", "/").replaceAll("~0", "~")], document);

/** Two schemas as one: lists are joined, and of two plain values the later one counts. */
function merged(one, other) {
  if (Array.isArray(one) && Array.isArray(other)) return [...one, ...other];
  if (!isObject(one) || !isObject(other)) return other;
  const both = { ...one };
  for (const [name, value] of Object.entries(other))
    both[name] = name in one ? merged(one[name], value) : value;
  return both;
}

/** `allOf` is shown as the one schema that it amounts to. */
function whole({ allOf, ...own }) {
  const parts = Array.isArray(allOf) ? allOf.map(({ $$ref: _name, ...part }) => part) : [];
  return [...parts, own].reduce(merged, {});
}

/** A part of the document with what it refers to in place; a reference within itself stays one. */
function resolved(document, part, within = []) {
  if (Array.isArray(part)) return part.map((each) => resolved(document, each, within));
  if (!isObject(part)) return part;
  const { $ref, ...own } = part;
  const named = typeof $ref === "string" && $ref.startsWith("#/") ? at(document, $ref) : undefined;
  if (named === undefined) {
    const entries = Object.entries(part);
    return whole(
      Object.fromEntries(entries.map(([name, value]) => [name, resolved(document, value, within)])),
    );
  }
  if (within.includes($ref)) return part;
  // The page shows schemas by the names in `$$ref`.
  return { ...resolved(document, named, [...within, $ref]), ...own, $$ref: $ref };
}

/**
 * Swagger UI's own resolver brings the whole document into a normal form whenever an operation is opened: seconds with a document
 * of hundreds. Ours are in that form already and refer only to themselves.
 */
const ownResolver = () => ({
  fn: {
    resolveSubtree: async (document, path) => ({
      errors: [],
      spec: resolved(
        document,
        path.reduce((place, name) => place?.[name], document),
      ),
    }),
  },
});

const ownExamples = () => ({
  statePlugins: {
    auth: {
      wrapActions: {
        authorize: (original, system) => (given) => {
          original(given);
          known.clear();
          void adopt(system.getSystem());
        },
      },
    },
    spec: {
      wrapActions: {
        // What was created just now can be in the next example.
        executeRequest: (original, system) => async (request) => {
          const result = await original(request);
          if (request.method === "post" && known.delete(request.server + request.pathName))
            await adopt(system.getSystem());
          return result;
        },
      },
    },
  },
});

const ui = SwaggerUIBundle({
  dom_id: "#ui",
  urls: documents,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  plugins: [ownResolver, ownExamples],
  layout: "StandaloneLayout",
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
  validatorUrl: null,
  onComplete() {
    const system = ui.getSystem();
    document.title = `${system.specSelectors.info().get("title")} · Backroom`;
    void adopt(system);
  },
});
