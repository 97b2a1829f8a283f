/** Files and documents: stored once, kept as long as something names them, taken by signed links (FIL-1…3, DOC-1, DOC-2). */
import { createHash, randomBytes } from "node:crypto";
import { fileChunk } from "../../services/platform/files/file.ts";
import { platform } from "../../services/platform/platform.service.ts";
import { setClock } from "../../shared/clock.ts";
import type { Meta } from "../../shared/meta.ts";
import { openDatabase } from "../../shared/service/database.ts";
import { globalOf } from "../../shared/service/global.ts";
import { type Backroom, type Json, startBackroom } from "../support/backroom.ts";
import { TEST_KEY } from "../support/key.ts";

let backroom: Backroom;
let other: Backroom["owner"];
let account: string;
const MINUTE = 60_000;

beforeAll(async () => {
  backroom = await startBackroom();
  other = await backroom.organization("Other");
  account = (await backroom.owner.ok.post("/accounts", { first_name: "Ada" })).id;
});
afterAll(() => backroom.stop());

const api = (path: string) => `${backroom.url}/api/v1${path}`;

async function upload(content: Uint8Array, name: string, key = backroom.owner.key): Promise<Response> {
  const form = new FormData();
  form.append("file", new Blob([content as Uint8Array<ArrayBuffer>]), name);
  return fetch(api("/files"), { method: "POST", body: form, headers: { authorization: `Bearer ${key}` } });
}

const uploaded = async (content: Uint8Array, name: string): Promise<Json> => {
  const answer = await upload(content, name);
  expect(answer.status).toBe(201);
  return (await answer.json()) as Json;
};

const attach = (file_id: string, name: string, to: object = {}) =>
  backroom.owner.ok.post("/documents", { entity_type: "account", entity_id: account, file_id, name, ...to });

const linkOf = async (id: string): Promise<string> =>
  api((await backroom.owner.ok.get(`/documents/${id}/link`)).path);

const text = (words: string) => new TextEncoder().encode(words);
const PDF = text("%PDF-1.7\nNothing to see.\n%%EOF");

test("FIL-1, DOC-2: a file of several parts goes in and comes out byte by byte, whole and in ranges, without a key", async () => {
  const content = randomBytes(700_001);
  const { id, bytes, sha256 } = await uploaded(content, "blob.bin");
  expect({ bytes, sha256 }).toEqual({
    bytes: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
  });
  const made = await attach(id, "Photos of Märchen.bin");
  const link = await linkOf(made.id);
  const whole = await fetch(link);
  expect(whole.status).toBe(200);
  expect(Buffer.from(await whole.arrayBuffer()).equals(content)).toBe(true);
  expect(whole.headers.get("content-disposition")).toContain("attachment");
  expect(whole.headers.get("x-content-type-options")).toBe("nosniff");
  expect(whole.headers.get("content-security-policy")).toContain("sandbox");
  const [from, to] = [261_100, 522_300];
  const part = await fetch(link, { headers: { range: `bytes=${from}-${to}` } });
  expect(part.status).toBe(206);
  expect(Buffer.from(await part.arrayBuffer()).equals(content.subarray(from, to + 1))).toBe(true);
});

test("FIL-1: the same content is kept once per organization, whatever it is called", async () => {
  const first = await uploaded(PDF, "one.pdf");
  expect((await uploaded(PDF, "two.pdf")).id).toBe(first.id);
  expect(first.mime_type).toBe("application/pdf");
  const theirs = (await (await upload(PDF, "one.pdf", other.key)).json()) as Json;
  expect(theirs.id).not.toBe(first.id);
});

test("an empty file is a file", async () => {
  const { id, bytes } = await uploaded(text(""), "nothing.txt");
  expect(bytes).toBe(0);
  const link = await linkOf((await attach(id, "nothing.txt")).id);
  expect(await (await fetch(link)).text()).toBe("");
});

