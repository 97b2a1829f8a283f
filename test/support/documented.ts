/** Compares answers with the OpenAPI document that the running service shows (API-12). */
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Client } from "./backroom.ts";

/** How an answer violates the document, or null. Paths are those of the native API. */
export async function documentation(client: Client) {
  const document = await client.ok.get("/openapi.json");
  const ajv = new Ajv2020({ strict: false, addUsedSchema: false });
  addFormats.default(ajv);
  ajv.addSchema({ ...document, $id: "doc" });
  return (method: "get" | "post" | "patch" | "delete", path: string, body: unknown) => {
    const { responses } = document.paths[path][method];
    const status = Object.keys(responses).find((code) => code.startsWith("2"))!;
    const type = Object.keys(responses[status].content)[0]!.replaceAll("/", "~1");
    const at = path.replaceAll("/", "~1").replaceAll("{", "%7B").replaceAll("}", "%7D");
    const check = ajv.compile({
      $ref: `doc#/paths/${at}/${method}/responses/${status}/content/${type}/schema`,
    });
    check(body);
    return check.errors ?? null;
  };
}
