/**
 * The documentation page. `documents` stands in front of this script. With the key that a reader enters it looks up objects of
 * their own and puts them in the place of those that the examples name, so that "Execute" works on an example as it stands.
 */
/* global documents, SwaggerUIBundle, SwaggerUIStandalonePreset */

const METHODS = ["get", "post", "put", "patch", "delete"];

/** The document as it came, by its address: each reader's examples are made from it. */
const originals = new Map();

/** The entries of a list that the key shows; none where it may not. */
async function entriesOf(address, key) {
  const response = await fetch(address, { headers: { Authorization: `Bearer ${key}` } });
  if (!response.ok) return [];
  const { data } = await response.json();
  return Array.isArray(data) ? data : [];
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

/** The JSON bodies of a document with an example, by path and method. */
const examplesOf = ({ paths }) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const body = methods[method]?.requestBody?.content["application/json"];
      return body?.example ? [{ path, method, ...body }] : [];
    }),
  );

/** Leaves out optional references to what the reader does not have. */
function withoutMissing(spec, missing) {
  for (const { schema, example } of examplesOf(spec)) {
    const { required = [] } = schema.$ref ? spec.components.schemas[schema.$ref.split("/").pop()] : schema;
    for (const [name, value] of Object.entries(example))
      if (missing.has(value) && !required.includes(name)) delete example[name];
  }
}

/** Shows the document with the reader's own objects. */
async function adopt(system) {
  const key = system.authSelectors.authorized().getIn(["key", "value"]);
  const url = system.specSelectors.url();
  if (!key) return;
  if (!originals.has(url)) originals.set(url, JSON.stringify(system.specSelectors.specJson().toJS()));
  const spec = JSON.parse(originals.get(url));
  const own = await ownIds(spec, key);
  withoutMissing(spec, new Set([...own].flatMap(([id, mine]) => (mine ? [] : [id]))));
  let text = JSON.stringify(spec);
  for (const [id, mine] of own) if (mine) text = text.replaceAll(id, mine);
  // Meanwhile another document may have been chosen.
  if (system.specSelectors.url() !== url) return;
  if (system.specSelectors.specStr() !== text) {
    const shown = system.specSelectors.specJson().toJS();
    system.specActions.updateSpec(text);
    emptyEditors(system, shown);
  }
  document.body.dataset.examples = url;
}

/** An open editor keeps its first example until it is emptied; one that the reader has changed stays. */
function emptyEditors(system, spec) {
  for (const { path, method, example } of examplesOf(spec))
    if (system.oas3Selectors.requestBodyValue(path, method) === JSON.stringify(example, null, 2))
      system.oas3Actions.clearRequestBodyValue({ pathMethod: [path, method] });
}

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
  plugins: [ownExamples],
  layout: "StandaloneLayout",
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
  validatorUrl: null,
  onComplete: () => void adopt(ui.getSystem()),
});