test.each([
  ["page.html", "<p>hello</p>", "forbidden_file_type"],
  ["page.txt", "<!-- hi -->\n<!DOCTYPE html><script>alert(1)</script>", "forbidden_file_type"],
  ["drawing.png", '<svg xmlns="http://www.w3.org/2000/svg"></svg>', "forbidden_file_type"],
  ["tool.exe", "MZ\u0090\u0000 a program", "forbidden_file_type"],
  ["script.sh", "#!/bin/sh\necho", "forbidden_file_type"],
  ["picture.png", "%PDF-1.7\n", "wrong_file_type"],
  ["paper.pdf", "no paper", "wrong_file_type"],
])("DOC-1: %s is refused", async (name, content, code) => {
  const answer = await upload(Buffer.from(content, "latin1"), name);
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ code, errors: [{ pointer: "/file" }] });
});

test("a form without a file, with two files, or above 20 MiB is refused by name", async () => {
  const send = (form: FormData) =>
    fetch(api("/files"), {
      method: "POST",
      body: form,
      headers: { authorization: `Bearer ${backroom.owner.key}` },
    });
  const [none, two, large] = [new FormData(), new FormData(), new FormData()];
  for (const name of ["a.txt", "b.txt"]) two.append("file", new Blob(["x"]), name);
  large.append("file", new Blob([new Uint8Array(20 * 1024 * 1024 + 1)]), "large.bin");
  none.append("title", "x");
  for (const form of [two, none]) {
    const answer = await send(form);
    expect(answer.status).toBe(400);
  }
  expect((await send(large)).status).toBe(413);
});

test("DOC-2: a link holds for 15 minutes (403), and altered it leads nowhere (404)", async () => {
  const { id } = await attach((await uploaded(PDF, "paper.pdf")).id, "paper.pdf");
  const link = await linkOf(id);
  const altered = link.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
  expect((await fetch(altered)).status).toBe(404);
  expect((await fetch(api("/files/nonsense"))).status).toBe(404);
  const back = setClock(() => Date.now() + 15 * MINUTE + 1000);
  try {
    const late = await fetch(link);
    expect(late.status).toBe(403);
    expect(await late.json()).toMatchObject({ code: "link_expired" });
  } finally {
    back();
  }
});

test("FIL-3: what an organization cannot see it cannot attach, nor attach to", async () => {
  const theirs = (await (await upload(text("theirs"), "theirs.txt", other.key)).json()) as Json;
  const mine = await uploaded(text("mine"), "mine.txt");
  const body = { entity_type: "account", entity_id: account, name: "x.txt" };
  const foreign = await backroom.owner.post("/documents", { ...body, file_id: theirs.id });
  expect(foreign).toMatchObject({ status: 422, body: { errors: [{ pointer: "/file_id" }] } });
  const nowhere = await backroom.owner.post("/documents", {
    ...body,
    entity_id: theirs.id,
    file_id: mine.id,
  });
  expect(nowhere).toMatchObject({ status: 422, body: { errors: [{ pointer: "/entity_id" }] } });
  const made = await attach(mine.id, "mine.txt");
  expect((await other.get(`/documents/${made.id}/link`)).status).toBe(404);
});

test("FIL-1: what nobody names goes after a day with all its parts; what a document names stays, until it is deleted", async () => {
  const [named, unnamed] = [
    await uploaded(text("kept"), "kept.txt"),
    await uploaded(text("left"), "left.txt"),
  ];
  const made = await attach(named.id, "kept.txt");
  const { mongo_url: url, namespace } = backroom;
  const { resources, schedules = [] } = platform;
  const db = await openDatabase({ url, name: `${namespace}_platform`, resources, secretKey: TEST_KEY });
  const callFor = (by: Meta) => (ref: never, input: never) => backroom.process.call(ref, input, by);
  const sweep = schedules.find(({ name }) => name === "file-sweep")!;
  const chunks = (file_id: string) => db.rows(fileChunk).find({ file_id }).toArray();
  const later = async (days: number) => {
    const back = setClock(() => Date.now() + days * 24 * 60 * MINUTE + 1000);
    try {
      await sweep.run(globalOf(db, undefined as never), callFor as never);
    } finally {
      back();
    }
  };
  await later(0);
  expect(await chunks(unnamed.id)).toHaveLength(1);
  await later(1);
  expect(await chunks(unnamed.id)).toEqual([]);
  expect(await chunks(named.id)).toHaveLength(1);
  await backroom.owner.delete(`/documents/${made.id}`);
  await later(2);
  expect(await chunks(named.id)).toEqual([]);
  await db.close();
});
