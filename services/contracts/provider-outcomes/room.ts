import { room } from "../../../shared/service/room.ts";
import { askProviderCall } from "./ask-about-call.ts";
import { callWorker } from "./call-worker.ts";
import { providerOutcome } from "./outcome.saga.ts";
import { performProviderCall } from "./perform-call.ts";
import { resolveProviderCall } from "./resolve-call.ts";

export const providerOutcomesRoom = room({
  handlers: [performProviderCall, askProviderCall, resolveProviderCall],
  sagas: [providerOutcome],
  workers: [callWorker],
});
