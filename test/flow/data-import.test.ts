/** An import whose service is killed in the middle goes on: every row once, none lost, all counted. */
import { type Json, until } from "../support/backroom.ts";
import { sampleFile, uploaded } from "../support/imported.ts";
import { type Cluster, startCluster } from "../support/processes.ts";

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ services: ["accounts", "catalog", "inventory", "platform"] });
});
afterAll(() => cluster?.stop());

/** Puts inventory in the place of the running one. */
async function inventory(env: Record<string, string>): Promise<void> {
  const node = cluster.nodes.get("inventory")!;
  cluster.nodes.delete("inventory");
  node.child.kill("SIGTERM");
  await node.ended;
  await cluster.start("inventory", ["inventory"], env);
}

test.each(["import.chunk.after", "data_import.rows.after"])("killed at %s, it goes on", async (point) => {
  const { owner } = cluster;
  const bytes = Buffer.from(
    String(await sampleFile("items"))
      .replaceAll("BR-", `${point.slice(0, 4)}-`)
      .replaceAll("\nP-", `\n${point}-`),
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
  const done: Json = await until(async () => {
    const { status, body } = await owner.post(`/imports/${id}/run`);
    return status === 200 && body.status === "done" && body;
  });
  expect(done).toMatchObject({ created_count: 220, known_count: 0, refused_count: 0, problems: [] });
  expect((await owner.ok.get("/items?include=count&limit=1")).count).toBe(before + 220);
});
