/** Subscriptions (8.4); unset fields are omitted (D35). */
import type { Subscription } from "../../../../services/contracts/public.ts";
import { c, computed, field, rowsOf, shape, shown } from "../../../kit/index.ts";
import { idOf } from "../ids.ts";

const always = { always: true } as const;

export const subscriptionShape = shape("Subscription", rowsOf<Subscription>(), {
  id: shown("id", idOf("subscription"), always),
  platform_id: shown("platform_id", idOf("platform"), always),
  user_id: shown("user_id", idOf("marketplace_user"), always),
  // The template, as the service that its text names (SUB-8).
  service_id: shown("contract_id", idOf("service"), always),
  price: shown("price", c.decimalMoney, always),
  isActive: computed(
    c.flag,
    ({ status }: Subscription) => status === "active" || status === "past_due",
    always,
  ),
  isPaused: computed(c.flag, ({ status }: Subscription) => status === "paused", always),
  pausedAt: shown("paused_at", c.instantSeconds),
  pausedUntil: shown("paused_until", c.instantSeconds),
  cycle: shown("cycle", c.text, always),
  startDate: shown("start_date", c.dayStart, always),
  ended: shown("ended_at", c.instantSeconds),
  status: shown("status", c.text),
});

export const startShape = shape("NewSubscription", rowsOf<Pick<Subscription, "cycle" | "start_date">>(), {
  cycle: field("cycle", c.choiceOf(["weekly", "monthly", "quarterly", "yearly"])),
  startDate: field("start_date", c.dayStart),
});

export const pauseShape = shape("Pause", rowsOf<{ paused_until: string | null }>(), {
  pausedUntil: field("paused_until", c.instantSeconds),
});
