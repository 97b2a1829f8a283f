/** A service by its rooms: each lists the parts of one noun, and together they form the service. */
import type { ServiceDefinition } from "./definition.ts";
import { importProgress } from "./rows.ts";

/** One room's parts of its service. */
export type Room = Partial<Omit<ServiceDefinition, "name">>;

/** An identity function for inference. */
export const room = (parts: Room): Room => parts;

/** Resources, handlers and background work of all rooms, in the order of the rooms. */
export function serviceOf(name: string, rooms: readonly Room[]): ServiceDefinition {
  const handlers = rooms.flatMap(({ handlers: own = [] }) => own);
  const imports = handlers.some(({ mode }) => mode === "rows");
  const seeds = rooms.flatMap(({ seed }) => seed ?? []);
  return {
    name,
    resources: [
      ...rooms.flatMap(({ resources = [] }) => resources),
      ...(imports ? [importProgress(name)] : []),
    ],
    views: rooms.flatMap(({ views = [] }) => views),
    handlers,
    reactions: rooms.flatMap(({ reactions = [] }) => reactions),
    sagas: rooms.flatMap(({ sagas = [] }) => sagas),
    schedules: rooms.flatMap(({ schedules = [] }) => schedules),
    workers: rooms.flatMap(({ workers = [] }) => workers),
    chains: rooms.flatMap(({ chains = [] }) => chains),
    migrations: rooms.flatMap(({ migrations = [] }) => migrations),
    async seed(db) {
      for (const each of seeds) await each(db);
    },
  };
}
