/** All that the gateway serves, from the declarations and dialects: routes, prefixes, documents. */
import { readFileSync } from "node:fs";
import { madeOnce } from "../shared/made-once.ts";
import { completeDocument } from "./complete-document.ts";
import { operations, resources } from "./declared.ts";
import { type DialectOptions, dialectsOf } from "./dialects/index.ts";
import { auditRoutes } from "./dialects/native/audit.ts";
import { native } from "./dialects/native/dialect.ts";
import { fileRoutes } from "./dialects/native/files.ts";
import { marketplaceRoutes } from "./dialects/native/marketplace.ts";
import { opsRoutes, type Second } from "./dialects/native/ops.ts";
import { paperRoutes } from "./dialects/native/papers.ts";
import { personRoutes } from "./dialects/native/people.ts";
import { pictureRoutes } from "./dialects/native/pictures.ts";
import { nativeRoutes } from "./dialects/native/routes.ts";
import { searchRoutes } from "./dialects/native/search.ts";
import type { Route } from "./kit/route.ts";
import { markAdditions } from "./mark-additions.ts";
import { openapiOf, titleOf } from "./openapi/document.ts";
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
  /** The native one first. */
  documents: Documents;
  pages: StaticPages;
  /** The native document. */
  native: () => object;
};

export function compose({ secret, rates, dialects = {} }: Composition): Composed {
  const { consigncloud_profile = "documented", mercato_profile = "documented", root } = dialects;
  const own = [
    ...nativeRoutes(resources, operations),
    ...searchRoutes,
    ...fileRoutes,
    ...paperRoutes,
    ...personRoutes,
    ...marketplaceRoutes,
    ...pictureRoutes,
    ...auditRoutes(secret),
    ...opsRoutes(rates),
  ];
  const modules: readonly DialectModule[] = [
    { dialect: native, routes: own },
    ...dialectsOf({ consigncloud_profile, mercato_profile }),
  ];
  const documents = modules.flatMap((each) => documentsOf(each));
  const pages = pagesOf(documents, copiesOf(modules, root));
  return {
    ...atRoot(modules, native, root),
    fallback: native,
    documents,
    pages,
    native: () => documents[0]!.document(),
  };
}

/** The documents of a dialect: one for each variant, the default one at `openapi.json`. */
const documentsOf = ({ dialect, routes }: DialectModule, server = dialect.prefix): Documents =>
  dialect.profiles.map((profile, i) => ({
    title: titleOf(dialect, profile),
    url: `${server}/openapi${i === 0 ? "" : `.${profile}`}.json`,
    document: madeOnce(() => {
      const made = openapiOf({ dialect, routes, profile, server });
      if (!dialect.document) return made;
      const known = knownDocument(dialect.document);
      return markAdditions(dialect.completes ? completeDocument(made, known) : made, known);
    }),
  }));

/** Native documents below "/native", too; those of the dialect at the root also there. */
function copiesOf(modules: readonly DialectModule[], root: string | undefined): Documents {
  const [own] = modules;
  const moved = own ? documentsOf(own, `/native${own.dialect.prefix}`) : [];
  const chosen = modules.find(({ dialect }) => dialect.name === root);
  return [...moved, ...(chosen ? documentsOf(chosen, "") : [])];
}

/** The document of the service that a dialect stands in for, kept beside the dialect. */
const knownDocument = (file: URL): object => JSON.parse(readFileSync(file, "utf8")) as object;
