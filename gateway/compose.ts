/** All that the gateway serves, from the declarations and dialects: routes, prefixes, documents. */
import { readFileSync } from "node:fs";
import { operations, resources } from "./declared.ts";
import { type DialectOptions, dialectsOf } from "./dialects/index.ts";
import { auditRoutes } from "./dialects/native/audit.ts";
import { native } from "./dialects/native/dialect.ts";
import { opsRoutes, type Second } from "./dialects/native/ops.ts";
import { nativeRoutes } from "./dialects/native/routes.ts";
import { searchRoutes } from "./dialects/native/search.ts";
import type { Route } from "./kit/route.ts";
import { markAdditions } from "./mark-additions.ts";
import { openapiOf } from "./openapi.ts";
import { type Documents, pagesOf, type StaticPages } from "./pages.ts";
import { atRoot, type DialectModule, type Prefix } from "./prefixes.ts";

export type Composition = {
  /** Signs the cursors of lists that the gateway merges; the same in every gateway. */
  secret: string;
  /** Recent requests of this gateway, second by second. */
  rates: () => readonly Second[];
  dialects?: Partial<DialectOptions>;
};

export type Composed = {
  routes: readonly Route[];
  prefixes: readonly Prefix[];
  fallback: typeof native;
  pages: StaticPages;
};

export function compose({ secret, rates, dialects = {} }: Composition): Composed {
  const { consigncloud_profile = "documented", root } = dialects;
  const own = [
    ...nativeRoutes(resources, operations),
    ...searchRoutes,
    ...auditRoutes(secret),
    ...opsRoutes(rates),
  ];
  const modules: readonly DialectModule[] = [
    { dialect: native, routes: own },
    ...dialectsOf(consigncloud_profile),
  ];
  return { ...atRoot(modules, native, root), fallback: native, pages: pagesOf(modules.map(documentOf)) };
}

const documentOf = ({ dialect, routes }: DialectModule): Documents[number] => ({
  title: dialect.title,
  url: `${dialect.prefix}/openapi.json`,
  document: () => {
    const made = openapiOf(routes, dialect, dialect !== native);
    return dialect.document ? markAdditions(made, knownDocument(dialect.document)) : made;
  },
});

/** The document of the service that a dialect stands in for, kept beside the dialect. */
const knownDocument = (file: URL): object => JSON.parse(readFileSync(file, "utf8")) as object;
