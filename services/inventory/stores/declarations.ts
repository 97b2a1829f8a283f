/** Stores and their locations: made, changed, deleted when nothing is in them. */
import { id } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { location } from "./location.ts";
import { store } from "./store.ts";

export const createStore = operation({
  name: "inventory.store.create",
  http: "POST /stores",
  status: 201,
  scope: "write:stores",
  about: "Creates a store with its first spot; the server makes its slug (ID-3).",
  input: store.fields,
  output: entityOf(store),
});

export const changeStore = operation({
  name: "inventory.store.change",
  http: "PATCH /stores/{id}",
  change: true,
  scope: "write:stores",
  about: "Changes a store; existing items keep their terms (TRM-3).",
  input: { id: id(), ...store.fields },
  output: entityOf(store),
});

export const removeStore = operation({
  name: "inventory.store.remove",
  http: "DELETE /stores/{id}",
  scope: "delete:stores",
  about: "Deletes a store without items (DEL-5).",
  input: { id: id() },
  output: entityOf(store),
});

export const changeLocation = operation({
  name: "inventory.location.change",
  http: "PATCH /locations/{id}",
  change: true,
  scope: "write:locations",
  about:
    "Changes a location; with nothing in it, it may move to another store, but not the last one of its own (409).",
  input: { id: id(), ...location.fields },
  output: entityOf(location),
});

export const removeLocation = operation({
  name: "inventory.location.remove",
  http: "DELETE /locations/{id}",
  scope: "delete:locations",
  about: "Deletes a location without items; the last one of a store stays (409 last_location).",
  input: { id: id() },
  output: entityOf(location),
});
