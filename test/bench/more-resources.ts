/** Preloaded into a Backroom of the bench: 150 resources more, 25 in each service, with their actions, routes and documents. */
import { registerHooks } from "node:module";

export const MORE_RESOURCES = 150;
const PER_SERVICE = MORE_RESOURCES / 6;

const generated = JSON.stringify(new URL("./generated-resources.ts", import.meta.url).href);

/** Behind the source of each of these modules. */
const added: Record<string, string> = {
  "/services/index.ts": `
import { generatedResources } from ${generated};
for (const service of await loadServices())
  service.resources.push(...generatedResources(service.name, ${PER_SERVICE}));
`,
  "/gateway/declared.ts": `
import { generatedResources } from ${generated};
for (const service of ["accounts", "catalog", "contracts", "inventory", "platform", "sales"])
  resources.push(...generatedResources(service, ${PER_SERVICE}).map((each) => ({ ...each, path: "/" + service + each.path })));
`,
};

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const more = Object.entries(added).find(([end]) => url.endsWith(end));
    return more ? { ...loaded, source: String(loaded.source) + more[1] } : loaded;
  },
});
