import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, StringCodec } from "nats";
import { type LocalNats, startNats } from "../../shared/provision/nats.ts";

let storeDir: string;
beforeEach(async () => {
  storeDir = await mkdtemp(join(tmpdir(), "backroom-provision-"));
});
afterEach(() => rm(storeDir, { recursive: true, force: true }));

const text = StringCodec();
const portOf = ({ url }: LocalNats) => Number(new URL(url).port);

test.each([
  ["a clean stop", "stop"],
  ["kill -9", "kill"],
] as const)("after %s a restart on the same port has the stream", async (_, end) => {
  const first = await startNats({ storeDir, syncAlways: true });
  const client = await connect({ servers: first.url });
  const manager = await client.jetstreamManager();
  await manager.streams.add({ name: "SALES", subjects: ["sales.>"] });
  await client.jetstream().publish("sales.finalized", text.encode("A"));
  await client.close();
  await first[end]();

  const second = await startNats({ storeDir, port: portOf(first) });
  expect(second.url).toBe(first.url);
  const again = await connect({ servers: second.url });
  const stored = await (await again.jetstreamManager()).streams.getMessage("SALES", { seq: 1 });
  expect(text.decode(stored.data)).toBe("A");
  await again.close();
  await second.stop();
});

test("a taken port is refused in one sentence", async () => {
  const first = await startNats({ storeDir });
  const other = await mkdtemp(join(tmpdir(), "backroom-provision-"));
  await expect(startNats({ storeDir: other, port: portOf(first) })).rejects.toMatchObject({
    type: "provision",
    message: `Port ${portOf(first)} for nats-server is taken by another process.`,
  });
  await first.stop();
  await rm(other, { recursive: true });
});
