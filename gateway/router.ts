/** Finds the route of a request: one step per path segment, whatever the number of routes. */
import type { Route } from "./kit/route.ts";

type Node = { next: Map<string, Node>; any?: Node; methods: Map<string, Route> };

export type Found =
  | { kind: "route"; route: Route; params: string[] }
  | { kind: "method"; allow: string[] }
  | { kind: "none" };

export type Router = { find(method: string, path: string): Found };

const node = (): Node => ({ next: new Map(), methods: new Map() });

/** Builds the table from all routes; throws at start on two routes with one method and path. */
export function routerOf(routes: readonly Route[]): Router {
  const root = node();
  for (const route of routes) add(root, route);
  return {
    find(method, path) {
      const params: string[] = [];
      const found = walk(root, path.split("/").slice(1), 0, params);
      if (!found) return { kind: "none" };
      const route = found.methods.get(method) ?? (method === "HEAD" ? found.methods.get("GET") : undefined);
      return route ? { kind: "route", route, params } : { kind: "method", allow: allowed(found) };
    },
  };
}

function add(root: Node, route: Route): void {
  let at = root;
  for (const segment of route.path.split("/").slice(1)) {
    if (segment.startsWith("{")) {
      at.any ??= node();
      at = at.any;
    } else {
      const next = at.next.get(segment) ?? node();
      at.next.set(segment, next);
      at = next;
    }
  }
  if (at.methods.has(route.method)) throw new TypeError(`Two routes for ${route.method} ${route.path}.`);
  at.methods.set(route.method, route);
}

/** A literal segment takes precedence over a parameter, which is tried when the literal finds no route. */
function walk(at: Node, segments: string[], i: number, params: string[]): Node | undefined {
  if (i === segments.length) return at.methods.size > 0 ? at : undefined;
  const segment = segments[i]!;
  const exact = at.next.get(segment);
  if (exact) {
    const found = walk(exact, segments, i + 1, params);
    if (found) return found;
  }
  if (!at.any || segment === "") return undefined;
  params.push(segment);
  const found = walk(at.any, segments, i + 1, params);
  if (!found) params.pop();
  return found;
}

function allowed(at: Node): string[] {
  const methods = [...at.methods.keys()];
  if (methods.includes("GET")) methods.push("HEAD");
  return [...methods, "OPTIONS"].sort();
}
