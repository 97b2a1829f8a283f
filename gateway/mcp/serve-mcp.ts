/**
 * `/mcp`: the shop's data for assistants, by the Model Context Protocol (Streamable HTTP without sessions). An API key signs in;
 * its scopes decide what can be read, and nothing can be changed.
 */
import manifest from "../../package.json" with { type: "json" };
import { fail } from "../../shared/errors.ts";
import { readJson } from "../body/json.ts";
import type { Exchange } from "../exchange.ts";
import { type NativeDocument, type Read, readsOf } from "./reads.ts";
import { type Reading, tools } from "./tools.ts";

export const MCP = "/mcp";

const MOST_BYTES = 262_144;

export type McpPlace = {
  /** The native document. */
  native: () => object;
  /** Throws 401 without a key, and 429 when it has called too often. */
  signIn(exchange: Exchange): Promise<void>;
};

type Known = { reads: Read[]; prefix: string };
const known = new WeakMap<McpPlace["native"], Known>();

function knownOf(native: McpPlace["native"]): Known {
  const before = known.get(native);
  if (before) return before;
  const document = native() as NativeDocument;
  const made = { reads: readsOf(document), prefix: `/native${document.servers[0]!.url}` };
  known.set(native, made);
  return made;
}

/** Reads through the door that everybody uses, so that scopes, limits and the log are the same. */
function readingBy({ request, request_id }: Exchange, { reads, prefix }: Known): Reading {
  const { localAddress = "127.0.0.1", localPort } = request.socket;
  const host = localAddress.includes(":") ? `[${localAddress}]` : localAddress;
  return {
    reads,
    async get(path, query) {
      const asked = new URLSearchParams(query).toString().replaceAll("%3A", ":");
      const response = await fetch(`http://${host}:${localPort}${prefix}${path}${asked ? `?${asked}` : ""}`, {
        headers: { authorization: request.headers.authorization ?? "", "x-request-id": request_id },
      });
      const type = response.headers.get("content-type") ?? "";
      return { status: response.status, type, text: await response.text() };
    },
  };
}

/** A server for one request: the protocol has no state of ours. The package is loaded with the first one. */
async function answered(message: unknown, exchange: Exchange, reading: Reading): Promise<Response> {
  const [{ Server }, { WebStandardStreamableHTTPServerTransport }, types] = await Promise.all([
    import("@modelcontextprotocol/sdk/server/index.js"),
    import("@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js"),
    import("@modelcontextprotocol/sdk/types.js"),
  ]);
  const server = new Server({ name: "backroom", version: manifest.version }, { capabilities: { tools: {} } });
  server.setRequestHandler(types.ListToolsRequestSchema, () => ({
    tools: Object.entries(tools).map(([name, { run: _run, ...told }]) => ({
      ...{ name, ...told },
      annotations: { readOnlyHint: true },
    })),
  }));
  server.setRequestHandler(types.CallToolRequestSchema, async ({ params }) => {
    const tool = Object.hasOwn(tools, params.name) ? tools[params.name] : undefined;
    const { text, isError } = tool
      ? await tool.run(params.arguments ?? {}, reading)
      : {
          text: `There is no tool '${params.name}': choose from ${Object.keys(tools).join(", ")}.`,
          isError: true,
        };
    return { content: [{ type: "text", text }], isError };
  });
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  try {
    const { headers } = exchange.request;
    const request = new Request("http://localhost/mcp", {
      method: "POST",
      headers: {
        ...{ accept: headers.accept ?? "", "content-type": headers["content-type"] ?? "" },
        ...(headers["mcp-protocol-version"]
          ? { "mcp-protocol-version": String(headers["mcp-protocol-version"]) }
          : {}),
      },
    });
    return await transport.handleRequest(request, { parsedBody: message });
  } finally {
    await server.close();
  }
}

export async function serveMcp({ native, signIn }: McpPlace, exchange: Exchange): Promise<void> {
  const { request, response, request_id } = exchange;
  if (request.method !== "POST")
    throw fail("method_not_allowed", "Allowed here: POST.", { headers: { Allow: "POST" } });
  await signIn(exchange);
  const message = await readJson(request, MOST_BYTES);
  const answer = await answered(message, exchange, readingBy(exchange, knownOf(native)));
  response.writeHead(answer.status, {
    ...Object.fromEntries(answer.headers),
    ...exchange.headers,
    "X-Request-Id": request_id,
  });
  response.end(await answer.text());
}
