/** A dialect: everything that its operations answer alike, and the contract that they fulfil. */
import type { IncomingHttpHeaders } from "node:http";
import type { JsonSchema } from "../../shared/fields/index.ts";
import type { ListQuery, Page } from "../../shared/page.ts";
import type { AnyResource } from "../../shared/resource/resource.ts";
import type { Credential, Principal } from "../principals.ts";
import type { Problem } from "../problem.ts";
import type { Body } from "../shapes/body.ts";
import type { Wire } from "../shapes/codecs.ts";
import type { GatewayRequest, GatewayResponse, Method, Parameter, Query } from "./request.ts";

/** What a dialect's document says of an operation; `contract.json` lists them by `operationId`. */
export type OperationSpec = {
  /** Below the dialect's prefix. */
  path: string;
  method: string;
  status: number;
  tag: string;
  summary: string;
  /** The scope that the document names. */
  permission?: string;
};
export type Contract<Id extends string = string> = { readonly [id in Id]: OperationSpec };

/** What may be paged: which resource, and the fields to sort by under the dialect's names. */
export type Listing = { resource: AnyResource; sorts: ReadonlyMap<string, string> };

/** How a dialect pages. */
export type Paging = {
  parameters(listing: Listing): readonly Parameter[];
  /** Takes the dialect's own parameters out of the query. */
  read(query: Query, listing: Listing): { list: ListQuery; rest: Query };
  present(page: Page<unknown>, list: ListQuery): object;
  schema(item: JsonSchema): JsonSchema;
};

/** A removal: the id, and what the service answered. */
export type Removal = { id: string; after: Body };

/** What a document says beyond its operations. */
export type Guide = {
  /** How to sign in, page, and read errors and amounts; Markdown. What holds for every dialect, each document adds. */
  introduction: string;
  /** Tags with their descriptions, by group. */
  groups: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

export type Dialect<Id extends string = string> = {
  name: string;
  prefix: string;
  title: string;
  about: string;
  /** The document of the service that it stands in for, and its operations; native has none and derives its own. */
  document?: URL;
  contract: Contract<Id>;
  /** What a request signs in with, or null; where it has none, the sentence that says how to. */
  credentials(headers: IncomingHttpHeaders): Credential | null;
  unauthorized: string;
  /** What becomes of names that it does not know (D41). */
  unknown: "refuse" | "ignore";
  /** Its variants, the one that speaks to keys that name none first. */
  profiles: readonly [string, ...string[]];
  /** Whether records of a variant show every missing value as null. */
  nulls(profile: string): boolean;
  /** Names under which a query or a body names its entry, where the path does not. */
  idFrom?: { query: string; body: string };
  paging: Paging;
  /** Filter spellings that a variant lacks, although the kit could read them. */
  refusesFilter?(name: string, wire: Wire): boolean;
  /** Refuses a request that this dialect cannot answer, such as another organization's address (API-14). */
  guard?(request: GatewayRequest): void;
  /** What a creation answers besides the object; `path` is the address of the collection. */
  created?(body: Body, path: string): Partial<GatewayResponse>;
  /** What a removal answers: the object, as it was before when it is gone for good; or whatever the function makes of it. */
  removed: "entity" | ((removal: Removal) => unknown);
  /** A refusal in this dialect's words and body. */
  problem(problem: Problem): { status: number; body: unknown; content_type: string };
  refusals: {
    schema: JsonSchema;
    media: string;
    /** What the body of a refusal with one of these codes has. */
    coded(codes: readonly string[]): JsonSchema;
    /** The status of a code, where it is not the usual one. */
    status?(code: string, profile: string): number;
  };
  guide?: Guide;
  /** Recorded exchanges of its operations, by variant: the examples of its documents. */
  examples?: URL;
};

export const profileOf = ({ profiles }: Dialect, { profile }: Pick<Principal, "profile">): string =>
  profiles.find((each) => each === profile) ?? profiles[0];

export const isMethod = (word: string): word is Method =>
  ["GET", "POST", "PATCH", "PUT", "DELETE"].includes(word);
