/** The pages and documents of a gateway, without a gateway. */
import { compose } from "../../gateway/compose.ts";
import type { DialectOptions } from "../../gateway/dialects/index.ts";
import type { Exchange } from "../../gateway/exchange.ts";

/** Returns the text at an address. */
export function servedBy(dialects: Partial<DialectOptions> = {}): (path: string) => Promise<string> {
  const { pages } = compose({ secret: "s", rates: () => [], dialects });
  return async (path) => {
    let text = "";
    const response = {
      ...{ headersSent: false, destroyed: false, writeHead: () => undefined },
      end(body = "") {
        text = body;
      },
    };
    const request = { method: "GET", headers: {}, url: path };
    const exchange = { request_id: "r", started: 0, request, response } as unknown as Exchange;
    if (!(await pages.serve(path, exchange))) throw new Error(`There is nothing at ${path}.`);
    return text;
  };
}
