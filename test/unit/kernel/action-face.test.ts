/** What Moleculer's registry and REPL show of an action, and what of it is announced to other nodes. */
import { ServiceBroker } from "moleculer";
import { operations, resources } from "../../../gateway/declared.ts";
import { nativeRoutes } from "../../../gateway/dialects/native/routes.ts";
import { loadServices } from "../../../services/index.ts";
import { facesOf } from "../../../shared/service/action-face.ts";
import { type ServiceDefinition, serviceSchema } from "../../../shared/service/define-service.ts";
import { generatedResources } from "../../bench/generated-resources.ts";

const all = await loadServices();
/** NATS carries no more in a message. */
const MOST_BYTES = 1_048_576;

/** Registered as by a start, without what a start begins. */
async function brokerOf(definitions: readonly ServiceDefinition[]): Promise<ServiceBroker> {
  const broker = new ServiceBroker({ logger: false, validator: false });
  for (const definition of definitions) {
    const { name, actions } = serviceSchema(definition);
    broker.createService({ name, ...(actions ? { actions } : {}) });
  }
  await broker.start();
  return broker;
}

type Announced = { name: string; actions: Record<string, object> };
type Shown = { name: string; action: { params: object; rest?: string; visibility: string; reads?: boolean } };
const shownBy = (broker: ServiceBroker): Shown[] =>
  (broker.registry as unknown as { getActionList(options: object): Shown[] }).getActionList({
    skipInternal: true,
  });

test("every action shows its parameters and who may call it; what the gateway offers, its route as well", async () => {
  const broker = await brokerOf(all);
  const actions = new Map(shownBy(broker).map(({ name, action }) => [name, action]));
  await broker.stop();
  expect(actions.size).toBeGreaterThan(300);
  for (const { params, visibility } of actions.values()) {
    expect(params).toBeDefined();
    expect(["published", "public"]).toContain(visibility);
  }
  expect(actions.get("sales.sale.finalize")).toMatchObject({
    params: { id: "id", payments: "list|optional" },
    rest: "POST /sales/{id}/finalize",
    visibility: "published",
  });
  expect(actions.get("catalog.tax.update")).toMatchObject({
    params: { id: "id", changes: "json" },
    rest: "PATCH /taxes/{id}",
  });
  const reads = [
    "sales.sale.get",
    "sales.sale.list",
    "catalog.tax.many",
    "sales.sale.finalize",
    "catalog.tax.create",
  ];
  expect(reads.map((name) => actions.get(name)?.reads ?? false)).toEqual([true, true, true, false, false]);
  // Neither what the server sets itself nor what is hidden can be given.
  expect(Object.keys(actions.get("catalog.tax.create")!.params)).not.toContain("created_at");
  expect(actions.get("inventory.kernel.batch")).toMatchObject({ visibility: "public" });
});

test("the routes shown are those of the native API", () => {
  const offered = new Set(
    nativeRoutes(resources, operations).map(({ method, path }) => `${method} ${path.replace("/api/v1", "")}`),
  );
  const shown = all.flatMap((each) => Object.values(facesOf(each)).flatMap(({ rest }) => rest ?? []));
  expect(shown.length).toBeGreaterThan(150);
  expect(shown.filter((rest) => !offered.has(rest))).toEqual([]);
});

test("parameters are not announced: a node with more than 1,200 actions stays below what NATS carries", async () => {
  const more = all.map((each) => ({
    ...each,
    resources: [...each.resources, ...generatedResources(each.name, 25)],
  }));
  const broker = await brokerOf(more);
  expect(shownBy(broker).length).toBeGreaterThan(1200);
  const announced = JSON.stringify(broker.getLocalNodeInfo());
  await broker.stop();
  expect(Buffer.byteLength(announced)).toBeLessThan(MOST_BYTES / 2);
  const { services: told } = JSON.parse(announced) as { services: Announced[] };
  const ours = told.filter(({ name }) => name !== "$node").flatMap(({ actions }) => Object.entries(actions));
  expect(ours.length).toBeGreaterThan(1200);
  // Not by a matcher that would print all of them.
  expect(ours.filter(([, action]) => "params" in action).map(([name]) => name)).toEqual([]);
  expect(Object.fromEntries(ours)["sales.sale.finalize"]).toMatchObject({
    rest: "POST /sales/{id}/finalize",
  });
});
