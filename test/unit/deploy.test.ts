/** The files of `deploy/` and the guides name what Backroom has: services, settings, metrics, versions, options of the start. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse, parseAllDocuments } from "yaml";
import { metricsOf } from "../../app/metrics.ts";
import { nodeNames } from "../../app/node.ts";
import { readSettings, settingsTable } from "../../app/settings.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const { version, scripts } = JSON.parse(read("package.json"));

type Env = Record<string, string>;
type Manifest = {
  apiVersion: string;
  kind: string;
  data: Env;
  spec: { template: { spec: { containers: { args: string[]; image: string }[] } } };
};
const manifests = (file: string): Manifest[] =>
  parseAllDocuments(read(`deploy/kubernetes/${file}`)).map((each) => each.toJS());
const cluster = ["gateway.yaml", "services.yaml", "ingress.yaml"].flatMap(manifests);

const settings = new Set([...settingsTable().matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name));
const unknownIn = (env: object, others: string[] = []) =>
  Object.keys(env).filter((name) => !settings.has(name) && !others.includes(name));

describe("monitoring", () => {
  type Declared = { name: string; type: string };
  let declared: Declared[];
  beforeAll(async () => {
    const nothing = { statuses: async () => [], lag: async () => ({}), verification: async () => null };
    const { text } = await metricsOf(nothing).read();
    declared = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => ({
      name: name!,
      type: type!,
    }));
  });
  const series = () =>
    declared.flatMap(({ name, type }) =>
      type === "histogram" ? ["bucket", "sum", "count"].map((part) => `${name}_${part}`) : [name],
    );
  const namesIn = (text: string) => [...new Set([...text.matchAll(/\bbackroom_\w+/g)].map(([name]) => name))];

  test.each(["alerts.yml", "dashboard.json"])("every metric in %s is exported", (file) => {
    const named = namesIn(read(`deploy/monitoring/${file}`));
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !series().includes(name))).toEqual([]);
  });

  test("the guide lists every metric of ours and no other", () => {
    const listed = [...read("docs/monitoring.md").matchAll(/`(backroom_\w+)`/g)].map(([, name]) => name);
    const ours = declared.map(({ name }) => name).filter((name) => !/^backroom_(process|nodejs)_/.test(name));
    expect(listed.sort()).toEqual(ours.sort());
  });

  test("the guide says what to do about each alert", () => {
    const { groups } = parse(read("deploy/monitoring/alerts.yml")) as {
      groups: { rules: { alert: string; expr: string; annotations: Env }[] }[];
    };
    const rules = groups.flatMap((each) => each.rules);
    const advised = [...read("docs/monitoring.md").matchAll(/^\| `(Backroom\w+)` \|/gm)].map(
      ([, name]) => name,
    );
    expect(advised).toEqual(rules.map(({ alert }) => alert));
    for (const { annotations } of rules) expect(annotations.summary).toMatch(/\.$/);
  });
});

describe("Kubernetes", () => {
  const deployments = cluster.filter(({ kind }) => kind === "Deployment");

  /** API version → where the schema has its kinds. */
  const groups: Env = {
    "apps/v1": "io.k8s.api.apps.v1",
    "networking.k8s.io/v1": "io.k8s.api.networking.v1",
    v1: "io.k8s.api.core.v1",
  };
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  ajv.addSchema({ $id: "kubernetes", ...JSON.parse(read("test/support/kubernetes-schema.json")) });

  function faultsIn(manifest: Manifest): string[] {
    const valid = ajv.getSchema(`kubernetes#/$defs/${groups[manifest.apiVersion]}.${manifest.kind}`)!;
    return valid(manifest) ? [] : valid.errors!.map((each) => `${each.instancePath} ${each.message}`);
  }

  test("every manifest is of the schema, which refuses fields that Kubernetes does not have", () => {
    expect(cluster.length).toBe(nodeNames.length + 3);
    expect(cluster.flatMap(faultsIn)).toEqual([]);
    const wrong = structuredClone(cluster.find(({ kind }) => kind === "Deployment")!);
    Object.assign(wrong.spec.template.spec.containers[0]!, { readynessProbe: {}, args: "gateway" });
    const place = "/spec/template/spec/containers/0";
    expect(faultsIn(wrong).sort()).toEqual([
      `${place} must NOT have additional properties`,
      `${place}/args must be array,null`,
    ]);
  });

  test("the gateway and each service have a Deployment", () => {
    const started = deployments.flatMap(({ spec }) => spec.template.spec.containers[0]!.args);
    expect(started).toEqual([...nodeNames]);
  });

  test("the settings can be read, and the image is of this version", () => {
    const { data } = cluster.find(({ kind }) => kind === "ConfigMap")!;
    expect(unknownIn(data)).toEqual([]);
    expect(readSettings(data)).toMatchObject({ HOST: "0.0.0.0", PORT: 3000, HEALTH_PORT: 9000 });
    const { images } = parse(read("deploy/kubernetes/kustomization.yaml"));
    expect(images).toEqual([expect.objectContaining({ name: "backroom", newTag: version })]);
    expect(read("docs/deploying.md").match(/backroom:\d+\.\d+\.\d+/g)).toEqual([
      `backroom:${version}`,
      `backroom:${version}`,
    ]);
  });
});

describe("Compose", () => {
  type Services = Record<string, { environment?: Env; command?: string[] }>;
  const servicesOf = (file: string): Services => parse(read(file), { merge: true }).services;

  test("each service has a container, and one process has all of them", () => {
    const { backroom: _commands, nats: _nats, mongo: _mongo, ...apart } = servicesOf("docker-compose.yml");
    expect(Object.values(apart).map(({ command }) => command)).toEqual(nodeNames.map((name) => [name]));
    for (const { environment } of Object.values(apart)) expect(unknownIn(environment!)).toEqual([]);
    const { backroom } = servicesOf("deploy/one-process.yml");
    expect(backroom!.command).toBeUndefined();
    expect(unknownIn(backroom!.environment!)).toEqual([]);
  });
});

describe("systemd", () => {
  const env = Object.fromEntries(
    read("deploy/backroom.env")
      .split("\n")
      .filter((line) => /^\w+=/.test(line))
      .map((line) => line.split("=")),
  ) as Env;

  test("the unit and the image start what was built with the options of npm start", () => {
    const options: string = scripts.start.replace("exec node ", "").replace("app/start.ts", "dist/start.mjs");
    expect(read("deploy/backroom.service")).toContain(
      `\nExecStart=/opt/backroom/node_modules/.bin/node ${options}\n`,
    );
    const [, entry] = /^ENTRYPOINT (.*)$/m.exec(read("Dockerfile"))!;
    expect(JSON.parse(entry!)).toEqual(["node", ...options.split(" ")]);
  });

  test("the settings can be read", () => {
    expect(unknownIn(env, ["NODE_ENV", "MALLOC_ARENA_MAX", "XDG_CACHE_HOME"])).toEqual([]);
    expect(readSettings(env)).toMatchObject({ DATA_DIR: "/var/lib/backroom", MONGO_URL: undefined });
  });
});
