/** FIL-1: files of the largest size go in and come out piece by piece: the processes do not grow with them. */
import { createHash, randomBytes } from "node:crypto";
import { MOST_DOCUMENT_BYTES } from "../../services/platform/files/chunks.rules.ts";
import type { Json } from "../support/backroom.ts";
import { type Cluster, run, startCluster } from "../support/processes.ts";

const FILES = 10;

let cluster: Cluster;
let account: string;

beforeAll(async () => {
  cluster = await startCluster({ services: ["accounts", "platform"] });
  account = (await cluster.owner.ok.post("/accounts", { first_name: "Ada" })).id;
});
afterAll(() => cluster?.stop());

const digestOf = async (pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> => {
  const hash = createHash("sha256");
  for await (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
};

/** A file of its own content, uploaded, attached, and read back. */
async function inAndOut(): Promise<void> {
  const { owner, url } = cluster;
  const content = randomBytes(MOST_DOCUMENT_BYTES);
  const sha256 = await digestOf([content]);
  const form = new FormData();
  form.append("file", new Blob([content]), "large.bin");
  const headers = { authorization: `Bearer ${owner.key}` };
  const answer = await fetch(`${url}/api/v1/files`, { method: "POST", body: form, headers });
  const file = (await answer.json()) as Json;
  expect({ status: answer.status, bytes: file.bytes, sha256: file.sha256 }).toEqual({
    ...{ status: 201, bytes: MOST_DOCUMENT_BYTES, sha256 },
  });
  const named = { entity_type: "account", entity_id: account, file_id: file.id, name: "large.bin" };
  const { id } = await owner.ok.post("/documents", named);
  const { path } = await owner.ok.get(`/documents/${id}/link`);
  const download = await fetch(`${url}/api/v1${path}`);
  expect(await digestOf(download.body!)).toBe(sha256);
}

/** Bytes that a process has in memory. */
async function residentBytes(name: string): Promise<number> {
  const pid = String(cluster.nodes.get(name)!.child.pid);
  const { output } = await run("ps", ["-o", "rss=", "-p", pid], {});
  return Number(output) * 1024;
}

const names = ["gateway", "platform"] as const;

/** The most bytes that each process had in memory during the work. */
async function mostDuring(work: () => Promise<unknown>): Promise<number[]> {
  let over = false;
  const most = names.map(() => 0);
  const watching = (async () => {
    while (!over)
      for (const [i, name] of names.entries()) most[i] = Math.max(most[i]!, await residentBytes(name));
  })();
  await work().finally(() => {
    over = true;
  });
  await watching;
  return most;
}

test(`${FILES} files of 20 MiB at once cost neither the gateway nor platform half of their content`, async () => {
  // The first ones fill pools and caches, whose size does not depend on files.
  await inAndOut();
  const before = await mostDuring(inAndOut);
  const most = await mostDuring(() => Promise.all(Array.from({ length: FILES }, inAndOut)));
  const half = (FILES * MOST_DOCUMENT_BYTES) / 2;
  const grown = most.map((bytes, i) => bytes - before[i]!);
  expect(grown.filter((bytes) => bytes > half)).toEqual([]);
});
