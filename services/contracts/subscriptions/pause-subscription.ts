import { invalidField } from "../../../shared/errors.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { moveSubscription } from "./next-step.rules.ts";
import { saveSubscription } from "./save-subscription.ts";
import { subscription } from "./subscription.ts";

export const pauseSubscription = command(
  declared.pauseSubscription,
  async (tx, { id, paused_until = null, pause_behavior }) => {
    const before = await tx.target(subscription, id, { withHidden: true });
    const moved = moveSubscription(before.status, "paused");
    if (!moved.ok) throw refusedTransition("subscription", moved);
    if (paused_until !== null && paused_until <= tx.now)
      throw invalidField("/paused_until", "in_past", "'paused_until' must be in the future.");
    const paused = { status: moved.status, paused_at: before.paused_at ?? tx.now };
    const { paused: event } = declared.subscriptionEvents;
    return saveSubscription(tx, before, { ...paused, paused_until, pause_behavior }, { event });
  },
);
