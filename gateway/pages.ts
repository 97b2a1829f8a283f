/** What is served beside the APIs: the OpenAPI document and the documentation page, whose files come from npm. */

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { madeOnce } from "../shared/made-once.ts";
import type { Exchange } from "./exchange.ts";
import { llmsText } from "./llms-page.ts";
import { opsPages } from "./ops-page.ts";
import { problemPages } from "./problem-pages.ts";
import { respond } from "./respond.ts";

const ownPages = { ...opsPages, ...problemPages };

export type StaticPages = { serve(path: string, exchange: Exchange): Promise<boolean> };

const files: Record<string, string> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "swagger-ui-standalone-preset.js": "text/javascript; charset=utf-8",
  "favicon-32x32.png": "image/png",
};

/** Documents by title and address. A document is made when it is first asked for. */
export type Documents = { title: string; url: string; document: () => object }[];

const page = (documents: Documents) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Backroom API</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="stylesheet" href="/docs/page.css">
</head>
<body>
<div id="ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/swagger-ui-standalone-preset.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
<!-- ${documents.map((each) => each.url).join(" ")} -->
`;

const reference = (name: string) => readFileSync(new URL(`reference/${name}`, import.meta.url), "utf8");
const script = reference("start.js");
const style = reference("page.css");

const start = (documents: Documents) =>
  `const documents = ${JSON.stringify(documents.map(({ title, url }) => ({ name: title, url })))};\n${script}`;

/** Pages. `copies` of documents are served but not listed. */
export function pagesOf(documents: Documents, copies: Documents = []): StaticPages {
  const folder = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  const plain = madeOnce(() => ({ type: "text/plain; charset=utf-8", text: llmsText(documents) }));
  const written = (path: string) => (path === "/llms.txt" ? plain() : writtenPage(path, documents));
  return {
    async serve(path, exchange) {
      const { method } = exchange.request;
      if (method !== "GET" && method !== "HEAD") return false;
      const document = [...documents, ...copies].find((each) => each.url === path);
      if (document) {
        await respond(exchange, { status: 200, body: document.document() });
        return true;
      }
      if (path === "/" || path === "/docs/") return redirect(exchange);
      const found = written(path) ?? (await filePage(path, folder));
      return found ? send(exchange, found.type, found.text) : false;
    },
  };
}

type Page = { type: string; text: string | Buffer };

/** A page of our own. */
function writtenPage(path: string, documents: Documents): Page | undefined {
  if (path === "/docs") return { type: "text/html; charset=utf-8", text: page(documents) };
  if (path === "/docs/start.js") return { type: "text/javascript; charset=utf-8", text: start(documents) };
  if (path === "/docs/page.css") return { type: "text/css; charset=utf-8", text: style };
  return Object.hasOwn(ownPages, path) ? ownPages[path] : undefined;
}

/** A file of the documentation's viewer. */
async function filePage(path: string, folder: string): Promise<Page | undefined> {
  const name = path.startsWith("/docs/") ? path.slice("/docs/".length) : "";
  const type = Object.hasOwn(files, name) ? files[name] : undefined;
  return type ? { type, text: await readFile(join(folder, name)) } : undefined;
}

/** Only files of this server, and no framing, because readers enter a key on these pages. */
const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

function send({ request, response, request_id }: Exchange, type: string, content: string | Buffer): true {
  response.writeHead(200, {
    "Content-Type": type,
    "Content-Length": String(Buffer.byteLength(content)),
    "X-Content-Type-Options": "nosniff",
    "X-Request-Id": request_id,
    "Content-Security-Policy": POLICY,
  });
  response.end(request.method === "HEAD" ? undefined : content);
  return true;
}

function redirect({ response }: Exchange): true {
  response.writeHead(302, { Location: "/docs", "Content-Length": "0" });
  response.end();
  return true;
}
