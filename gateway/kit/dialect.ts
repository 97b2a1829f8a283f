/** A dialect: what all its operations have in common, and the contract that they fulfill. */
import type { IncomingHttpHeaders } from "node:http";
import type { JsonSchema } from "../../shared/fields/index.ts";
import type { ListQuery, Page } from "../../shared/page.ts";
import type { AnyResource } from "../../shared/resource/resource.ts";
import type { Call } from "../../shared/service/reference.ts";
import type { Credential, Principal } from "../principals.ts";
import type { Problem } from "../problem.ts";
import type { Body } from "../shapes/body.ts";
import type { Wire } from "../shapes/codecs.ts";
import type { GatewayRequest, GatewayResponse, Method, Parameter, Query } from "./request.ts";

/** An operation in a dialect's document; `contract.json` lists them by `operationId`. */
export type OperationSpec = {
  /** Below the dialect's prefix. */
  path: string;
  method: string;
  status: number;
  tag: string;
  summary: string;
  /** The scope that the document names. */
  permission?: string;
  /** The features that the document requires, separated by spaces, where rights are features. */
  features?: string;
  /** One of these roles is required, separated by spaces. */
  roles?: string;
  /** The document prints a success without saying anything of its body: a change whose status nobody has described. */
  unprinted?: boolean;
};
/** What the document requires of a caller. */
type Required = { readonly features: readonly string[]; readonly roles: readonly string[] };
export type Contract<Id extends string = string> = { readonly [id in Id]: OperationSpec };

/** A list that can be paged: its resource, and the sort fields under the dialect's names. */
export type Listing = { resource: AnyResource; sorts: ReadonlyMap<string, string> };

/** How a dialect pages. */
export type Paging = {
  parameters(listing: Listing): readonly Parameter[];
  /** Removes the dialect's paging parameters from the query and returns their values. */
  read(query: Query, listing: Listing): { list: ListQuery; rest: Query };
  present(page: Page<unknown>, list: ListQuery): object;
  schema(item: JsonSchema): JsonSchema;
};

/** A removal: the id, and the service's answer. */
export type Removal = { id: string; after: Body };

/** A creation: the object in the response and as stored, and the address of the collection. */
export type Creation = { body: Body; row: Body; path: string };

/** The introduction and tags of a document. */
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
  /** The vendor's document and its operations; native has none and derives its own. */
  document?: URL;
  /** Whether that document says more than the shapes do, and completes them. */
  completes?: true;
  contract: Contract<Id>;
  /** Finds the credential of a request, or null; and the sentence that explains how to sign in. */
  credentials(headers: IncomingHttpHeaders): Credential | null;
  unauthorized: string;
  /** Whether unknown names are refused or ignored (D41). */
  unknown: "refuse" | "ignore";
  /** Names in bodies that the dialect reads itself, whatever the operation. */
  reads?: readonly string[];
  /** Its variants; the first applies to keys that name none. */
  profiles: readonly [string, ...string[]];
  /** The status of a success in a variant, where it is not the document's. */
  status?(operation: OperationSpec, profile: string): number;
  /** Whether records of a variant show every missing value as null. */
  nulls(profile: string): boolean;
  /** Whether any version number may replace the one at the end of the prefix (D57). */
  anyVersion?: true;
  /** How ids in paths are spelled, by what they name; UUIDs by default. */
  ids?: { schema: JsonSchema; read(text: string, what: string): string | undefined };
  /** Names under which a query or a body names its entry, where the path does not. */
  idFrom?: { query: string; body: string };
  paging: Paging;
  /** Whether a variant shows further fields only where `include` asks for them; false by default. */
  knowsInclude?(profile: string): boolean;
  /** Filter spellings that a variant lacks, although the kit could read them. */
  refusesFilter?(name: string, wire: Wire): boolean;
  /** Makes what an organization needs before its first request in this dialect. */
  prepare?(caller: Principal, read: Call): Promise<void>;
  /** Refuses a caller who lacks a right, in the place of the check of scopes; before the body is read. */
  authorize?(caller: Principal, required: Required, query: Query): void;
  /** The caller as this request acts, where its body names a business unit; null: not one of theirs. */
  acting?(caller: Principal, body: unknown, tag: string): Principal | null;
  /** Refuses a request that this dialect cannot answer, such as another organization's address (API-14). */
  guard?(request: GatewayRequest): void;
  /** The response of a creation besides the object. */
  created?(creation: Creation): Partial<GatewayResponse>;
  /** The answer of a removal: the object (as it was before a permanent removal), or the result of the function. */
  removed: "entity" | ((removal: Removal) => unknown);
  /** A refusal in this dialect's words and body. */
  problem(problem: Problem): { status: number; body: unknown };
  refusals: {
    schema: JsonSchema;
    /** Media type of refusals; JSON by default. */
    media?: string;
    /** Where a refusal has our code: "code", or inside an object "details.reason". */
    code: string;
    /** The status of a code, where it is not the usual one. */
    status?(code: string, profile: string): number;
  };
  guide?: Guide;
  /** Recorded exchanges of its operations, by variant: the examples of its documents. */
  examples?: URL;
};

export const profileOf = ({ profiles }: Dialect, { profile }: Pick<Principal, "profile">): string =>
  profiles.find((each) => each === profile) ?? profiles[0];

type Asking = { dialect: Dialect; wire: Wire };
export const knowsInclude = ({ dialect, wire }: Asking): boolean =>
  dialect.knowsInclude?.(wire.profile) ?? false;

export const isMethod = (word: string): word is Method =>
  ["GET", "POST", "PATCH", "PUT", "DELETE"].includes(word);
