import { room } from "../../../shared/service/room.ts";
import { simulatedStep } from "./simulated-step.ts";

export const providersRoom = room({ resources: [simulatedStep] });
