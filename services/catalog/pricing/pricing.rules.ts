/** Finds inconsistent fields of a discount or surcharge (3.2, 5.3). */
export const WHOLE_PPM = 1_000_000;

type Rule = { field: "tag" | "category" | "inventory_type"; value: string };
export type Priced = {
  value_type: "percentage" | "fixed" | "set_price";
  value: number;
  rules: readonly Rule[];
  level?: "line" | "sale";
  schedule?: readonly { after_days: number; value: number }[];
  starts_on?: string | null;
  ends_on?: string | null;
};

export type Wrong = { pointer: string; code: string; message: string };

const inventoryTypes = ["consignment", "buy_outright", "retail"];
const tooMuch = (pointer: string): Wrong => ({
  pointer,
  code: "number_max",
  message: `'value' must be at most ${WHOLE_PPM} ppm for a percentage.`,
});

function scheduleWrongs({ schedule = [], value_type }: Priced): Wrong[] {
  const seen = new Set<number>();
  return schedule.flatMap(({ after_days, value }, i) => {
    const twice = seen.has(after_days);
    seen.add(after_days);
    return [
      ...(value_type === "percentage" && value > WHOLE_PPM ? [tooMuch(`/schedule/${i}/value`)] : []),
      ...(twice
        ? [
            {
              pointer: `/schedule/${i}/after_days`,
              code: "duplicate",
              message: `Two steps begin after ${after_days} days.`,
            },
          ]
        : []),
    ];
  });
}

/** All violations; empty for a valid rule. */
export function wrongsOf(priced: Priced): Wrong[] {
  const { value_type, value, starts_on, ends_on, level, rules } = priced;
  const wrongs = scheduleWrongs(priced);
  if (value_type === "percentage" && value > WHOLE_PPM) wrongs.push(tooMuch("/value"));
  if (starts_on && ends_on && ends_on < starts_on)
    wrongs.push({ pointer: "/ends_on", code: "order", message: "'ends_on' must not be before 'starts_on'." });
  if (value_type === "set_price" && level === "sale")
    wrongs.push({
      pointer: "/value_type",
      code: "not_for_sales",
      message: "A set price requires the level 'line'.",
    });
  for (const [i, { field, value: wanted }] of rules.entries()) {
    if (field === "inventory_type" && !inventoryTypes.includes(wanted))
      wrongs.push({
        pointer: `/rules/${i}/value`,
        code: "enum_value",
        message: `Allowed: ${inventoryTypes.join(", ")}.`,
      });
  }
  return wrongs;
}
