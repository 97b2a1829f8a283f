/** An import whose service is killed in the middle goes on: every row and every picture once, none lost, all counted. */
import { type Json, until } from "../support/backroom.ts";
import { sampleFile, uploaded } from "../support/imported.ts";
import { type PictureServer, startPictureServer } from "../support/picture-server.ts";
import { type Cluster, startCluster } from "../support/processes.ts";
import { breachesIn } from "../support/verified.ts";

let pictures: PictureServer;
let cluster: Cluster;
beforeAll(async () => {
  pictures = await startPictureServer();
  cluster = await startCluster({
    services: ["accounts", "catalog", "inventory", "platform"],
    env: { PICTURES_ALLOWED_HOSTS: pictures.host },
  });
});
afterAll(async () => {
  await cluster?.stop();
  await pictures?.stop();
});

/** Puts inventory in the place of the running one. */
async function inventory(env: Record<string, string>): Promise<void> {
  const node = cluster.nodes.get("inventory")!;
  cluster.nodes.delete("inventory");
  node.child.kill("SIGTERM");
  await node.ended;
  await cluster.start("inventory", ["inventory"], env);
}

const statusOf = async (id: string): Promise<Json> => (await cluster.owner.get(`/imports/${id}`)).body;

/** Runs an import until it is done, also while inventory comes back. */
const runOn = (id: string): Promise<Json> =>
  until(async () => {
    const { status, body } = await cluster.owner.post(`/imports/${id}/run`);
    return status === 200 && body.status === "done" && body;
  });

const allMade = (id: string, wanted: number): Promise<Json> =>
  until(async () => {
    const found = await statusOf(id);
    return found.pictures_made_count === wanted && found;
  }, "every picture");

test.each(["import.chunk.after", "data_import.rows.after"])("killed at %s, it goes on", async (point) => {
  const { owner } = cluster;
  const bytes = Buffer.from(
    String(await sampleFile("items"))
      .replaceAll("BR-", `${point.slice(0, 4)}-`)
      .replaceAll("\nP-", `\n${point}-`)
      .replaceAll("https://cdn.example.com/", pictures.url("")),
  );
  const file_id = await uploaded(cluster, owner, bytes);
  const before = (await owner.ok.get("/items?include=count&limit=1")).count;
  const { id } = await owner.ok.post("/imports", { kind: "items", file_id });
  await inventory({ BACKROOM_CRASH_AT: point });
  const armed = cluster.nodes.get("inventory")!;
  // Until the gateway knows the new process, it answers 503 by itself.
  await until(async () => {
    expect((await owner.post(`/imports/${id}/run`)).status).toBeGreaterThanOrEqual(500);
    return armed.child.signalCode;
  }, "the kill");
  expect(armed.child.signalCode).toBe("SIGKILL");
  await inventory({});
  const done = await runOn(id);
  expect(done).toMatchObject({ created_count: 220, known_count: 0, refused_count: 0, problems: [] });
  expect((await owner.ok.get("/items?include=count&limit=1")).count).toBe(before + 220);
  await allMade(id, 40);
});

const preload = new URL("../fault/shift-clock.ts", import.meta.url).href;
/** A process for which the claims of one that was killed are over. */
const later = { NODE_OPTIONS: `--import=${preload}`, CLOCK_SHIFT_MS: "120000" };

const ITEMS = 6;
const PICTURES = 3;
const namesOf = (prefix: string, item: number): string[] =>
  Array.from({ length: PICTURES }, (_, i) => `${prefix}-${item}-${i}`);

async function preparedWith(prefix: string): Promise<string> {
  const rows = Array.from({ length: ITEMS }, (_, i) => {
    const addresses = namesOf(prefix, i).map((name) => pictures.url(name));
    return `${prefix}-${i},${prefix} ${i},1,${addresses.join("|")}`;
  });
  const file = ["External id,Title,Price,Pictures", ...rows].join("\n");
  const file_id = await uploaded(cluster, cluster.owner, file);
  return (await cluster.owner.ok.post("/imports", { kind: "items", file_id })).id;
}

const all = (prefix: string): string[] => Array.from({ length: ITEMS }, (_, i) => namesOf(prefix, i)).flat();

async function expectEachOnce(prefix: string): Promise<void> {
  const items: Json[] = (await cluster.owner.ok.get("/items?limit=100&sort=-created_at")).data;
  const own = items.filter(({ title }) => title.startsWith(`${prefix} `));
  expect(own.map(({ image_ids }) => new Set(image_ids).size)).toEqual(own.map(() => PICTURES));
  expect(own).toHaveLength(ITEMS);
}

test.each(["fetched", "stored", "recorded"])("killed when a picture is %s, it goes on", async (when) => {
  const id = await preparedWith(when);
  await inventory({ BACKROOM_CRASH_AT: `picture_fetch.${when}` });
  const armed = cluster.nodes.get("inventory")!;
  await runOn(id);
  expect(await armed.ended).toBe("SIGKILL");
  await inventory(later);
  const done = await allMade(id, ITEMS * PICTURES);
  expect(done).toMatchObject({ pictures_failed_count: 0, failed_pictures: [] });
  await expectEachOnce(when);
  // What was on its way at the kill is fetched again, at most two; so is what could not be stored in time, which is logged.
  const again = all(when).reduce((sum, name) => sum + pictures.fetched(name) - 1, 0);
  const logged = cluster.nodes.get("inventory")!.output().split("background work failed").length - 1;
  expect(again).toBeLessThanOrEqual(2 + logged);
});

test("two copies of inventory fetch every picture once", async () => {
  await cluster.start("inventory-2", ["inventory"]);
  const id = await preparedWith("copies");
  await runOn(id);
  await allMade(id, ITEMS * PICTURES);
  expect(all("copies").map((name) => pictures.fetched(name))).toEqual(all("copies").map(() => 1));
  await expectEachOnce("copies");
});

test("the verifier finds no breach afterwards (FIL-1)", async () => {
  const { namespace } = cluster;
  expect(await breachesIn({ mongo_url: process.env.TEST_MONGO_URL!, namespace })).toEqual([]);
});
