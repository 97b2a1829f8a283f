/** Files on their way into an import, as a client sends them. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Backroom, Client, Json, Reply } from "./backroom.ts";

/** A file of our own making in the form that another system exports; at least 200 rows. */
export const sampleFile = (name: string): Promise<Buffer> =>
  readFile(join(import.meta.dirname, "../import-samples", `${name}.csv`));

export async function uploaded(
  { url }: Pick<Backroom, "url">,
  { key }: Client,
  bytes: Uint8Array | string,
): Promise<string> {
  const form = new FormData();
  form.append("file", new Blob([typeof bytes === "string" ? bytes : Uint8Array.from(bytes)]), "file.csv");
  const answer = await fetch(`${url}/api/v1/files`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}` },
    body: form,
  });
  const body = (await answer.json()) as Json;
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
  return body.id;
}

export const checkFile = async (
  backroom: Backroom,
  client: Client,
  bytes: Uint8Array | string,
  wanted: { kind: string; [answer: string]: unknown },
): Promise<Reply> => client.post("/imports", { file_id: await uploaded(backroom, client, bytes), ...wanted });

/** Runs an import until it is done. */
export async function runToEnd(client: Client, id: string): Promise<Json> {
  for (;;) {
    const body = await client.ok.post(`/imports/${id}/run`);
    if (body.status === "done") return body;
  }
}
