import { room } from "../../../shared/service/room.ts";
import { callWorker } from "./call-worker.ts";
import { providerOutcome } from "./outcome.saga.ts";
import { performProviderCall } from "./perform-call.ts";

export const providerOutcomesRoom = room({
  handlers: [performProviderCall],
  sagas: [providerOutcome],
  workers: [callWorker],
});
