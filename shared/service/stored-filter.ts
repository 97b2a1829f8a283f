/** Filters and updates in the driver's types: the only place where its types meet ours. */
import type mongoose from "mongoose";
import type { Document } from "../resource/model.ts";
import { type MongoFilter, scoped } from "../resource/query.ts";
import type { AnyResource } from "../resource/resource.ts";
import type { MongoUpdate } from "./documents.ts";

export type StoredFilter = mongoose.mongo.Filter<Document>;
export type StoredUpdate = mongoose.mongo.UpdateFilter<Document>;

/** A filter of the tenant's rows (TEN-2), and of the system's if the resource shares them. */
export const ownRows = (org: string, filter: MongoFilter, resource?: AnyResource): StoredFilter =>
  scoped(org, filter, resource) as StoredFilter;

/** A filter across all tenants: only for the functions of `global.ts`. */
export const anyRows = (filter: MongoFilter): StoredFilter => filter as StoredFilter;

export const storedUpdate = (update: MongoUpdate): StoredUpdate => update as StoredUpdate;
