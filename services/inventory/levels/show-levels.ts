import { viewOf } from "../../../shared/service/definition.ts";
import { availableOf, projectedOf } from "./rules/effects.ts";
import { stockLevel } from "./stock-level.ts";
import type { Level } from "./write-levels.ts";

/** A level with the values derived from its counters. */
export const shownLevel = (level: Level): Level => ({
  ...level,
  available: availableOf(level),
  projected: projectedOf(level),
});

export const shownLevels = viewOf(stockLevel, async (_reader, levels) => levels.map(shownLevel));
