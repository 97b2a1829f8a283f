/** Stores and their locations: created, changed, and deleted when they are empty. */
import { declareError } from "../../../shared/errors.ts";
import { id } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { inUseShape } from "../../../shared/service/uses.ts";
import { location } from "./location.ts";
import { store } from "./store.ts";

export const lastLocation = declareError({
  code: "last_location",
  status: 409,
  details: {},
  sentence: "A store must keep at least one location.",
  meaning: "A store must keep at least one location; create another one first.",
});

export const createStore = operation({
  name: "inventory.store.create",
  http: "POST /stores",
  status: 201,
  scope: "write:stores",
  about:
    "Create a store. The store gets a site of its own name and a first spot; the server makes its slug from the name. Returns the store.",
  input: store.fields,
  output: entityOf(store),
});

export const changeStore = operation({
  name: "inventory.store.change",
  http: "PATCH /stores/{id}",
  change: true,
  scope: "write:stores",
  about: "Change a store. Items that exist keep their terms. Returns the store.",
  input: { id: id(), ...store.fields },
  output: entityOf(store),
});

export const removeStore = operation({
  name: "inventory.store.remove",
  http: "DELETE /stores/{id}",
  scope: "delete:stores",
  about: "Delete a store. Refused while items are in it. Returns the deleted store.",
  refuses: ["in_use"],
  input: { id: id() },
  output: entityOf(store),
});

export const restoreStore = operation({
  name: "inventory.store.restore",
  http: "POST /stores/{id}/restore",
  scope: "write:stores",
  about: "Restore a deleted store with its site. Returns the store.",
  input: { id: id() },
  output: entityOf(store),
});

export const changeLocation = operation({
  name: "inventory.location.change",
  http: "PATCH /locations/{id}",
  change: true,
  scope: "write:locations",
  about:
    "Change a location. The site of a store has the name and address of its store: changing one changes both. A site that is in use cannot be switched off. An empty location can be moved to another store, except the last one of its store. Returns the location.",
  refuses: ["in_use", "last_location"],
  input: { id: id(), ...location.fields },
  output: entityOf(location),
});

export const removeLocation = operation({
  name: "inventory.location.remove",
  http: "DELETE /locations/{id}",
  scope: "delete:locations",
  about:
    "Delete a location. Refused while items are in it, for the last location of a store, and for the site of a store, which is deleted with its store. Returns the deleted location.",
  refuses: ["in_use", "last_location"],
  input: { id: id() },
  output: entityOf(location),
});

export const locationInUse = operation({
  name: "inventory.location.in_use",
  http: "GET /locations/{id}/in-use",
  scope: "read:locations",
  about: "Get what uses a location.",
  input: { id: id() },
  output: inUseShape,
});
