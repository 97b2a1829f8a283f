import { room } from "../../../shared/service/room.ts";
import { simulatedCard, simulatedObject } from "./simulated-object.ts";
import { simulatedStep } from "./simulated-step.ts";

export const providersRoom = room({ resources: [simulatedStep, simulatedCard, simulatedObject] });
