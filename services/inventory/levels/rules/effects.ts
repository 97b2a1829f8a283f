/**
 * The effects of an entry on the counters of its places: a function of the entry alone (9.2). Quantities in
 * millionths.
 */

export const forwardTypes = [
  "order",
  "receive",
  "produce",
  "demand",
  "allocate",
  "consume",
  "transfer",
  "adjust",
  "dispose",
] as const;
export type ForwardType = (typeof forwardTypes)[number];

export const reversibleTypes = [
  "order",
  "receive",
  "produce",
  "demand",
  "allocate",
  "consume",
  "transfer",
] as const satisfies readonly ForwardType[];
export type ReversibleType = (typeof reversibleTypes)[number];

export const reverseTypes = reversibleTypes.map((type) => `reverse_${type}` as const);
export type EventType = ForwardType | `reverse_${ReversibleType}`;
export const eventTypes: readonly EventType[] = [...forwardTypes, ...reverseTypes];

export const counterNames = ["on_hand", "on_order", "demand", "allocated", "in_transit"] as const;
export type Counters = Record<(typeof counterNames)[number], number>;

export const noCounters: Counters = { on_hand: 0, on_order: 0, demand: 0, allocated: 0, in_transit: 0 };

/** The parts of open counters that an entry relieves; stored on the entry. */
export type Relieves = Omit<Counters, "on_hand">;

export const nothingRelieved: Relieves = { on_order: 0, demand: 0, allocated: 0, in_transit: 0 };

/** The movement of an entry; absent parts of `relieves` are 0. */
export type Movement = {
  event_type: EventType;
  quantity: number;
  relieves?: Partial<Relieves>;
  location_id: string;
  to_location_id?: string | null;
};

export type Effect = { location_id: string; change: Counters };

const REVERSE = "reverse_";

/** The type that an entry reverses; null if it is not a reversal. */
export const reversedType = (type: EventType): ForwardType | null =>
  type.startsWith(REVERSE) ? (type.slice(REVERSE.length) as ForwardType) : null;

type Change = (moved: { quantity: number; relieves: Relieves }) => Partial<Counters>;

const changes: Record<ForwardType, Change> = {
  order: ({ quantity }) => ({ on_order: quantity }),
  receive: ({ quantity, relieves }) => ({
    on_hand: quantity,
    on_order: -relieves.on_order,
    in_transit: -relieves.in_transit,
  }),
  produce: ({ quantity, relieves }) => ({ on_hand: quantity, on_order: -relieves.on_order }),
  demand: ({ quantity }) => ({ demand: quantity }),
  allocate: ({ quantity }) => ({ allocated: quantity }),
  consume: ({ quantity, relieves }) => ({
    on_hand: -quantity,
    demand: -relieves.demand,
    allocated: -relieves.allocated,
  }),
  transfer: ({ quantity }) => ({ on_hand: -quantity }),
  adjust: ({ quantity }) => ({ on_hand: quantity }),
  dispose: ({ quantity }) => ({ on_hand: -quantity }),
};

const signed = (change: Partial<Counters>, sign: 1 | -1): Counters => ({
  ...noCounters,
  ...Object.fromEntries(Object.entries(change).map(([name, by]) => [name, sign * by || 0])),
});

/** STK-1: counters are the sums of these. A transfer is in transit at its destination. */
export function effectsOf(movement: Movement): Effect[] {
  const { event_type, quantity, location_id, to_location_id = null } = movement;
  const relieves = { ...nothingRelieved, ...movement.relieves };
  const reversed = reversedType(event_type);
  const type = reversed ?? (event_type as ForwardType);
  const sign = reversed ? -1 : 1;
  const here = { location_id, change: signed(changes[type]({ quantity, relieves }), sign) };
  if (type !== "transfer" || !to_location_id) return [here];
  return [here, { location_id: to_location_id, change: signed({ in_transit: quantity }, sign) }];
}

export const addCounters = (one: Counters, other: Counters): Counters => ({
  on_hand: one.on_hand + other.on_hand,
  on_order: one.on_order + other.on_order,
  demand: one.demand + other.demand,
  allocated: one.allocated + other.allocated,
  in_transit: one.in_transit + other.in_transit,
});

export type Level = Counters & { reserved: number };

export const emptyLevel: Level = { ...noCounters, reserved: 0 };

/** The quantity that can be promised: neither allocated nor held (STK-6). */
export const availableOf = ({ on_hand, allocated, reserved }: Level): number =>
  on_hand - allocated - reserved;

export const projectedOf = ({ on_hand, on_order, in_transit, demand }: Counters): number =>
  on_hand + on_order + in_transit - demand;
