/** The events of Backroom and what they tell (docs/events.md). Made by `npm run docs` from the declarations. */

/** One event as it travels, on NATS and in the body of a webhook's `data`. */
export type Envelope<Type extends EventType = EventType> = {
  id: string;
  type: Type;
  org_id: string;
  mode: "live" | "test";
  occurred_at: string;
  /** Its place among all that its service did for the organization. */
  seq: number;
  /** What it is about; `seq` is the version: ignore what is older than what you have. */
  aggregate: { kind: string; id: string; seq: number };
  actor: { kind: "user" | "api_key" | "system"; id: string };
  request_id: string;
  causation_id: string | null;
  schema_version: number;
  data: EventData[Type];
};

export type EventType = keyof EventData;

export type Transaction = {
  id: string;
  org_id: string;
  contract_id: string;
  platform_id?: string | null;
  type: "charge" | "transfer" | "refund" | "transfer_reversal" | "fee" | "refund_return" | "refund_payment";
  status: "pending" | "succeeded" | "failed";
  buyer_user_id?: string | null;
  seller_user_id?: string | null;
  amount: number;
  currency: string;
  provider: string;
  provider_ref: string;
  reverses_id?: string | null;
  failure?: string | null;
  dispute?: "open" | "won" | "lost" | null;
  dispute_id?: string | null;
  at_provider?: boolean;
  returned?: "owed" | "paid" | "kept" | null;
  method?: "cash" | "bank" | "check" | "external" | null;
  reason?: string | null;
  business_date: string;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Contract = {
  id: string;
  org_id: string;
  number: string;
  platform_id?: string | null;
  user_id?: string | null;
  status: "draft" | "open" | "partially_paid" | "paid" | "settled" | "void" | "refunded" | "deleted";
  partially_refunded: boolean;
  disputed?: boolean;
  currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLP" | "CNY" | "COP" | "CRC" | "CUC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HRK" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SLL" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UZS" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG" | "ZWL";
  items: Array<{
    id: string;
    product_id?: string | null;
    seller_user_id: string;
    name: string;
    quantity: number;
    unit_price: number;
    currency: string;
  }>;
  buyers: Array<{
    id: string;
    user_id: string;
    weight: number;
    base: number;
    due: number;
    pinned: boolean;
    paid: number;
    refunded: number;
  }>;
  sellers: Array<{
    id: string;
    user_id: string;
    owed: number;
    pinned: boolean;
    transferred: number;
    reversed: number;
    transfer_reversed: number;
  }>;
  fees: Array<{
    id: string;
    name: string;
    amount?: number | null;
    ppm?: number | null;
    payer: "buyer" | "seller";
    total: number;
  }>;
  pending?: Array<{
    transaction_id: string;
    type: "charge" | "transfer" | "refund" | "transfer_reversal";
    user_id: string;
    amount: number;
  }>;
  buyer_user_ids: Array<string>;
  seller_user_ids: Array<string>;
  viewer_user_ids: Array<string>;
  include_processor_fees: boolean;
  include_service_fees: boolean;
  include_platform_fees: boolean;
  platform_fee_ppm: number;
  service_fee_ppm: number;
  processor: {
    ppm: number;
    fixed: number;
  };
  sub_total: number;
  processor_fee: number;
  service_fee: number;
  platform_fee: number;
  custom_fees: number;
  total: number;
  refunded_amount?: number;
  due_at?: string | null;
  notes?: string | null;
  recurrence?: "weekly" | "monthly" | "quarterly" | "yearly" | null;
  subscription_id?: string | null;
  period?: number | null;
  is_template?: boolean;
  sent_at?: string | null;
  last_sent_at?: string | null;
  last_payment_attempt_at?: string | null;
  partially_paid_at?: string | null;
  paid_at?: string | null;
  settled_at?: string | null;
  voided_at?: string | null;
  refunded_at?: string | null;
  terms_version: number;
  sent_version?: number | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Dispute = {
  id: string;
  org_id: string;
  contract_id: string;
  platform_id?: string | null;
  transaction_id: string;
  buyer_user_id: string;
  status: "open" | "won" | "lost";
  amount: number;
  currency: string;
  provider: string;
  provider_ref: string;
  reason?: string | null;
  evidence_due_at?: string | null;
  fee?: number | null;
  refund_id?: string | null;
  fee_id?: string | null;
  closed_at?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Sale = {
  id: string;
  org_id: string;
  number: string;
  store_id?: string | null;
  register_id?: string | null;
  register_session_id?: string | null;
  cashier_id?: string | null;
  customer_id?: string | null;
  status: "open" | "parked" | "finalized" | "voided" | "discarded";
  refund_status: "none" | "partial" | "full";
  currency: string;
  lines: Array<{
    id: string;
    item_id: string;
    sku: string;
    sku_id?: string | null;
    stock_entry_id?: string | null;
    site_id?: string | null;
    product_id?: string | null;
    title: string;
    category_id?: string | null;
    brand_id?: string | null;
    inventory_type: "consignment" | "buy_outright" | "retail";
    account_id?: string | null;
    quantity: number;
    unit_price: number;
    discounts: Array<{
      discount_id?: string | null;
      bearer?: "shared" | "store" | "consignor" | null;
      value_type?: "percentage" | "fixed" | "set_price" | null;
      value?: number | null;
    }>;
    applied_discounts: Array<{
      id?: string | null;
      bearer: "shared" | "store" | "consignor";
      amount: number;
      level: "line" | "sale";
    }>;
    applied_surcharges: Array<{
      id: string;
      type: "buyer_fee" | "consignor_fee" | "card_fee";
      amount: number;
    }>;
    applied_taxes: Array<{
      tax_id: string;
      snapshot: {
        name: string;
        rate_ppm: number;
        type: "inclusive" | "exclusive";
        scheme: "standard" | "margin";
      };
      amount: number;
    }>;
    net: number;
    price_paid: number;
    taxed_price: number;
    split: number;
    split_price: number;
    handling_fee: number;
    consignor_discount: number;
    consignor_fees: number;
    card_fees: number;
    consignor_portion: number;
    store_portion: number;
    cost: number;
    days_on_shelf: number;
    return_days: number;
    payable_on?: string | null;
    refunded_quantity: number;
    refunded_amount: number;
  }>;
  discounts?: Array<{
    discount_id?: string | null;
    bearer?: "shared" | "store" | "consignor" | null;
    value_type?: "percentage" | "fixed" | "set_price" | null;
    value?: number | null;
  }>;
  gift_cards?: Array<{
    id: string;
    amount: number;
    expires_on?: string | null;
    refunded?: number;
  }>;
  payments: Array<{
    type: "cash" | "card" | "check" | "store_credit" | "gift_card" | "external" | "contract" | "marketplace_fee" | "deposit" | "exchange";
    amount: number;
    account_id?: string | null;
    gift_card_id?: string | null;
    provider_ref?: string | null;
    paid_by?: "cash" | "card" | "check" | "store_credit" | "gift_card" | "external" | null;
    refunded?: number;
  }>;
  subtotal: number;
  discount_total: number;
  tax_total: number;
  gift_card_total?: number;
  total: number;
  change: number;
  cogs: number;
  consignor_portion: number;
  store_portion: number;
  refunded_amount: number;
  cash_rounding_adjustment: number;
  line_item_count: number;
  warnings: Array<{
    code: string;
    line_index: number;
  }>;
  memo?: string | null;
  notes: Array<{
    id: string;
    body: string;
    at: string;
    by: string;
  }>;
  metadata?: Record<string, unknown>;
  business_date?: string | null;
  channel?: "pos" | "shopify" | "square" | "third_party" | "legacy";
  external_ref?: string | null;
  exchange_refund_id?: string | null;
  finalized_at?: string | null;
  voided_at?: string | null;
  parked_at?: string | null;
  hold_until?: string | null;
  lay_by?: {
    status: "active" | "overdue" | "completed" | "cancelled";
    due_date: string;
    started_on: string;
    paid: number;
    outstanding: number;
    fee?: number;
  } | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Refund = {
  id: string;
  org_id: string;
  sale_id: string;
  store_id?: string | null;
  register_id?: string | null;
  register_session_id?: string | null;
  amount: number;
  currency: string;
  rounding: number;
  method: string;
  tenders: Array<{
    type: string;
    amount: number;
    account_id?: string | null;
    gift_card_id?: string | null;
  }>;
  exchange_sale_id?: string | null;
  gift_cards?: Array<{
    id: string;
    amount: number;
  }>;
  bearer?: "shared" | "store" | null;
  reason?: string | null;
  business_date: string;
  lines: Array<{
    line_id: string;
    item_id: string;
    account_id?: string | null;
    quantity: number;
    restock: boolean;
    amount: number;
    goodwill: number;
    net: number;
    store_portion: number;
    components: {
      price_paid: number;
      taxes: Array<{
        tax_id: string;
        type: "inclusive" | "exclusive";
        amount: number;
      }>;
      discounts: Array<{
        id?: string | null;
        bearer: "shared" | "store" | "consignor";
        amount: number;
        level: "line" | "sale";
      }>;
      consignor_portion: number;
      handling_fee: number;
      consignor_discount: number;
      consignor_fees: number;
      card_fees: number;
      cost: number;
    };
  }>;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Subscription = {
  id: string;
  org_id: string;
  platform_id: string;
  user_id: string;
  contract_id: string;
  status: "starting" | "active" | "paused" | "past_due" | "ended";
  price: number;
  currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLP" | "CNY" | "COP" | "CRC" | "CUC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HRK" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SLL" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UZS" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG" | "ZWL";
  cycle: "weekly" | "monthly" | "quarterly" | "yearly";
  start_date: string;
  period: number;
  current_period_start: string;
  current_period_end: string;
  next_invoice_on?: string | null;
  adjustment?: number;
  paused_at?: string | null;
  paused_until?: string | null;
  pause_behavior?: "skip" | "collect_later" | null;
  cancel_at_period_end?: boolean;
  failed_at?: string | null;
  failure?: string | null;
  retries?: number;
  next_attempt_at?: string | null;
  missed_periods?: number;
  started_at?: string | null;
  ended_at?: string | null;
  end_reason?: "requested" | "period_end" | "unpaid" | "user_left" | "unanswered" | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Account = {
  id: string;
  org_id: string;
  number: string;
  email_notifications_enabled?: boolean;
  address_line_1?: string | null;
  address_line_2?: string | null;
  city?: string | null;
  region?: string | null;
  zip?: string | null;
  country?: string | null;
  is_vendor?: boolean;
  tax_exempt?: boolean;
  default_split?: number | null;
  default_handling_fee?: {
    type: "none" | "fixed" | "percentage";
    fixed?: number | null;
    percentage_ppm?: number | null;
  } | null;
  default_expiry_days?: number | null;
  default_return_days?: number | null;
  default_pick_up_days?: number | null;
  default_end_action?: "return_to_consignor" | "donate" | "discard" | "convert" | null;
  default_inventory_type?: "consignment" | "buy_outright" | "retail";
  tags?: Array<string>;
  location_ids?: Array<string>;
  recurring_fees?: Array<{
    id?: string | null;
    name: string;
    amount: number;
    cycle: "weekly" | "monthly";
    every_weeks?: number | null;
    day_of_month?: number | null;
    starts_on?: string | null;
    attached_on?: string | null;
  }>;
  user_id?: string | null;
  metadata?: Record<string, unknown>;
  balance?: number;
  store_credit?: number;
  payouts_in_progress?: number;
  number_of_items?: number;
  number_of_purchases?: number;
  last_settlement?: string | null;
  last_item_entered?: string | null;
  last_activity?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Activity = {
  id: string;
  org_id: string;
  customer_id: string;
  customer_kind: "person" | "company";
  deal_id?: string | null;
  author_member_id?: string | null;
  icon?: string | null;
  color?: string | null;
  business_unit_id?: string | null;
  activity_type: string;
  occurred_at?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type ApiKey = {
  id: string;
  org_id: string;
  name: string;
  description?: string | null;
  prefix: string;
  mode?: "live" | "test";
  access?: "read_only" | "read_write" | "admin" | "owner" | "scopes" | "roles";
  scopes?: Array<string> | null;
  role_ids?: Array<string> | null;
  business_unit_id?: string | null;
  profile?: string | null;
  platform_id?: string | null;
  member_id: string;
  personal?: boolean;
  expires_at?: string | null;
  last_used_at?: string | null;
  revoked_at?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type AvailabilityRule = {
  id: string;
  org_id: string;
  subject_kind: "team_member" | "bookable_resource" | "availability_rule_set";
  subject_id: string;
  timezone: string;
  repeat: "weekly" | "daily" | "once";
  weekday?: "sunday" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | null;
  date?: string | null;
  start: string;
  end: string;
  exdates?: Array<string>;
  kind?: "availability" | "unavailability";
  note?: string | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type AvailabilityRuleSet = {
  id: string;
  org_id: string;
  name: string;
  description?: string | null;
  timezone: string;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Batch = {
  id: string;
  org_id: string;
  number: string;
  account_id?: string | null;
  description?: string | null;
  status: "draft" | "submitted";
  platform_editing_on?: "portal" | "staff";
  submitted_at?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Bom = {
  id: string;
  org_id: string;
  output_sku_id: string;
  items: Array<{
    material_id?: string | null;
    sku_id?: string | null;
    quantity: number;
    scrap_ppm?: number;
  }>;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type BookableResource = {
  id: string;
  org_id: string;
  name: string;
  description?: string | null;
  resource_type_id?: string | null;
  capacity?: number | null;
  capacity_unit_value?: string | null;
  capacity_unit_name?: string | null;
  capacity_unit_color?: string | null;
  capacity_unit_icon?: string | null;
  icon?: string | null;
  color?: string | null;
  tag_ids?: Array<string>;
  availability_rule_set_id?: string | null;
  is_active?: boolean;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type BookingTag = {
  id: string;
  org_id: string;
  slug: string;
  label: string;
  color?: string | null;
  description?: string | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Brand = {
  id: string;
  org_id?: string | null;
  name: string;
  slug: string;
  system?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Broker = {
  id: string;
  org_id: string;
  name: string;
  sort_order: number;
  is_active?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type BusinessCustomer = {
  id: string;
  org_id: string;
  name: string;
  type_id: string;
  segment_id?: string | null;
  broker_id?: string | null;
  broker_fee_ppm?: number | null;
  parent_id?: string | null;
  address_line_1?: string | null;
  address_line_2?: string | null;
  city?: string | null;
  region?: string | null;
  zip?: string | null;
  country?: string | null;
  term?: string | null;
  accounting_ref?: string | null;
  notes?: string | null;
  is_active?: boolean;
  email?: string | null;
  phone_number?: string | null;
  status?: string | null;
  lifecycle_stage?: string | null;
  source?: string | null;
  owner_member_id?: string | null;
  next_interaction_at?: string | null;
  next_interaction_name?: string | null;
  next_interaction_ref?: string | null;
  next_interaction_icon?: string | null;
  next_interaction_color?: string | null;
  tag_ids?: Array<string>;
  legal_name?: string | null;
  brand_name?: string | null;
  domain?: string | null;
  website?: string | null;
  industry?: string | null;
  size?: string | null;
  annual_revenue?: number | null;
  account_id?: string | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type BusinessUnit = {
  id: string;
  org_id: string;
  name: string;
  is_active?: boolean;
  parent_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Calendar = {
  id: string;
  org_id: string;
  platform_id: string;
  user_id: string;
  name?: string | null;
  description?: string | null;
  availability?: Array<{
    day: "sunday" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday";
    start: string;
    end: string;
  }>;
  overrides?: Array<{
    date: string;
    ranges?: Array<{
      start: string;
      end: string;
    }>;
  }>;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type CalendarEvent = {
  id: string;
  org_id: string;
  platform_id: string;
  user_id: string;
  kind?: "manual" | "booking" | "subscription";
  start_at: string;
  end_at: string;
  all_day?: boolean;
  subscription_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Cart = {
  id: string;
  org_id: string;
  platform_id: string;
  user_id: string;
  items?: Array<{
    id: string;
    product_id: string;
    quantity: number;
  }>;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Category = {
  id: string;
  org_id: string;
  name: string;
  slug: string;
  description?: string | null;
  parent_id?: string | null;
  default_split?: number | null;
  default_handling_fee?: {
    type: "none" | "fixed" | "percentage";
    fixed?: number | null;
    percentage_ppm?: number | null;
  } | null;
  default_expiry_days?: number | null;
  default_return_days?: number | null;
  default_pick_up_days?: number | null;
  default_end_action?: "return_to_consignor" | "donate" | "discard" | "convert" | null;
  tax_ids?: Array<string> | null;
  sort_order?: number;
  is_active?: boolean;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type ChannelOffer = {
  id: string;
  org_id: string;
  product_id: string;
  channel_id: string;
  title: string;
  description?: string | null;
  default_media_id?: string | null;
  default_media_url?: string | null;
  localized_content?: Record<string, unknown> | null;
  metadata?: Record<string, unknown> | null;
  is_active?: boolean;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type ChargeCode = {
  id: string;
  org_id: string;
  code: string;
  description?: string | null;
  charge_unit?: "per_container" | "per_piece" | "one_time";
  field_schema?: Record<string, unknown> | null;
  keywords?: Array<string>;
  sort_order?: number;
  is_active?: boolean;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Color = {
  id: string;
  org_id?: string | null;
  name: string;
  hex?: string | null;
  slug: string;
  system?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Comment = {
  id: string;
  org_id: string;
  customer_id: string;
  customer_kind: "person" | "company";
  deal_id?: string | null;
  author_member_id?: string | null;
  icon?: string | null;
  color?: string | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Contact = {
  id: string;
  org_id: string;
  title?: string | null;
  notes?: string | null;
  is_active?: boolean;
  company_id?: string | null;
  status?: string | null;
  lifecycle_stage?: string | null;
  source?: string | null;
  owner_member_id?: string | null;
  next_interaction_at?: string | null;
  next_interaction_name?: string | null;
  next_interaction_ref?: string | null;
  next_interaction_icon?: string | null;
  next_interaction_color?: string | null;
  tag_ids?: Array<string>;
  department?: string | null;
  seniority?: string | null;
  timezone?: string | null;
  account_id?: string | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type ContactLink = {
  id: string;
  org_id: string;
  contact_id: string;
  entity_type: "customer" | "vendor";
  entity_id: string;
  role?: string | null;
  notes?: string | null;
  is_primary?: boolean;
  is_active?: boolean;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Currency = {
  id: string;
  org_id: string;
  code: string;
  name: string;
  symbol?: string | null;
  decimal_places?: number;
  thousands_separator?: string | null;
  decimal_separator?: string | null;
  is_base?: boolean;
  is_active?: boolean;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type CustomerAddress = {
  id: string;
  org_id: string;
  customer_id: string;
  customer_kind: "person" | "company";
  purpose?: string | null;
  city?: string | null;
  region?: string | null;
  zip?: string | null;
  country?: string | null;
  building_number?: string | null;
  flat_number?: string | null;
  latitude?: number | null;
  longitude?: number | null;
  is_primary?: boolean;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type CustomerOrder = {
  id: string;
  org_id: string;
  number: string;
  currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLP" | "CNY" | "COP" | "CRC" | "CUC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HRK" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SLL" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UZS" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG" | "ZWL";
  status?: string | null;
  external_reference?: string | null;
  customer_reference?: string | null;
  customer_id?: string | null;
  customer_contact_id?: string | null;
  customer_snapshot?: Record<string, unknown> | null;
  billing_address_id?: string | null;
  billing_address_snapshot?: Record<string, unknown> | null;
  shipping_address_id?: string | null;
  shipping_address_snapshot?: Record<string, unknown> | null;
  status_entry_id?: string | null;
  channel_id?: string | null;
  shipping_method_id?: string | null;
  shipping_method_code?: string | null;
  shipping_method_snapshot?: Record<string, unknown> | null;
  payment_method_id?: string | null;
  payment_method_code?: string | null;
  payment_method_snapshot?: Record<string, unknown> | null;
  delivery_window_id?: string | null;
  delivery_window_snapshot?: Record<string, unknown> | null;
  placed_at?: string | null;
  expected_delivery_at?: string | null;
  valid_from?: string | null;
  valid_until?: string | null;
  comment?: string | null;
  internal_notes?: string | null;
  tax_info?: Record<string, unknown> | null;
  metadata?: Record<string, unknown> | null;
  tag_ids?: Array<string>;
  lines: Array<{
    id: string;
    line_number: number;
    status?: string | null;
    kind?: "product" | "service" | "shipping" | "discount" | "adjustment";
    status_entry_id?: string | null;
    product_id?: string | null;
    variant_id?: string | null;
    catalog_snapshot?: Record<string, unknown> | null;
    name?: string | null;
    description?: string | null;
    comment?: string | null;
    quantity: number;
    quantity_unit?: string | null;
    currency: string;
    price_net?: number | null;
    price_gross?: number | null;
    price_mode?: "net" | "gross" | null;
    price_id?: string | null;
    tax_rate_id?: string | null;
    tax_ppm?: number;
    discount_each?: number | null;
    discount_ppm?: number | null;
    given_tax?: number | null;
    given_gross?: number | null;
    configuration?: Record<string, unknown> | null;
    promotion_code?: string | null;
    promotion_snapshot?: Record<string, unknown> | null;
    metadata?: Record<string, unknown> | null;
    custom_field_set_id?: string | null;
    unit_net: number;
    unit_gross: number;
    discount: number;
    tax: number;
    net: number;
    gross: number;
    created_at: string;
    updated_at: string;
    shipped: number;
  }>;
  adjustments: Array<{
    id: string;
    scope?: "order" | "line";
    kind?: string;
    code?: string | null;
    label?: string | null;
    calculator_key?: string | null;
    promotion_id?: string | null;
    rate_ppm?: number;
    given_net?: number | null;
    given_gross?: number | null;
    currency?: string | null;
    metadata?: Record<string, unknown> | null;
    position?: number;
    net: number;
    gross: number;
    created_at: string;
    updated_at: string;
  }>;
  addresses?: Array<{
    id: string;
    customer_address_id?: string | null;
    name?: string | null;
    purpose?: string | null;
    company_name?: string | null;
    address_line1: string;
    address_line2?: string | null;
    building_number?: string | null;
    flat_number?: string | null;
    city?: string | null;
    region?: string | null;
    postal_code?: string | null;
    country?: string | null;
    latitude?: number | null;
    longitude?: number | null;
    created_at: string;
    updated_at: string;
  }>;
  line_count?: number;
  subtotal_net?: number;
  subtotal_gross?: number;
  discount_total?: number;
  tax_total?: number;
  shipping_net?: number;
  shipping_gross?: number;
  surcharge_total?: number;
  grand_net?: number;
  grand_gross?: number;
  business_unit_id?: string | null;
  shipments?: Array<{
    id: string;
    number?: string | null;
    shipping_method_id?: string | null;
    status_entry_id?: string | null;
    carrier_name?: string | null;
    tracking_numbers?: Array<string>;
    shipped_at?: string | null;
    delivered_at?: string | null;
    weight?: number | null;
    weight_unit?: string | null;
    declared_net?: number | null;
    declared_gross?: number | null;
    currency?: string | null;
    notes?: string | null;
    address_snapshot?: Record<string, unknown> | null;
    metadata?: Record<string, unknown> | null;
    status?: string | null;
    shipping_method_code?: string | null;
    shipping_method_name?: string | null;
    items: Array<{
      id: string;
      line_id: string;
      quantity: number;
      metadata?: Record<string, unknown> | null;
      sku_id?: string | null;
      location_id?: string | null;
    }>;
    created_at: string;
    updated_at: string;
  }>;
  payments?: Array<{
    id: string;
    method_id?: string | null;
    reference?: string | null;
    status_entry_id?: string | null;
    amount: number;
    currency: string;
    captured_amount?: number | null;
    refunded_amount?: number;
    received_at?: string | null;
    captured_at?: string | null;
    metadata?: Record<string, unknown> | null;
    status?: string | null;
    method_code?: string | null;
    method_name?: string | null;
    place: "bank" | "cash" | "card_clearing";
    allocations: Array<{
      id: string;
      amount: number;
    }>;
    created_at: string;
    updated_at: string;
  }>;
  state?: "received" | "entered" | "shipped" | "invoiced" | "paid" | "rejected";
  fulfillment?: "pending" | "partial" | "fulfilled";
  asked_state?: "entered" | "rejected" | null;
  paid_total?: number;
  refunded_total?: number;
  outstanding?: number;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type CustomerSegment = {
  id: string;
  org_id: string;
  name: string;
  sort_order: number;
  is_active?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type CustomerTag = {
  id: string;
  org_id: string;
  slug: string;
  label: string;
  color?: string | null;
  description?: string | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type CustomerType = {
  id: string;
  org_id: string;
  name: string;
  sort_order: number;
  is_active?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type DataImport = {
  id: string;
  org_id: string;
  kind: "items" | "accounts" | "shopify" | "woocommerce" | "square" | "consigncloud_items" | "consigncloud_accounts" | "ricochet" | "simpleconsign";
  file_id: string;
  store_id?: string | null;
  split_is?: "consignor" | "store" | null;
  vendor_is?: "consignor" | "brand" | "supplier" | null;
  decimal?: "point" | "comma" | null;
  pictures?: "fetch" | "ignore";
  status: "checked" | "running" | "done";
  charset: string;
  delimiter: string;
  columns: Array<{
    header: string;
    field: string;
  }>;
  ignored_columns: Array<string>;
  rows_count?: number;
  new_count?: number;
  known_count?: number;
  refused_count?: number;
  new_accounts_count?: number;
  next_row?: number;
  created_count?: number;
  created_accounts_count?: number;
  problems: Array<{
    line: number;
    code: string;
    column?: string | null;
    message: string;
  }>;
  pictures_count?: number;
  picture_problems?: Array<{
    line: number;
    address: string;
    code: string;
    message: string;
  }>;
  samples: Array<{
    line: number;
    title: string;
    tag_price: number;
    split: number;
    consignor_portion: number;
    store_portion: number;
  }>;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Deal = {
  id: string;
  org_id: string;
  status?: string;
  pipeline_stage?: string | null;
  value_amount?: number | null;
  value_currency?: string | null;
  probability?: number | null;
  expected_close_at?: string | null;
  owner_member_id?: string | null;
  source?: string | null;
  person_ids?: Array<string>;
  company_ids?: Array<string>;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Delivery = {
  id: string;
  org_id: string;
  account_id: string;
  store_id: string;
  delivery_at: string;
  status?: "scheduled" | "completed" | "cancelled" | "missed";
  batch_id?: string | null;
  completed_at?: string | null;
  cancelled_at?: string | null;
  missed_at?: string | null;
  note?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type DeliveryWindow = {
  id: string;
  org_id: string;
  name: string;
  code: string;
  description?: string | null;
  is_active?: boolean;
  metadata?: Record<string, unknown> | null;
  lead_time_days?: number | null;
  cutoff_time?: string | null;
  timezone?: string | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Dictionary = {
  id: string;
  org_id: string;
  key: string;
  name: string;
  description?: string | null;
  is_system?: boolean;
  is_active?: boolean;
  visibility?: "default" | "hidden";
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type DictionaryEntry = {
  id: string;
  org_id: string;
  dictionary_id: string;
  name: string;
  label: string;
  color?: string | null;
  icon?: string | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Discount = {
  id: string;
  org_id: string;
  name: string;
  bearer?: "shared" | "store" | "consignor";
  value_type: "percentage" | "fixed" | "set_price";
  value: number;
  level?: "line" | "sale";
  rules?: Array<{
    field: "tag" | "category" | "inventory_type";
    value: string;
  }>;
  schedule?: Array<{
    after_days: number;
    value: number;
  }>;
  starts_on?: string | null;
  ends_on?: string | null;
  bogo_threshold?: number | null;
  show_in_pos?: boolean;
  auto_apply?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Document = {
  id: string;
  org_id: string;
  entity_type: "account" | "contract" | "item" | "production_order" | "purchase_order" | "sales_order" | "work_order";
  entity_id: string;
  name: string;
  file_id: string;
  mime_type: string;
  bytes: number;
  sha256: string;
  storage_key: string;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type DocumentNote = {
  id: string;
  org_id: string;
  context_kind: "order" | "quote";
  context_id: string;
  body: string;
  author_id?: string | null;
  icon?: string | null;
  color?: string | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type DocumentSettings = {
  id: string;
  org_id: string;
  business_unit_id?: string | null;
  order_format: string;
  quote_format: string;
  order_next: number;
  quote_next: number;
  customer_statuses?: Array<string> | null;
  address_statuses?: Array<string> | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type ExchangeRate = {
  id: string;
  org_id: string;
  from_currency: string;
  to_currency: string;
  rate: number;
  at: string;
  source: string;
  type?: "buy" | "sell" | null;
  is_active?: boolean;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Fabric = {
  id: string;
  org_id?: string | null;
  name: string;
  slug: string;
  system?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type FeatureToggle = {
  id: string;
  org_id: string;
  identifier: string;
  name: string;
  description?: string | null;
  category?: string | null;
  type: "boolean" | "string" | "number" | "json";
  default_value: string;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type File = {
  id: string;
  org_id: string;
  sha256: string;
  bytes: number;
  mime_type: string;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type GiftCard = {
  id: string;
  org_id: string;
  initial_amount: number;
  balance?: number;
  currency: string;
  expires_on?: string | null;
  memo?: string | null;
  sale_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type GoodsReceipt = {
  id: string;
  org_id: string;
  order_id: string;
  receipt_date: string;
  notes?: string | null;
  lines: Array<{
    order_line_id: string;
    quantity: number;
    material_id?: string | null;
    sku_id?: string | null;
    value: number;
  }>;
  reversed_at?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Invitation = {
  id: string;
  org_id: string;
  role: "viewer" | "member" | "manager" | "admin" | "owner";
  invited_by: string;
  expires_at: string;
  accepted_at?: string | null;
  declined_at?: string | null;
  revoked_at?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Item = {
  id: string;
  org_id: string;
  sku: string;
  barcodes?: Array<string>;
  slug: string;
  title: string;
  description?: string | null;
  details?: string | null;
  tag_price: number;
  currency: string;
  inventory_type?: "consignment" | "buy_outright" | "retail";
  account_id?: string | null;
  category_id?: string | null;
  brand_id?: string | null;
  color_id?: string | null;
  size_id?: string | null;
  written_as?: Record<string, unknown>;
  fabric_id?: string | null;
  condition?: "new_with_tags" | "like_new" | "very_good" | "good" | "fair" | "poor" | null;
  attractiveness?: number | null;
  weight?: number | null;
  weight_unit?: "g" | "kg" | "oz" | "lb" | null;
  split?: number | null;
  handling_fee?: {
    type: "none" | "fixed" | "percentage";
    fixed?: number | null;
    percentage_ppm?: number | null;
  } | null;
  expiry_days?: number | null;
  return_days?: number | null;
  pick_up_days?: number | null;
  end_action?: "return_to_consignor" | "donate" | "discard" | "convert" | null;
  terms_source?: {
    split: "item" | "account" | "category" | "store" | "organization" | "inventory_type" | "system";
    handling_fee: "item" | "account" | "category" | "store" | "organization" | "inventory_type" | "system";
    expiry_days: "item" | "account" | "category" | "store" | "organization" | "inventory_type" | "system";
    return_days: "item" | "account" | "category" | "store" | "organization" | "inventory_type" | "system";
    pick_up_days: "item" | "account" | "category" | "store" | "organization" | "inventory_type" | "system";
    end_action: "item" | "account" | "category" | "store" | "organization" | "inventory_type" | "system";
  } | null;
  surcharge_ids?: Array<string>;
  cost_per?: number | null;
  sku_id?: string | null;
  quantity?: number;
  status_counts: Record<string, unknown>;
  statuses?: Array<"inactive" | "active" | "parked" | "to_be_returned" | "returned_to_owner" | "donated" | "discarded" | "lost" | "stolen" | "damaged" | "sold" | "sold_on_shopify" | "sold_on_square" | "sold_on_third_party" | "sold_on_legacy">;
  store_id?: string | null;
  location_id?: string | null;
  batch_id?: string | null;
  delivery_id?: string | null;
  tags?: Array<string>;
  image_ids?: Array<string>;
  pictures?: Array<{
    id: string;
    alt?: string | null;
    path: string;
    small_path: string;
    medium_path: string;
    large_path: string;
    width?: number | null;
    height?: number | null;
  }>;
  tax_exempt?: boolean;
  schedule_start?: string | null;
  expires_on?: string | null;
  pick_up_until?: string | null;
  expires_at?: string | null;
  pick_up_at?: string | null;
  do_not_discount?: boolean;
  list_on?: Array<string>;
  custom_fields?: Record<string, unknown>;
  printed_at?: string | null;
  last_sold_at?: string | null;
  last_viewed_at?: string | null;
  modified_by_member_id?: string | null;
  modified_by_account_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Location = {
  id: string;
  org_id: string;
  name: string;
  kind?: "site" | "spot";
  store_id?: string | null;
  parent_id?: string | null;
  address_line_1?: string | null;
  address_line_2?: string | null;
  city?: string | null;
  region?: string | null;
  zip?: string | null;
  country?: string | null;
  vendor_id?: string | null;
  notes?: string | null;
  sort_order?: number;
  is_active?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type MakeOrder = {
  id: string;
  org_id: string;
  kind: "work" | "production";
  number: string;
  status?: "draft" | "entered" | "placed" | "production" | "in_transit" | "partial" | "received" | "completed" | "cancelled";
  location_id: string;
  order_date?: string | null;
  expected_delivery_date?: string | null;
  notes?: string | null;
  draft_at?: string | null;
  entered_at?: string | null;
  placed_at?: string | null;
  production_at?: string | null;
  in_transit_at?: string | null;
  partial_at?: string | null;
  received_at?: string | null;
  completed_at?: string | null;
  cancelled_at?: string | null;
  outputs: Array<{
    id: string;
    sku_id: string;
    quantity: number;
    cost_per?: number;
    received: number;
  }>;
  inputs: Array<{
    id: string;
    output_id: string;
    material_id?: string | null;
    sku_id?: string | null;
    per_unit: number;
    scrap_ppm: number;
    quantity: number;
    consumed: number;
    allocated: number;
  }>;
  historical?: boolean;
  history: Array<{
    status: "draft" | "entered" | "placed" | "production" | "in_transit" | "partial" | "received" | "completed" | "cancelled";
    at: string;
    by: string;
  }>;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type MakeReceipt = {
  id: string;
  org_id: string;
  order_id: string;
  receipt_date: string;
  notes?: string | null;
  lines: Array<{
    output_id: string;
    quantity: number;
    sku_id: string;
    conversion_cost: number;
    value: number;
  }>;
  conversion_vendor_id?: string | null;
  reversed_at?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type MarketplaceUser = {
  id: string;
  org_id: string;
  platform_id: string;
  is_house?: boolean;
  role?: "member" | "editor" | "admin" | "owner";
  username?: string | null;
  timezone?: string | null;
  image_file_id?: string | null;
  image_path?: string | null;
  signed_in_at?: string | null;
  scheduled_deletion_at?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Material = {
  id: string;
  org_id: string;
  code: string;
  name: string;
  type_id: string;
  notes?: string | null;
  is_active?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type MaterialType = {
  id: string;
  org_id: string;
  name: string;
  sort_order: number;
  is_active?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Member = {
  id: string;
  org_id: string;
  user_id: string;
  role: "viewer" | "member" | "manager" | "admin" | "owner";
  scopes_extra?: Array<string>;
  default_store_id?: string | null;
  store_ids?: Array<string> | null;
  is_active?: boolean;
  business_unit_id?: string | null;
  role_ids?: Array<string> | null;
  own_grants?: {
    features: Array<string>;
    is_super_admin: boolean;
    business_unit_ids?: Array<string> | null;
  } | null;
  joined_at?: string | null;
  last_active_at?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type OptionSchema = {
  id: string;
  org_id: string;
  name: string;
  code?: string | null;
  description?: string | null;
  options?: Array<{
    code?: string | null;
    label: string;
    input_type?: "select" | "text" | "textarea" | "number";
    is_required?: boolean;
    choices?: Array<{
      code?: string | null;
      label: string;
    }>;
  }>;
  metadata?: Record<string, unknown> | null;
  product_id?: string | null;
  is_active?: boolean;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type OrderChannel = {
  id: string;
  org_id: string;
  name: string;
  sort_order: number;
  is_active?: boolean;
  code?: string | null;
  description?: string | null;
  status_entry_id?: string | null;
  website_url?: string | null;
  contact_email?: string | null;
  contact_phone?: string | null;
  address_line_1?: string | null;
  address_line_2?: string | null;
  city?: string | null;
  region?: string | null;
  postal_code?: string | null;
  country?: string | null;
  latitude?: number | null;
  longitude?: number | null;
  metadata?: Record<string, unknown> | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Organization = {
  id: string;
  org_id: string;
  slug: string;
  name: string;
  legal_name?: string | null;
  email?: string | null;
  phone?: string | null;
  address_line_1?: string | null;
  address_line_2?: string | null;
  city?: string | null;
  region?: string | null;
  zip?: string | null;
  country?: string | null;
  logo?: string | null;
  mode: "live" | "test";
  is_active?: boolean;
  purge_at?: string | null;
  currency?: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLP" | "CNY" | "COP" | "CRC" | "CUC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HRK" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SLL" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UZS" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG" | "ZWL";
  timezone?: string;
  locale?: string;
  default_split?: number | null;
  default_handling_fee?: {
    type: "none" | "fixed" | "percentage";
    fixed?: number | null;
    percentage_ppm?: number | null;
  } | null;
  default_expiry_days?: number | null;
  default_return_days?: number | null;
  default_pick_up_days?: number | null;
  default_end_action?: "return_to_consignor" | "donate" | "discard" | "convert" | null;
  tax_rounding?: "line" | "document";
  cash_rounding?: number;
  allow_negative_stock?: boolean;
  costing_method?: "moving_average" | "fifo";
  over_receipt_ppm?: number;
  payout_min?: number;
  refund_clawback?: boolean;
  lost_item_compensation?: "none" | "full_share";
  collapse_return_states?: boolean;
  automatic_end_actions?: boolean;
  price_ladder?: Array<{
    up_to?: number | null;
    step: number;
  }> | null;
  hold_days?: number;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type PaymentMethod = {
  id: string;
  org_id: string;
  user_id: string;
  platform_id: string;
  provider: "offline" | "simulated" | "stripe";
  provider_ref: string;
  type: "card";
  brand: string;
  last4: string;
  exp_month: number;
  exp_year: number;
  is_default: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type PaymentMethodKind = {
  id: string;
  org_id: string;
  name: string;
  code: string;
  description?: string | null;
  is_active?: boolean;
  metadata?: Record<string, unknown> | null;
  provider_key?: string | null;
  terms?: string | null;
  provider_settings?: Record<string, unknown> | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Payout = {
  id: string;
  org_id: string;
  account_id: string;
  amount: number;
  currency: string;
  fee?: number;
  method: "cash" | "check" | "bank" | "store_credit" | "provider";
  status: "requested" | "approved" | "completed" | "rejected" | "cancelled" | "failed" | "reversed";
  approved: boolean;
  completed: boolean;
  requested_at?: string | null;
  approved_at?: string | null;
  completed_at?: string | null;
  rejected_at?: string | null;
  cancelled_at?: string | null;
  failed_at?: string | null;
  reversed_at?: string | null;
  completed_by?: string | null;
  created_by_member_id?: string | null;
  completed_by_member_id?: string | null;
  created_by_kind?: "account" | "member";
  last_interaction_at?: string | null;
  external_ref?: string | null;
  register_id?: string | null;
  store_id?: string | null;
  memo?: string | null;
  metadata?: Record<string, unknown>;
  run_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Platform = {
  id: string;
  org_id: string;
  name: string;
  description?: string | null;
  url?: string | null;
  domains?: Array<string>;
  platform_fee_ppm?: number;
  waitlist_only?: boolean;
  fulfillment_location_id?: string | null;
  provider?: "offline" | "simulated" | "stripe" | null;
  logo_file_id?: string | null;
  logo_path?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Port = {
  id: string;
  org_id: string;
  code: string;
  name: string;
  type?: "port" | "terminal";
  locode?: string | null;
  port_id?: string | null;
  latitude?: number | null;
  longitude?: number | null;
  city?: string | null;
  country?: string | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Price = {
  id: string;
  org_id: string;
  product_id?: string | null;
  variant_id?: string | null;
  kind: "base" | "seasonal" | "listed";
  name?: string | null;
  amount: number;
  starts_on?: string | null;
  ends_on?: string | null;
  recurs_yearly?: boolean;
  priority?: number;
  price_kind_id?: string | null;
  currency?: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLP" | "CNY" | "COP" | "CRC" | "CUC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HRK" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SLL" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UZS" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG" | "ZWL" | null;
  net?: number | null;
  tax?: number | null;
  tax_rate_id?: string | null;
  tax_ppm?: number | null;
  min_quantity?: number;
  max_quantity?: number | null;
  starts_at?: string | null;
  ends_at?: string | null;
  channel_id?: string | null;
  offer_id?: string | null;
  user_id?: string | null;
  user_group_id?: string | null;
  customer_id?: string | null;
  customer_group_id?: string | null;
  metadata?: Record<string, unknown> | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type PriceKind = {
  id: string;
  org_id: string;
  code: string;
  title: string;
  display_mode?: "including-tax" | "excluding-tax";
  currency?: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLP" | "CNY" | "COP" | "CRC" | "CUC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HRK" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SLL" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UZS" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG" | "ZWL" | null;
  is_promotion?: boolean;
  is_active?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Product = {
  id: string;
  org_id: string;
  platform_id?: string | null;
  user_id?: string | null;
  name: string;
  subtitle?: string | null;
  description?: string | null;
  category?: string | null;
  subcategory?: string | null;
  tags?: Array<string>;
  category_ids?: Array<string>;
  sku?: string | null;
  handle?: string | null;
  type?: "simple" | "configurable" | "virtual" | "downloadable" | "bundle" | "grouped";
  is_configurable?: boolean;
  tax_rate_id?: string | null;
  tax_ppm?: number | null;
  primary_currency?: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLP" | "CNY" | "COP" | "CRC" | "CUC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HRK" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SLL" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UZS" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG" | "ZWL" | null;
  default_unit?: string | null;
  option_schema_id?: string | null;
  status_entry_id?: string | null;
  default_media_id?: string | null;
  default_media_url?: string | null;
  weight?: number | null;
  weight_unit?: string | null;
  dimensions?: Record<string, unknown> | null;
  custom_fieldset_code?: string | null;
  metadata?: Record<string, unknown> | null;
  image_file_id?: string | null;
  image_path?: string | null;
  image_ids?: Array<string>;
  pictures?: Array<{
    id: string;
    alt?: string | null;
    path: string;
    small_path: string;
    medium_path: string;
    large_path: string;
    width?: number | null;
    height?: number | null;
  }>;
  business_unit_id?: string | null;
  is_enabled?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type PurchaseOrder = {
  id: string;
  org_id: string;
  number: string;
  vendor_id: string;
  target_type: "materials" | "finished_goods";
  status?: "planning" | "placed" | "in_transit" | "partial" | "received" | "paid" | "cancelled";
  ship_to_location_id?: string | null;
  order_date?: string | null;
  ship_date?: string | null;
  expected_delivery_date?: string | null;
  shipping_costs?: number;
  setup_costs?: number;
  other_costs?: number;
  notes?: string | null;
  planning_at?: string | null;
  placed_at?: string | null;
  in_transit_at?: string | null;
  partial_at?: string | null;
  received_at?: string | null;
  paid_at?: string | null;
  cancelled_at?: string | null;
  currency: string;
  lines: Array<{
    id: string;
    material_id?: string | null;
    sku_id?: string | null;
    quantity: number;
    unit_cost: number;
    value: number;
    landed_value?: number | null;
    landed_quantity?: number | null;
    received: number;
    billed: number;
  }>;
  grni?: number;
  late_costs?: number;
  extra_billed?: number;
  historical?: boolean;
  history: Array<{
    status: "planning" | "placed" | "in_transit" | "partial" | "received" | "paid" | "cancelled";
    at: string;
    by: string;
  }>;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type RateSource = {
  id: string;
  org_id: string;
  provider: "NBP" | "Raiffeisen Bank Polska" | "Custom";
  is_enabled?: boolean;
  sync_time?: string | null;
  config?: Record<string, unknown> | null;
  last_sync_at?: string | null;
  last_sync_status?: "success" | "error" | null;
  last_sync_message?: string | null;
  last_sync_count?: number | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Register = {
  id: string;
  org_id: string;
  name: string;
  store_id: string;
  is_active?: boolean;
  open_session_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type RegisterSession = {
  id: string;
  org_id: string;
  register_id: string;
  store_id: string;
  opened_at: string;
  opening_float: number;
  currency: string;
  closed_at?: string | null;
  counted?: number | null;
  expected?: number | null;
  difference?: number | null;
  memo?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type ReorderRule = {
  id: string;
  org_id: string;
  material_id?: string | null;
  sku_id?: string | null;
  location_id: string;
  reorder_point: number;
  reorder_quantity?: number | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type ResourceType = {
  id: string;
  org_id: string;
  name: string;
  description?: string | null;
  icon?: string | null;
  color?: string | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Role = {
  id: string;
  org_id: string;
  name: string;
  features?: Array<string>;
  is_super_admin?: boolean;
  business_unit_ids?: Array<string> | null;
  system?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type SalesOrder = {
  id: string;
  org_id: string;
  number: string;
  business_customer_id: string;
  channel_id: string;
  status?: "received" | "entered" | "shipped" | "invoiced" | "paid" | "in_dispute" | "completed" | "rejected";
  fulfillment_status?: "pending" | "partial" | "fulfilled";
  fulfillment_location_id?: string | null;
  order_date?: string | null;
  must_arrive_by?: string | null;
  broker_id?: string | null;
  broker_fee_ppm?: number | null;
  broker_fees?: number | null;
  broker_fees_source?: "manual" | "computed";
  fulfillment_costs?: number;
  freight_costs?: number;
  promo_costs?: number;
  other_costs?: number;
  notes?: string | null;
  accounting_ref?: string | null;
  received_at?: string | null;
  entered_at?: string | null;
  shipped_at?: string | null;
  invoiced_at?: string | null;
  paid_at?: string | null;
  in_dispute_at?: string | null;
  completed_at?: string | null;
  rejected_at?: string | null;
  currency: string;
  lines: Array<{
    id: string;
    sku_id: string;
    quantity: number;
    unit_price: number;
    allocated: number;
    shipped: number;
    invoiced: number;
    cost: number;
  }>;
  invoices?: Array<{
    id: string;
    number: string;
    invoiced_on: string;
    amount: number;
    broker_fees: number;
    costs: number;
    paid_on?: string | null;
    reversed_on?: string | null;
  }>;
  subtotal: number;
  net_revenue: number;
  cost_of_goods: number;
  margin: number;
  historical?: boolean;
  history: Array<{
    status: "received" | "entered" | "shipped" | "invoiced" | "paid" | "in_dispute" | "completed" | "rejected";
    at: string;
    by: string;
  }>;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type SalesOrderNote = {
  id: string;
  org_id: string;
  sales_order_id: string;
  body: string;
  status_at_time?: "received" | "entered" | "shipped" | "invoiced" | "paid" | "in_dispute" | "completed" | "rejected" | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type SalesQuote = {
  id: string;
  org_id: string;
  number: string;
  currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLP" | "CNY" | "COP" | "CRC" | "CUC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HRK" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SLL" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UZS" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG" | "ZWL";
  status?: string | null;
  external_reference?: string | null;
  customer_reference?: string | null;
  customer_id?: string | null;
  customer_contact_id?: string | null;
  customer_snapshot?: Record<string, unknown> | null;
  billing_address_id?: string | null;
  billing_address_snapshot?: Record<string, unknown> | null;
  shipping_address_id?: string | null;
  shipping_address_snapshot?: Record<string, unknown> | null;
  status_entry_id?: string | null;
  channel_id?: string | null;
  shipping_method_id?: string | null;
  shipping_method_code?: string | null;
  shipping_method_snapshot?: Record<string, unknown> | null;
  payment_method_id?: string | null;
  payment_method_code?: string | null;
  payment_method_snapshot?: Record<string, unknown> | null;
  delivery_window_id?: string | null;
  delivery_window_snapshot?: Record<string, unknown> | null;
  placed_at?: string | null;
  expected_delivery_at?: string | null;
  valid_from?: string | null;
  valid_until?: string | null;
  comment?: string | null;
  internal_notes?: string | null;
  tax_info?: Record<string, unknown> | null;
  metadata?: Record<string, unknown> | null;
  tag_ids?: Array<string>;
  lines: Array<{
    id: string;
    line_number: number;
    status?: string | null;
    kind?: "product" | "service" | "shipping" | "discount" | "adjustment";
    status_entry_id?: string | null;
    product_id?: string | null;
    variant_id?: string | null;
    catalog_snapshot?: Record<string, unknown> | null;
    name?: string | null;
    description?: string | null;
    comment?: string | null;
    quantity: number;
    quantity_unit?: string | null;
    currency: string;
    price_net?: number | null;
    price_gross?: number | null;
    price_mode?: "net" | "gross" | null;
    price_id?: string | null;
    tax_rate_id?: string | null;
    tax_ppm?: number;
    discount_each?: number | null;
    discount_ppm?: number | null;
    given_tax?: number | null;
    given_gross?: number | null;
    configuration?: Record<string, unknown> | null;
    promotion_code?: string | null;
    promotion_snapshot?: Record<string, unknown> | null;
    metadata?: Record<string, unknown> | null;
    custom_field_set_id?: string | null;
    unit_net: number;
    unit_gross: number;
    discount: number;
    tax: number;
    net: number;
    gross: number;
    created_at: string;
    updated_at: string;
  }>;
  adjustments: Array<{
    id: string;
    scope?: "order" | "line";
    kind?: string;
    code?: string | null;
    label?: string | null;
    calculator_key?: string | null;
    promotion_id?: string | null;
    rate_ppm?: number;
    given_net?: number | null;
    given_gross?: number | null;
    currency?: string | null;
    metadata?: Record<string, unknown> | null;
    position?: number;
    net: number;
    gross: number;
    created_at: string;
    updated_at: string;
  }>;
  addresses?: Array<{
    id: string;
    customer_address_id?: string | null;
    name?: string | null;
    purpose?: string | null;
    company_name?: string | null;
    address_line1: string;
    address_line2?: string | null;
    building_number?: string | null;
    flat_number?: string | null;
    city?: string | null;
    region?: string | null;
    postal_code?: string | null;
    country?: string | null;
    latitude?: number | null;
    longitude?: number | null;
    created_at: string;
    updated_at: string;
  }>;
  line_count?: number;
  subtotal_net?: number;
  subtotal_gross?: number;
  discount_total?: number;
  tax_total?: number;
  shipping_net?: number;
  shipping_gross?: number;
  surcharge_total?: number;
  grand_net?: number;
  grand_gross?: number;
  business_unit_id?: string | null;
  converted_order_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type SalesTag = {
  id: string;
  org_id: string;
  slug: string;
  label: string;
  color?: string | null;
  description?: string | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type ShippingMethod = {
  id: string;
  org_id: string;
  name: string;
  code: string;
  description?: string | null;
  is_active?: boolean;
  metadata?: Record<string, unknown> | null;
  carrier_code?: string | null;
  provider_key?: string | null;
  service_level?: string | null;
  estimated_transit_days?: number | null;
  base_rate_net?: number;
  base_rate_gross?: number;
  currency?: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLP" | "CNY" | "COP" | "CRC" | "CUC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HRK" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SLL" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UZS" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG" | "ZWL" | null;
  provider_settings?: Record<string, unknown> | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Size = {
  id: string;
  org_id?: string | null;
  name: string;
  slug: string;
  system?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Sku = {
  id: string;
  org_id: string;
  code: string;
  name: string;
  type_id: string;
  items_per_unit?: number;
  oz_per_item?: number | null;
  accounting_ref?: string | null;
  notes?: string | null;
  is_active?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type SkuType = {
  id: string;
  org_id: string;
  name: string;
  sort_order: number;
  is_active?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type Store = {
  id: string;
  org_id: string;
  slug: string;
  name: string;
  address_line_1?: string | null;
  address_line_2?: string | null;
  city?: string | null;
  region?: string | null;
  zip?: string | null;
  country?: string | null;
  timezone?: string | null;
  scheduling?: {
    monday?: Array<{
      open: string;
      close: string;
    }>;
    tuesday?: Array<{
      open: string;
      close: string;
    }>;
    wednesday?: Array<{
      open: string;
      close: string;
    }>;
    thursday?: Array<{
      open: string;
      close: string;
    }>;
    friday?: Array<{
      open: string;
      close: string;
    }>;
    saturday?: Array<{
      open: string;
      close: string;
    }>;
    sunday?: Array<{
      open: string;
      close: string;
    }>;
  } | null;
  default_split?: number | null;
  default_handling_fee?: {
    type: "none" | "fixed" | "percentage";
    fixed?: number | null;
    percentage_ppm?: number | null;
  } | null;
  default_expiry_days?: number | null;
  default_return_days?: number | null;
  default_pick_up_days?: number | null;
  default_end_action?: "return_to_consignor" | "donate" | "discard" | "convert" | null;
  tax_ids?: Array<string> | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Surcharge = {
  id: string;
  org_id: string;
  name: string;
  type: "buyer_fee" | "consignor_fee" | "card_fee";
  value_type: "percentage" | "fixed";
  value: number;
  rules?: Array<{
    field: "tag" | "category" | "inventory_type";
    value: string;
  }>;
  default_on?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Tax = {
  id: string;
  org_id: string;
  name: string;
  rate_ppm: number;
  type: "inclusive" | "exclusive";
  default_on?: boolean;
  rules?: Array<{
    field: "tag" | "category" | "inventory_type";
    value: string;
  }>;
  scheme?: "standard" | "margin";
  code?: string | null;
  country?: string | null;
  region?: string | null;
  postal_code?: string | null;
  city?: string | null;
  customer_group_id?: string | null;
  product_category_id?: string | null;
  channel_id?: string | null;
  priority?: number;
  is_compound?: boolean;
  is_default?: boolean;
  starts_at?: string | null;
  ends_at?: string | null;
  metadata?: Record<string, unknown> | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Team = {
  id: string;
  org_id: string;
  name: string;
  description?: string | null;
  is_active?: boolean;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type TeamMember = {
  id: string;
  org_id: string;
  team_id?: string | null;
  member_id?: string | null;
  role_ids?: Array<string>;
  tags?: Array<string>;
  availability_rule_set_id?: string | null;
  is_active?: boolean;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type TeamRole = {
  id: string;
  org_id: string;
  team_id?: string | null;
  name: string;
  description?: string | null;
  icon?: string | null;
  color?: string | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Variant = {
  id: string;
  org_id: string;
  product_id: string;
  is_product?: boolean;
  is_default?: boolean;
  sku?: string | null;
  barcode?: string | null;
  platform_id?: string | null;
  user_id?: string | null;
  name?: string | null;
  description?: string | null;
  category?: string | null;
  subcategory?: string | null;
  tags?: Array<string>;
  sku_id?: string | null;
  stock_location_id?: string | null;
  option_values?: Record<string, unknown> | null;
  status_entry_id?: string | null;
  default_media_id?: string | null;
  default_media_url?: string | null;
  weight?: number | null;
  weight_unit?: string | null;
  dimensions?: Record<string, unknown> | null;
  custom_fieldset_code?: string | null;
  metadata?: Record<string, unknown> | null;
  tax_rate_id?: string | null;
  tax_ppm?: number | null;
  image_file_id?: string | null;
  image_path?: string | null;
  business_unit_id?: string | null;
  currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLP" | "CNY" | "COP" | "CRC" | "CUC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HRK" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SLL" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UZS" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG" | "ZWL";
  item_id?: string | null;
  quantity?: number;
  in_stock?: boolean;
  is_enabled?: boolean;
  use_seasonal_prices?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type Vendor = {
  id: string;
  org_id: string;
  name: string;
  address_line_1?: string | null;
  address_line_2?: string | null;
  city?: string | null;
  region?: string | null;
  zip?: string | null;
  country?: string | null;
  term?: string | null;
  accounting_ref?: string | null;
  notes?: string | null;
  is_active?: boolean;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
  deleted_at?: string | null;
};

export type VendorBill = {
  id: string;
  org_id: string;
  number: string;
  vendor_id: string;
  order_id: string;
  status?: "draft" | "matched" | "on_hold" | "approved" | "paid" | "cancelled";
  lines: Array<{
    order_line_id: string;
    quantity: number;
    unit_cost: number;
    value: number;
  }>;
  extra_costs?: number;
  currency?: string | null;
  bill_date?: string | null;
  due_date?: string | null;
  total: number;
  grni: number;
  variance: number;
  extra_grni?: number;
  reasons?: Array<"quantity" | "price" | "extra" | "currency">;
  paid_on?: string | null;
  approved_at?: string | null;
  cancelled_at?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type WaitlistEntry = {
  id: string;
  org_id: string;
  platform_id: string;
  granted_at?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type WebhookEndpoint = {
  id: string;
  org_id: string;
  event_types: Array<string>;
  description?: string | null;
  style?: "standard" | "with_payload";
  status?: "enabled" | "disabled";
  disabled_reason?: "gone" | "failing" | "by_hand" | null;
  failing_since?: string | null;
  slow_until?: string | null;
  mode: "live" | "test";
  old_secret_until?: string | null;
  created_at: string;
  updated_at: string;
  created_by: string;
  version: number;
};

export type EventData = {
  /** An account was created. */
  "account.created": Account;
  /** An account was deleted. */
  "account.deleted": Account;
  /** An account was restored. */
  "account.restored": Account;
  /** An account was changed. */
  "account.updated": Account;
  /** An activity was created. */
  "activity.created": Activity;
  /** An activity was deleted. */
  "activity.deleted": Activity;
  /** An activity was changed. */
  "activity.updated": Activity;
  /** An api key was created. */
  "api_key.created": ApiKey;
  /** An api key was changed. */
  "api_key.updated": ApiKey;
  /** The verifier found inconsistent data (AUD-5). Each run sends one event for each breach. Nothing is repaired. */
  "audit.anomaly": {
    anomaly_id: string;
    verification_id: string;
    check: string;
    subject: string;
    what: string;
  };
  /** The weekly rules of a subject, or those of some dates, were replaced. */
  "availability.replaced": {
    subject_kind: "team_member" | "bookable_resource" | "availability_rule_set";
    subject_id: string;
    removed: number;
    created: number;
  };
  /** An availability rule was created. */
  "availability_rule.created": AvailabilityRule;
  /** An availability rule was deleted. */
  "availability_rule.deleted": AvailabilityRule;
  /** An availability rule was changed. */
  "availability_rule.updated": AvailabilityRule;
  /** An availability rule set was created. */
  "availability_rule_set.created": AvailabilityRuleSet;
  /** An availability rule set was deleted. */
  "availability_rule_set.deleted": AvailabilityRuleSet;
  /** An availability rule set was changed. */
  "availability_rule_set.updated": AvailabilityRuleSet;
  /** What the shop owes an account has changed. */
  "balance.changed": {
    account_id: string;
    amount: number;
    balance_after: number;
    type: "sale" | "refund" | "void" | "payout" | "payout_reversal" | "fee" | "recurring_fee" | "purchase" | "purchase_refund" | "adjustment" | "compensation" | "compensation_reversal" | "opening";
    currency: string;
  };
  /** A batch was created. */
  "batch.created": Batch;
  /** A batch was deleted. */
  "batch.deleted": Batch;
  /** A submitted batch is a draft again. */
  "batch.reopened": {
    batch_id: string;
    account_id?: string | null;
    number: string;
  };
  /** A batch was submitted. */
  "batch.submitted": {
    batch_id: string;
    account_id?: string | null;
    number: string;
    items: number;
  };
  /** A batch was changed. */
  "batch.updated": Batch;
  /** A bom was created. */
  "bom.created": Bom;
  /** A bom was deleted. */
  "bom.deleted": Bom;
  /** A bookable resource was created. */
  "bookable_resource.created": BookableResource;
  /** A bookable resource was deleted. */
  "bookable_resource.deleted": BookableResource;
  /** A bookable resource was changed. */
  "bookable_resource.updated": BookableResource;
  /** A booking tag was created. */
  "booking_tag.created": BookingTag;
  /** A booking tag was deleted. */
  "booking_tag.deleted": BookingTag;
  /** A booking tag was changed. */
  "booking_tag.updated": BookingTag;
  /** A brand was created. */
  "brand.created": Brand;
  /** A brand was deleted. */
  "brand.deleted": Brand;
  /** A brand was restored. */
  "brand.restored": Brand;
  /** A brand was changed. */
  "brand.updated": Brand;
  /** A broker was created. */
  "broker.created": Broker;
  /** A broker was deleted. */
  "broker.deleted": Broker;
  /** A broker was changed. */
  "broker.updated": Broker;
  /** A business customer was created. */
  "business_customer.created": BusinessCustomer;
  /** A business customer was deleted. */
  "business_customer.deleted": BusinessCustomer;
  /** A business customer was restored. */
  "business_customer.restored": BusinessCustomer;
  /** A business customer was changed. */
  "business_customer.updated": BusinessCustomer;
  /** A business unit was created. */
  "business_unit.created": BusinessUnit;
  /** A business unit was deleted. */
  "business_unit.deleted": BusinessUnit;
  /** A business unit was changed. */
  "business_unit.updated": BusinessUnit;
  /** A calendar was changed. */
  "calendar.updated": Calendar;
  /** A calendar event was created. */
  "calendar_event.created": CalendarEvent;
  /** A calendar event was deleted. */
  "calendar_event.deleted": CalendarEvent;
  /** A calendar event was changed. */
  "calendar_event.updated": CalendarEvent;
  /** A cart was created. */
  "cart.created": Cart;
  /** A category was created. */
  "category.created": Category;
  /** A category was deleted. */
  "category.deleted": Category;
  /** A category was restored. */
  "category.restored": Category;
  /** A category was changed. */
  "category.updated": Category;
  /** A channel offer was created. */
  "channel_offer.created": ChannelOffer;
  /** A channel offer was deleted. */
  "channel_offer.deleted": ChannelOffer;
  /** A channel offer was changed. */
  "channel_offer.updated": ChannelOffer;
  /** A provider refused to charge a buyer. */
  "charge.failed": {
    transaction: Transaction;
  };
  /** A buyer paid on a contract. */
  "charge.succeeded": {
    transaction: Transaction;
  };
  /** A charge code was created. */
  "charge_code.created": ChargeCode;
  /** A charge code was deleted. */
  "charge_code.deleted": ChargeCode;
  /** A charge code was restored. */
  "charge_code.restored": ChargeCode;
  /** A charge code was changed. */
  "charge_code.updated": ChargeCode;
  /** A color was created. */
  "color.created": Color;
  /** A color was deleted. */
  "color.deleted": Color;
  /** A color was restored. */
  "color.restored": Color;
  /** A color was changed. */
  "color.updated": Color;
  /** A comment was created. */
  "comment.created": Comment;
  /** A comment was deleted. */
  "comment.deleted": Comment;
  /** A comment was changed. */
  "comment.updated": Comment;
  /** A contact was created. */
  "contact.created": Contact;
  /** A contact was deleted. */
  "contact.deleted": Contact;
  /** A contact was restored. */
  "contact.restored": Contact;
  /** A contact was changed. */
  "contact.updated": Contact;
  /** A contact link was created. */
  "contact_link.created": ContactLink;
  /** A contact link was deleted. */
  "contact_link.deleted": ContactLink;
  /** A contact link was changed. */
  "contact_link.updated": ContactLink;
  /** Terms of a contract changed, or a part of it was paid. */
  "contract.changed": {
    contract: Contract;
  };
  /** A contract was drafted. */
  "contract.created": {
    contract: Contract;
  };
  /** A contract was deleted. */
  "contract.deleted": Contract;
  /** All that is due on a contract is paid. */
  "contract.paid": {
    contract: Contract;
  };
  /** A buyer got something back: the refund, and the contract after it. */
  "contract.refunded": {
    transaction: Transaction;
    contract: Contract;
  };
  /** A contract was sent to its buyers, for the first time or again. */
  "contract.sent": {
    contract: Contract;
  };
  /** All that is owed on a contract is transferred. */
  "contract.settled": {
    contract: Contract;
  };
  /** An open contract was voided. */
  "contract.voided": {
    contract: Contract;
  };
  /** A currency was created. */
  "currency.created": Currency;
  /** A currency was deleted. */
  "currency.deleted": Currency;
  /** A currency was restored. */
  "currency.restored": Currency;
  /** A currency was changed. */
  "currency.updated": Currency;
  /** A customer address was created. */
  "customer_address.created": CustomerAddress;
  /** A customer address was deleted. */
  "customer_address.deleted": CustomerAddress;
  /** A customer address was changed. */
  "customer_address.updated": CustomerAddress;
  /** A customer order was created. */
  "customer_order.created": CustomerOrder;
  /** A customer order was deleted. */
  "customer_order.deleted": CustomerOrder;
  /** What an order is worth in the books has changed: goods were shipped and thereby invoiced, money came or went, or these were taken back. */
  "customer_order.money_moved": {
    order_id: string;
    movement_id: string;
    number: string;
    customer_id: string;
    currency: string;
    at: string;
    amounts: Array<{
      name: string;
      amount: number;
    }>;
  };
  /** A customer order was changed. */
  "customer_order.updated": CustomerOrder;
  /** A customer segment was created. */
  "customer_segment.created": CustomerSegment;
  /** A customer segment was deleted. */
  "customer_segment.deleted": CustomerSegment;
  /** A customer segment was changed. */
  "customer_segment.updated": CustomerSegment;
  /** A customer tag was created. */
  "customer_tag.created": CustomerTag;
  /** A customer tag was deleted. */
  "customer_tag.deleted": CustomerTag;
  /** A customer tag was changed. */
  "customer_tag.updated": CustomerTag;
  /** A customer type was created. */
  "customer_type.created": CustomerType;
  /** A customer type was deleted. */
  "customer_type.deleted": CustomerType;
  /** A customer type was changed. */
  "customer_type.updated": CustomerType;
  /** A data import was created. */
  "data_import.created": DataImport;
  /** A deal was created. */
  "deal.created": Deal;
  /** A deal was deleted. */
  "deal.deleted": Deal;
  /** A deal was changed. */
  "deal.updated": Deal;
  /** A delivery was cancelled. */
  "delivery.cancelled": {
    delivery_id: string;
    account_id: string;
    store_id: string;
    batch_id?: string | null;
    delivery_at: string;
  };
  /** A delivery took place. */
  "delivery.completed": {
    delivery_id: string;
    account_id: string;
    store_id: string;
    batch_id?: string | null;
    delivery_at: string;
  };
  /** A delivery was deleted. */
  "delivery.deleted": Delivery;
  /** Nobody came for a delivery. */
  "delivery.missed": {
    delivery_id: string;
    account_id: string;
    store_id: string;
    batch_id?: string | null;
    delivery_at: string;
  };
  /** A delivery was scheduled, for the first time or again. */
  "delivery.scheduled": {
    delivery_id: string;
    account_id: string;
    store_id: string;
    batch_id?: string | null;
    delivery_at: string;
  };
  /** A delivery was changed. */
  "delivery.updated": Delivery;
  /** A delivery window was created. */
  "delivery_window.created": DeliveryWindow;
  /** A delivery window was deleted. */
  "delivery_window.deleted": DeliveryWindow;
  /** A delivery window was restored. */
  "delivery_window.restored": DeliveryWindow;
  /** A delivery window was changed. */
  "delivery_window.updated": DeliveryWindow;
  /** A dictionary was created. */
  "dictionary.created": Dictionary;
  /** A dictionary was deleted. */
  "dictionary.deleted": Dictionary;
  /** A dictionary was changed. */
  "dictionary.updated": Dictionary;
  /** A dictionary entry was created. */
  "dictionary_entry.created": DictionaryEntry;
  /** A dictionary entry was deleted. */
  "dictionary_entry.deleted": DictionaryEntry;
  /** A dictionary entry was changed. */
  "dictionary_entry.updated": DictionaryEntry;
  /** A discount was created. */
  "discount.created": Discount;
  /** A discount was deleted. */
  "discount.deleted": Discount;
  /** A discount was restored. */
  "discount.restored": Discount;
  /** A discount was changed. */
  "discount.updated": Discount;
  /** A dispute ended, and the money went back to the buyer: the contract after that. */
  "dispute.lost": {
    dispute: Dispute;
    contract: Contract;
  };
  /** A buyer asked their bank to take a charge back. */
  "dispute.opened": {
    dispute: Dispute;
    contract: Contract;
  };
  /** A dispute ended, and the charge stays. */
  "dispute.won": {
    dispute: Dispute;
    contract: Contract;
  };
  /** A document was deleted. */
  "document.deleted": Document;
  /** A document note was created. */
  "document_note.created": DocumentNote;
  /** A document note was deleted. */
  "document_note.deleted": DocumentNote;
  /** A document note was changed. */
  "document_note.updated": DocumentNote;
  /** A document settings was changed. */
  "document_settings.updated": DocumentSettings;
  /** An exchange rate was created. */
  "exchange_rate.created": ExchangeRate;
  /** An exchange rate was deleted. */
  "exchange_rate.deleted": ExchangeRate;
  /** An exchange rate was restored. */
  "exchange_rate.restored": ExchangeRate;
  /** An exchange rate was changed. */
  "exchange_rate.updated": ExchangeRate;
  /** A fabric was created. */
  "fabric.created": Fabric;
  /** A fabric was deleted. */
  "fabric.deleted": Fabric;
  /** A fabric was restored. */
  "fabric.restored": Fabric;
  /** A fabric was changed. */
  "fabric.updated": Fabric;
  /** A feature toggle was created. */
  "feature_toggle.created": FeatureToggle;
  /** A feature toggle was deleted. */
  "feature_toggle.deleted": FeatureToggle;
  /** A feature toggle was changed. */
  "feature_toggle.updated": FeatureToggle;
  /** A file was created. */
  "file.created": File;
  /** A gift card was created. */
  "gift_card.created": GiftCard;
  /** A gift card was changed. */
  "gift_card.updated": GiftCard;
  /** A goods receipt was changed. */
  "goods_receipt.updated": GoodsReceipt;
  /** A person was invited, or invited again. */
  "invitation.sent": {
    invitation_id: string;
    role: "viewer" | "member" | "manager" | "admin" | "owner";
    expires_at: string;
  };
  /** An invitation was changed. */
  "invitation.updated": Invitation;
  /** A consigned piece became the shop's own at a price owed to the account (T10). */
  "item.bought_out": {
    item_id: string;
    account_id: string;
    units: number;
    cost_per: number;
    currency: string;
    business_date: string;
  };
  /** The cost of own goods on hand has changed by a purchase (taken in, bought from its account, corrected, returned) or by an adjustment (lost, damaged, found). Changes by sales and refunds are not included. */
  "item.cost_changed": {
    item_id: string;
    account_id?: string | null;
    store_id?: string | null;
    cause: "purchase" | "adjustment";
    change: number;
    currency: string;
    business_date: string;
  };
  /** An item was created. */
  "item.created": Item;
  /** An item was deleted. */
  "item.deleted": Item;
  /** An item passed the end of its consignment with units unsold; told once. */
  "item.expired": {
    item_id: string;
    account_id?: string | null;
    expires_on: string;
    units: number;
  };
  /** An item shows other pictures, or the same in another order. */
  "item.pictures_changed": {
    id: string;
    picture_ids: Array<string>;
    removed_ids: Array<string>;
  };
  /** The tag price of an item changed. */
  "item.price_changed": {
    item_id: string;
    old: number;
    new: number;
    currency: string;
  };
  /** An item was restored. */
  "item.restored": Item;
  /** Units of an item were sold: one for each line, derived from `sale.finalized`; webhooks only. */
  "item.sold": {
    item_id: string;
    sale_id: string;
    line_id: string;
    account_id?: string | null;
    store_id?: string | null;
    quantity: number;
    price_paid: number;
    consignor_portion: number;
    currency: string;
  };
  /** Units of an item moved from one status to another. */
  "item.status_changed": {
    item_id: string;
    account_id?: string | null;
    store_id?: string | null;
    moves: Array<{
      from: "inactive" | "active" | "parked" | "to_be_returned" | "returned_to_owner" | "donated" | "discarded" | "lost" | "stolen" | "damaged" | "sold" | "sold_on_shopify" | "sold_on_square" | "sold_on_third_party" | "sold_on_legacy";
      to: "inactive" | "active" | "parked" | "to_be_returned" | "returned_to_owner" | "donated" | "discarded" | "lost" | "stolen" | "damaged" | "sold" | "sold_on_shopify" | "sold_on_square" | "sold_on_third_party" | "sold_on_legacy";
      units: number;
    }>;
    status_counts: Record<string, unknown>;
    tag_price: number;
    split?: number | null;
    reason?: string | null;
  };
  /** An item was changed. */
  "item.updated": Item;
  /** A journal was posted. */
  "journal.posted": {
    journal_id: string;
    kind: string;
    currency: string;
    business_date: string;
  };
  /** A sale on lay-by was cancelled: the sale, and what went back of its payments, if there were any. */
  "lay_by.cancelled": {
    sale: Sale;
    returned: Record<string, unknown>;
  };
  /** The due date of a sale on lay-by has passed; its items stay held. */
  "lay_by.overdue": {
    sale: Sale;
  };
  /** A part of a sale on lay-by was paid, the deposit or one that came later. */
  "lay_by.paid": {
    payment: Record<string, unknown>;
  };
  /** A sale was parked to be paid in parts; its total is agreed. */
  "lay_by.started": {
    sale: Sale;
  };
  /** A location was created. */
  "location.created": Location;
  /** A location was deleted. */
  "location.deleted": Location;
  /** A location was restored. */
  "location.restored": Location;
  /** A location was changed. */
  "location.updated": Location;
  /** A make order was created. */
  "make_order.created": MakeOrder;
  /** A make order was deleted. */
  "make_order.deleted": MakeOrder;
  /** A make order was changed. */
  "make_order.updated": MakeOrder;
  /** A make receipt was changed. */
  "make_receipt.updated": MakeReceipt;
  /** A marketplace user was created. */
  "marketplace_user.created": MarketplaceUser;
  /** A marketplace user was deleted. */
  "marketplace_user.deleted": MarketplaceUser;
  /** A marketplace user was changed. */
  "marketplace_user.updated": MarketplaceUser;
  /** A material was created. */
  "material.created": Material;
  /** A material was deleted. */
  "material.deleted": Material;
  /** A material was restored. */
  "material.restored": Material;
  /** A material was changed. */
  "material.updated": Material;
  /** A material type was created. */
  "material_type.created": MaterialType;
  /** A material type was deleted. */
  "material_type.deleted": MaterialType;
  /** A material type was changed. */
  "material_type.updated": MaterialType;
  /** A member was created. */
  "member.created": Member;
  /** A member was deleted. */
  "member.deleted": Member;
  /** A member was changed. */
  "member.updated": Member;
  /** An option schema was created. */
  "option_schema.created": OptionSchema;
  /** An option schema was deleted. */
  "option_schema.deleted": OptionSchema;
  /** An option schema was restored. */
  "option_schema.restored": OptionSchema;
  /** An option schema was changed. */
  "option_schema.updated": OptionSchema;
  /** An order channel was created. */
  "order_channel.created": OrderChannel;
  /** An order channel was deleted. */
  "order_channel.deleted": OrderChannel;
  /** An order channel was changed. */
  "order_channel.updated": OrderChannel;
  /** An organization was created. */
  "organization.created": Organization;
  /** An organization was changed. */
  "organization.updated": Organization;
  /** A member asked to set a password anew. */
  "password_reset.requested": {
    reset_id: string;
    expires_at: string;
  };
  /** A payment method was deleted. */
  "payment_method.deleted": PaymentMethod;
  /** A payment method kind was created. */
  "payment_method_kind.created": PaymentMethodKind;
  /** A payment method kind was deleted. */
  "payment_method_kind.deleted": PaymentMethodKind;
  /** A payment method kind was restored. */
  "payment_method_kind.restored": PaymentMethodKind;
  /** A payment method kind was changed. */
  "payment_method_kind.updated": PaymentMethodKind;
  /** A payout was approved. */
  "payout.approved": {
    payout_id: string;
    account_id: string;
    amount: number;
    fee: number;
    currency: string;
    method: string;
  };
  /** A payout was cancelled. */
  "payout.cancelled": {
    payout_id: string;
    account_id: string;
    amount: number;
    fee: number;
    currency: string;
    method: string;
  };
  /** A payout was completed. */
  "payout.completed": {
    payout_id: string;
    account_id: string;
    amount: number;
    fee: number;
    currency: string;
    method: string;
  };
  /** A payout was failed. */
  "payout.failed": {
    payout_id: string;
    account_id: string;
    amount: number;
    fee: number;
    currency: string;
    method: string;
  };
  /** A payout was rejected. */
  "payout.rejected": {
    payout_id: string;
    account_id: string;
    amount: number;
    fee: number;
    currency: string;
    method: string;
  };
  /** A payout was requested. */
  "payout.requested": {
    payout_id: string;
    account_id: string;
    amount: number;
    fee: number;
    currency: string;
    method: string;
  };
  /** A payout was reversed. */
  "payout.reversed": {
    payout_id: string;
    account_id: string;
    amount: number;
    fee: number;
    currency: string;
    method: string;
  };
  /** A payout was changed. */
  "payout.updated": Payout;
  /** A platform was created. */
  "platform.created": {

  };
  /** A platform was changed. */
  "platform.updated": Platform;
  /** A port was created. */
  "port.created": Port;
  /** A port was deleted. */
  "port.deleted": Port;
  /** A port was restored. */
  "port.restored": Port;
  /** A port was changed. */
  "port.updated": Port;
  /** A price was created. */
  "price.created": Price;
  /** A price was deleted. */
  "price.deleted": Price;
  /** A price was restored. */
  "price.restored": Price;
  /** A price was changed. */
  "price.updated": Price;
  /** A price kind was created. */
  "price_kind.created": PriceKind;
  /** A price kind was deleted. */
  "price_kind.deleted": PriceKind;
  /** A price kind was restored. */
  "price_kind.restored": PriceKind;
  /** A price kind was changed. */
  "price_kind.updated": PriceKind;
  /** A product was created. */
  "product.created": Product;
  /** A product was deleted. */
  "product.deleted": Product;
  /** A product shows other pictures, or the same in another order. */
  "product.pictures_changed": {
    id: string;
    picture_ids: Array<string>;
    removed_ids: Array<string>;
  };
  /** A product was restored. */
  "product.restored": Product;
  /** A product was changed. */
  "product.updated": Product;
  /** A purchase order was created. */
  "purchase_order.created": PurchaseOrder;
  /** A purchase order was deleted. */
  "purchase_order.deleted": PurchaseOrder;
  /** A purchase order was changed. */
  "purchase_order.updated": PurchaseOrder;
  /** A rate source was created. */
  "rate_source.created": RateSource;
  /** A rate source was deleted. */
  "rate_source.deleted": RateSource;
  /** A rate source was changed. */
  "rate_source.updated": RateSource;
  /** A refund at the provider gave a buyer more back than they had left: the transaction of the rest, which the platform bears. */
  "refund.exceeded": {
    transaction: Transaction;
    contract: Contract;
  };
  /** A provider refused to pay a buyer back. */
  "refund.failed": {
    transaction: Transaction;
  };
  /** A buyer got a refund that had been returned in another way: the payment, and the contract. */
  "refund.paid_otherwise": {
    transaction: Transaction;
    contract: Contract;
  };
  /** A refund did not reach its buyer, and the provider has the money again, which the platform owes from now on: the return, and the contract. */
  "refund.returned": {
    transaction: Transaction;
    contract: Contract;
  };
  /** A register session was closed. */
  "register.closed": {
    session: Record<string, unknown>;
  };
  /** A register was created. */
  "register.created": Register;
  /** A register was deleted. */
  "register.deleted": Register;
  /** A register was restored. */
  "register.restored": Register;
  /** A register was changed. */
  "register.updated": Register;
  /** A register session was created. */
  "register_session.created": RegisterSession;
  /** A reorder rule was created. */
  "reorder_rule.created": ReorderRule;
  /** A reorder rule was deleted. */
  "reorder_rule.deleted": ReorderRule;
  /** A reorder rule was changed. */
  "reorder_rule.updated": ReorderRule;
  /** A resource type was created. */
  "resource_type.created": ResourceType;
  /** A resource type was deleted. */
  "resource_type.deleted": ResourceType;
  /** A resource type was changed. */
  "resource_type.updated": ResourceType;
  /** A role was created. */
  "role.created": Role;
  /** A role was deleted. */
  "role.deleted": Role;
  /** A role was changed. */
  "role.updated": Role;
  /** Lines, discounts or customer of an open sale changed, or what was paid of one on lay-by. */
  "sale.changed": {
    sale: Sale;
  };
  /** Goods of a finalized sale left the stock: its lines say what they cost, and their margin tax follows (LNK-7, TAX-5). */
  "sale.costed": {
    sale: Sale;
  };
  /** A sale was discarded. */
  "sale.discarded": {
    sale: Sale;
  };
  /** A sale was finalized: its lines with every portion, its payments and totals. */
  "sale.finalized": {
    sale: Sale;
  };
  /** A sale was opened. */
  "sale.opened": {
    sale: Sale;
  };
  /** A sale was parked; its pieces are held. */
  "sale.parked": {
    sale: Sale;
  };
  /** Something of a sale went back: the refund with its components, and the sale after it. */
  "sale.refunded": {
    refund: Refund;
    sale: Sale;
  };
  /** A parked sale is open again. */
  "sale.unparked": {
    sale: Sale;
  };
  /** A finalized sale was voided. */
  "sale.voided": {
    sale: Sale;
  };
  /** A sales order was created. */
  "sales_order.created": SalesOrder;
  /** A sales order was deleted. */
  "sales_order.deleted": SalesOrder;
  /** An invoice of an order that was rejected was taken back. */
  "sales_order.invoice_reversed": {
    order_id: string;
    number: string;
    business_customer_id: string;
    broker_id?: string | null;
    currency: string;
    invoice: {
      id: string;
      number: string;
      invoiced_on: string;
      amount: number;
      broker_fees: number;
      costs: number;
      paid_on?: string | null;
      reversed_on?: string | null;
    };
  };
  /** Goods of an order were invoiced: an invoice with its part of the broker's fee and the costs (T17, T23). */
  "sales_order.invoiced": {
    order_id: string;
    number: string;
    business_customer_id: string;
    broker_id?: string | null;
    currency: string;
    invoice: {
      id: string;
      number: string;
      invoiced_on: string;
      amount: number;
      broker_fees: number;
      costs: number;
      paid_on?: string | null;
      reversed_on?: string | null;
    };
  };
  /** An invoice of an order was paid (T22). */
  "sales_order.paid": {
    order_id: string;
    number: string;
    business_customer_id: string;
    broker_id?: string | null;
    currency: string;
    invoice: {
      id: string;
      number: string;
      invoiced_on: string;
      amount: number;
      broker_fees: number;
      costs: number;
      paid_on?: string | null;
      reversed_on?: string | null;
    };
  };
  /** A sales order was changed. */
  "sales_order.updated": SalesOrder;
  /** A sales order note was created. */
  "sales_order_note.created": SalesOrderNote;
  /** A sales order note was deleted. */
  "sales_order_note.deleted": SalesOrderNote;
  /** A sales quote was created. */
  "sales_quote.created": SalesQuote;
  /** A sales quote was deleted. */
  "sales_quote.deleted": SalesQuote;
  /** A sales quote was changed. */
  "sales_quote.updated": SalesQuote;
  /** A sales tag was created. */
  "sales_tag.created": SalesTag;
  /** A sales tag was deleted. */
  "sales_tag.deleted": SalesTag;
  /** A sales tag was changed. */
  "sales_tag.updated": SalesTag;
  /** A shipping method was created. */
  "shipping_method.created": ShippingMethod;
  /** A shipping method was deleted. */
  "shipping_method.deleted": ShippingMethod;
  /** A shipping method was restored. */
  "shipping_method.restored": ShippingMethod;
  /** A shipping method was changed. */
  "shipping_method.updated": ShippingMethod;
  /** Somebody asked for a code to sign in to a platform. */
  "sign_in_code.requested": {
    code_id: string;
    expires_at: string;
  };
  /** Somebody asked for an organization of their own. */
  "signup.requested": {
    signup_id: string;
    expires_at: string;
  };
  /** A size was created. */
  "size.created": Size;
  /** A size was deleted. */
  "size.deleted": Size;
  /** A size was restored. */
  "size.restored": Size;
  /** A size was changed. */
  "size.updated": Size;
  /** A sku was created. */
  "sku.created": Sku;
  /** A sku was deleted. */
  "sku.deleted": Sku;
  /** A sku was restored. */
  "sku.restored": Sku;
  /** A sku was changed. */
  "sku.updated": Sku;
  /** A sku type was created. */
  "sku_type.created": SkuType;
  /** A sku type was deleted. */
  "sku_type.deleted": SkuType;
  /** A sku type was changed. */
  "sku_type.updated": SkuType;
  /** What is available and on order fell to the reorder point or below it (AVL-3). */
  "stock.low": {
    material_id?: string | null;
    sku_id?: string | null;
    location_id: string;
    available: number;
    on_order: number;
    reorder_point: number;
    reorder_quantity?: number | null;
  };
  /** Stock was received, made, used, sold, found, lost or revalued: what that is worth, all entries of one fact together (T12, T14–T16, T18, T25, T26). */
  "stock.valued": {
    source_type: string;
    source_id: string;
    ref?: string | null;
    event_date: string;
    currency: string;
    movements: Array<{
      entry_id?: string | null;
      material_id?: string | null;
      sku_id?: string | null;
      pool: "materials" | "finished_goods";
      event_type: "order" | "receive" | "produce" | "demand" | "allocate" | "consume" | "transfer" | "adjust" | "dispose" | "reverse_order" | "reverse_receive" | "reverse_produce" | "reverse_demand" | "reverse_allocate" | "reverse_consume" | "reverse_transfer" | "revalue";
      value: number;
      variance: number;
    }>;
    conversion_cost: number;
    vendor_id?: string | null;
  };
  /** A store was created. */
  "store.created": Store;
  /** A store was deleted. */
  "store.deleted": Store;
  /** A store was restored. */
  "store.restored": Store;
  /** A store was changed. */
  "store.updated": Store;
  /** The price or the state of a subscription changed. */
  "subscription.changed": {
    subscription: Subscription;
  };
  /** A subscription ended. */
  "subscription.ended": {
    subscription: Subscription;
  };
  /** A subscription ends, now or with its period. */
  "subscription.ending": {
    subscription: Subscription;
  };
  /** A period of a subscription began, and its invoice was made. */
  "subscription.invoiced": {
    subscription: Subscription;
  };
  /** An invoice of a subscription could not be paid. */
  "subscription.past_due": {
    subscription: Subscription;
  };
  /** A subscription was paused. */
  "subscription.paused": {
    subscription: Subscription;
  };
  /** Periods of a subscription were never invoiced: the server was off for too long. Somebody must look. */
  "subscription.periods_missed": {
    subscription: Subscription;
  };
  /** An invoice of a subscription was paid. */
  "subscription.renewed": {
    subscription: Subscription;
  };
  /** A paused subscription runs again. */
  "subscription.resumed": {
    subscription: Subscription;
  };
  /** A subscription was started; its first period is paid. */
  "subscription.started": {
    subscription: Subscription;
  };
  /** A surcharge was created. */
  "surcharge.created": Surcharge;
  /** A surcharge was deleted. */
  "surcharge.deleted": Surcharge;
  /** A surcharge was restored. */
  "surcharge.restored": Surcharge;
  /** A surcharge was changed. */
  "surcharge.updated": Surcharge;
  /** A tax was created. */
  "tax.created": Tax;
  /** A tax was deleted. */
  "tax.deleted": Tax;
  /** A tax was restored. */
  "tax.restored": Tax;
  /** A tax was changed. */
  "tax.updated": Tax;
  /** A team was created. */
  "team.created": Team;
  /** A team was deleted. */
  "team.deleted": Team;
  /** A team was changed. */
  "team.updated": Team;
  /** A team member was created. */
  "team_member.created": TeamMember;
  /** A team member was deleted. */
  "team_member.deleted": TeamMember;
  /** A team member was changed. */
  "team_member.updated": TeamMember;
  /** A team role was created. */
  "team_role.created": TeamRole;
  /** A team role was deleted. */
  "team_role.deleted": TeamRole;
  /** A team role was changed. */
  "team_role.updated": TeamRole;
  /** A provider is being asked to move money of a contract. */
  "transaction.requested": {
    transaction: Transaction;
  };
  /** A provider refused to pay a seller. */
  "transfer.failed": {
    transaction: Transaction;
  };
  /** A provider could not take back what a seller got; the seller owes it. */
  "transfer.reversal_failed": {
    transaction: Transaction;
  };
  /** A provider took back what a seller got, because a buyer got a refund. */
  "transfer.reversed": {
    transaction: Transaction;
  };
  /** A seller got what a contract owes him. */
  "transfer.succeeded": {
    transaction: Transaction;
  };
  /** A variant was created. */
  "variant.created": Variant;
  /** A variant was deleted. */
  "variant.deleted": Variant;
  /** A variant shows another picture of its own, or none any more. */
  "variant.pictures_changed": {
    id: string;
    picture_ids: Array<string>;
    removed_ids: Array<string>;
  };
  /** A variant was restored. */
  "variant.restored": Variant;
  /** A variant was changed. */
  "variant.updated": Variant;
  /** A vendor was created. */
  "vendor.created": Vendor;
  /** A vendor was deleted. */
  "vendor.deleted": Vendor;
  /** A vendor was restored. */
  "vendor.restored": Vendor;
  /** A vendor was changed. */
  "vendor.updated": Vendor;
  /** A vendor bill was matched or approved: it is owed (T13). */
  "vendor_bill.booked": {
    vendor_bill_id: string;
    order_id: string;
    vendor_id: string;
    number: string;
    currency: string;
    business_date: string;
    grni: number;
    variance: number;
  };
  /** A vendor bill that was owed was cancelled. */
  "vendor_bill.cancelled": {
    vendor_bill_id: string;
    order_id: string;
    vendor_id: string;
    number: string;
    currency: string;
    business_date: string;
    grni: number;
    variance: number;
  };
  /** A vendor bill was created. */
  "vendor_bill.created": VendorBill;
  /** A vendor bill was paid (T21). */
  "vendor_bill.paid": {
    vendor_bill_id: string;
    order_id: string;
    vendor_id: string;
    number: string;
    currency: string;
    business_date: string;
    amount: number;
    grni_rest: number;
  };
  /** A person on the waitlist of a platform was granted access. */
  "waitlist.granted": {
    waitlist_entry_id: string;
    platform_id: string;
  };
  /** A person joined the waitlist of a platform. */
  "waitlist.joined": {
    waitlist_entry_id: string;
    platform_id: string;
  };
  /** A waitlist entry was deleted. */
  "waitlist_entry.deleted": WaitlistEntry;
  /** An endpoint was disabled: it answered 410, or failed for five days (WHK-2, WHK-3). */
  "webhook.disabled": {
    endpoint_id: string;
    reason: "gone" | "failing" | "by_hand";
    failing_since?: string | null;
  };
  /** Sent on request to one endpoint, to try it out; webhooks only. */
  "webhook.test": {
    endpoint_id: string;
    message: string;
  };
  /** A webhook endpoint was created. */
  "webhook_endpoint.created": WebhookEndpoint;
  /** A webhook endpoint was deleted. */
  "webhook_endpoint.deleted": WebhookEndpoint;
  /** A webhook endpoint was changed. */
  "webhook_endpoint.updated": WebhookEndpoint;
};

/** The service that emits events of a type. */
export const services: Record<EventType, string> = {
  "account.created": "accounts",
  "account.deleted": "accounts",
  "account.restored": "accounts",
  "account.updated": "accounts",
  "activity.created": "accounts",
  "activity.deleted": "accounts",
  "activity.updated": "accounts",
  "api_key.created": "accounts",
  "api_key.updated": "accounts",
  "audit.anomaly": "platform",
  "availability.replaced": "contracts",
  "availability_rule.created": "contracts",
  "availability_rule.deleted": "contracts",
  "availability_rule.updated": "contracts",
  "availability_rule_set.created": "contracts",
  "availability_rule_set.deleted": "contracts",
  "availability_rule_set.updated": "contracts",
  "balance.changed": "accounts",
  "batch.created": "inventory",
  "batch.deleted": "inventory",
  "batch.reopened": "inventory",
  "batch.submitted": "inventory",
  "batch.updated": "inventory",
  "bom.created": "catalog",
  "bom.deleted": "catalog",
  "bookable_resource.created": "contracts",
  "bookable_resource.deleted": "contracts",
  "bookable_resource.updated": "contracts",
  "booking_tag.created": "contracts",
  "booking_tag.deleted": "contracts",
  "booking_tag.updated": "contracts",
  "brand.created": "catalog",
  "brand.deleted": "catalog",
  "brand.restored": "catalog",
  "brand.updated": "catalog",
  "broker.created": "accounts",
  "broker.deleted": "accounts",
  "broker.updated": "accounts",
  "business_customer.created": "accounts",
  "business_customer.deleted": "accounts",
  "business_customer.restored": "accounts",
  "business_customer.updated": "accounts",
  "business_unit.created": "accounts",
  "business_unit.deleted": "accounts",
  "business_unit.updated": "accounts",
  "calendar.updated": "contracts",
  "calendar_event.created": "contracts",
  "calendar_event.deleted": "contracts",
  "calendar_event.updated": "contracts",
  "cart.created": "contracts",
  "category.created": "catalog",
  "category.deleted": "catalog",
  "category.restored": "catalog",
  "category.updated": "catalog",
  "channel_offer.created": "catalog",
  "channel_offer.deleted": "catalog",
  "channel_offer.updated": "catalog",
  "charge.failed": "contracts",
  "charge.succeeded": "contracts",
  "charge_code.created": "catalog",
  "charge_code.deleted": "catalog",
  "charge_code.restored": "catalog",
  "charge_code.updated": "catalog",
  "color.created": "catalog",
  "color.deleted": "catalog",
  "color.restored": "catalog",
  "color.updated": "catalog",
  "comment.created": "accounts",
  "comment.deleted": "accounts",
  "comment.updated": "accounts",
  "contact.created": "accounts",
  "contact.deleted": "accounts",
  "contact.restored": "accounts",
  "contact.updated": "accounts",
  "contact_link.created": "accounts",
  "contact_link.deleted": "accounts",
  "contact_link.updated": "accounts",
  "contract.changed": "contracts",
  "contract.created": "contracts",
  "contract.deleted": "contracts",
  "contract.paid": "contracts",
  "contract.refunded": "contracts",
  "contract.sent": "contracts",
  "contract.settled": "contracts",
  "contract.voided": "contracts",
  "currency.created": "accounts",
  "currency.deleted": "accounts",
  "currency.restored": "accounts",
  "currency.updated": "accounts",
  "customer_address.created": "accounts",
  "customer_address.deleted": "accounts",
  "customer_address.updated": "accounts",
  "customer_order.created": "sales",
  "customer_order.deleted": "sales",
  "customer_order.money_moved": "sales",
  "customer_order.updated": "sales",
  "customer_segment.created": "accounts",
  "customer_segment.deleted": "accounts",
  "customer_segment.updated": "accounts",
  "customer_tag.created": "accounts",
  "customer_tag.deleted": "accounts",
  "customer_tag.updated": "accounts",
  "customer_type.created": "accounts",
  "customer_type.deleted": "accounts",
  "customer_type.updated": "accounts",
  "data_import.created": "inventory",
  "deal.created": "accounts",
  "deal.deleted": "accounts",
  "deal.updated": "accounts",
  "delivery.cancelled": "inventory",
  "delivery.completed": "inventory",
  "delivery.deleted": "inventory",
  "delivery.missed": "inventory",
  "delivery.scheduled": "inventory",
  "delivery.updated": "inventory",
  "delivery_window.created": "sales",
  "delivery_window.deleted": "sales",
  "delivery_window.restored": "sales",
  "delivery_window.updated": "sales",
  "dictionary.created": "platform",
  "dictionary.deleted": "platform",
  "dictionary.updated": "platform",
  "dictionary_entry.created": "platform",
  "dictionary_entry.deleted": "platform",
  "dictionary_entry.updated": "platform",
  "discount.created": "catalog",
  "discount.deleted": "catalog",
  "discount.restored": "catalog",
  "discount.updated": "catalog",
  "dispute.lost": "contracts",
  "dispute.opened": "contracts",
  "dispute.won": "contracts",
  "document.deleted": "platform",
  "document_note.created": "sales",
  "document_note.deleted": "sales",
  "document_note.updated": "sales",
  "document_settings.updated": "sales",
  "exchange_rate.created": "accounts",
  "exchange_rate.deleted": "accounts",
  "exchange_rate.restored": "accounts",
  "exchange_rate.updated": "accounts",
  "fabric.created": "catalog",
  "fabric.deleted": "catalog",
  "fabric.restored": "catalog",
  "fabric.updated": "catalog",
  "feature_toggle.created": "platform",
  "feature_toggle.deleted": "platform",
  "feature_toggle.updated": "platform",
  "file.created": "platform",
  "gift_card.created": "accounts",
  "gift_card.updated": "accounts",
  "goods_receipt.updated": "inventory",
  "invitation.sent": "accounts",
  "invitation.updated": "accounts",
  "item.bought_out": "inventory",
  "item.cost_changed": "inventory",
  "item.created": "inventory",
  "item.deleted": "inventory",
  "item.expired": "inventory",
  "item.pictures_changed": "inventory",
  "item.price_changed": "inventory",
  "item.restored": "inventory",
  "item.sold": "platform",
  "item.status_changed": "inventory",
  "item.updated": "inventory",
  "journal.posted": "accounts",
  "lay_by.cancelled": "sales",
  "lay_by.overdue": "sales",
  "lay_by.paid": "sales",
  "lay_by.started": "sales",
  "location.created": "inventory",
  "location.deleted": "inventory",
  "location.restored": "inventory",
  "location.updated": "inventory",
  "make_order.created": "inventory",
  "make_order.deleted": "inventory",
  "make_order.updated": "inventory",
  "make_receipt.updated": "inventory",
  "marketplace_user.created": "accounts",
  "marketplace_user.deleted": "accounts",
  "marketplace_user.updated": "accounts",
  "material.created": "catalog",
  "material.deleted": "catalog",
  "material.restored": "catalog",
  "material.updated": "catalog",
  "material_type.created": "catalog",
  "material_type.deleted": "catalog",
  "material_type.updated": "catalog",
  "member.created": "accounts",
  "member.deleted": "accounts",
  "member.updated": "accounts",
  "option_schema.created": "catalog",
  "option_schema.deleted": "catalog",
  "option_schema.restored": "catalog",
  "option_schema.updated": "catalog",
  "order_channel.created": "sales",
  "order_channel.deleted": "sales",
  "order_channel.updated": "sales",
  "organization.created": "accounts",
  "organization.updated": "accounts",
  "password_reset.requested": "accounts",
  "payment_method.deleted": "contracts",
  "payment_method_kind.created": "sales",
  "payment_method_kind.deleted": "sales",
  "payment_method_kind.restored": "sales",
  "payment_method_kind.updated": "sales",
  "payout.approved": "accounts",
  "payout.cancelled": "accounts",
  "payout.completed": "accounts",
  "payout.failed": "accounts",
  "payout.rejected": "accounts",
  "payout.requested": "accounts",
  "payout.reversed": "accounts",
  "payout.updated": "accounts",
  "platform.created": "contracts",
  "platform.updated": "contracts",
  "port.created": "inventory",
  "port.deleted": "inventory",
  "port.restored": "inventory",
  "port.updated": "inventory",
  "price.created": "catalog",
  "price.deleted": "catalog",
  "price.restored": "catalog",
  "price.updated": "catalog",
  "price_kind.created": "catalog",
  "price_kind.deleted": "catalog",
  "price_kind.restored": "catalog",
  "price_kind.updated": "catalog",
  "product.created": "catalog",
  "product.deleted": "catalog",
  "product.pictures_changed": "catalog",
  "product.restored": "catalog",
  "product.updated": "catalog",
  "purchase_order.created": "inventory",
  "purchase_order.deleted": "inventory",
  "purchase_order.updated": "inventory",
  "rate_source.created": "accounts",
  "rate_source.deleted": "accounts",
  "rate_source.updated": "accounts",
  "refund.exceeded": "contracts",
  "refund.failed": "contracts",
  "refund.paid_otherwise": "contracts",
  "refund.returned": "contracts",
  "register.closed": "sales",
  "register.created": "sales",
  "register.deleted": "sales",
  "register.restored": "sales",
  "register.updated": "sales",
  "register_session.created": "sales",
  "reorder_rule.created": "inventory",
  "reorder_rule.deleted": "inventory",
  "reorder_rule.updated": "inventory",
  "resource_type.created": "contracts",
  "resource_type.deleted": "contracts",
  "resource_type.updated": "contracts",
  "role.created": "accounts",
  "role.deleted": "accounts",
  "role.updated": "accounts",
  "sale.changed": "sales",
  "sale.costed": "sales",
  "sale.discarded": "sales",
  "sale.finalized": "sales",
  "sale.opened": "sales",
  "sale.parked": "sales",
  "sale.refunded": "sales",
  "sale.unparked": "sales",
  "sale.voided": "sales",
  "sales_order.created": "sales",
  "sales_order.deleted": "sales",
  "sales_order.invoice_reversed": "sales",
  "sales_order.invoiced": "sales",
  "sales_order.paid": "sales",
  "sales_order.updated": "sales",
  "sales_order_note.created": "sales",
  "sales_order_note.deleted": "sales",
  "sales_quote.created": "sales",
  "sales_quote.deleted": "sales",
  "sales_quote.updated": "sales",
  "sales_tag.created": "sales",
  "sales_tag.deleted": "sales",
  "sales_tag.updated": "sales",
  "shipping_method.created": "sales",
  "shipping_method.deleted": "sales",
  "shipping_method.restored": "sales",
  "shipping_method.updated": "sales",
  "sign_in_code.requested": "accounts",
  "signup.requested": "accounts",
  "size.created": "catalog",
  "size.deleted": "catalog",
  "size.restored": "catalog",
  "size.updated": "catalog",
  "sku.created": "catalog",
  "sku.deleted": "catalog",
  "sku.restored": "catalog",
  "sku.updated": "catalog",
  "sku_type.created": "catalog",
  "sku_type.deleted": "catalog",
  "sku_type.updated": "catalog",
  "stock.low": "inventory",
  "stock.valued": "inventory",
  "store.created": "inventory",
  "store.deleted": "inventory",
  "store.restored": "inventory",
  "store.updated": "inventory",
  "subscription.changed": "contracts",
  "subscription.ended": "contracts",
  "subscription.ending": "contracts",
  "subscription.invoiced": "contracts",
  "subscription.past_due": "contracts",
  "subscription.paused": "contracts",
  "subscription.periods_missed": "contracts",
  "subscription.renewed": "contracts",
  "subscription.resumed": "contracts",
  "subscription.started": "contracts",
  "surcharge.created": "catalog",
  "surcharge.deleted": "catalog",
  "surcharge.restored": "catalog",
  "surcharge.updated": "catalog",
  "tax.created": "catalog",
  "tax.deleted": "catalog",
  "tax.restored": "catalog",
  "tax.updated": "catalog",
  "team.created": "contracts",
  "team.deleted": "contracts",
  "team.updated": "contracts",
  "team_member.created": "contracts",
  "team_member.deleted": "contracts",
  "team_member.updated": "contracts",
  "team_role.created": "contracts",
  "team_role.deleted": "contracts",
  "team_role.updated": "contracts",
  "transaction.requested": "contracts",
  "transfer.failed": "contracts",
  "transfer.reversal_failed": "contracts",
  "transfer.reversed": "contracts",
  "transfer.succeeded": "contracts",
  "variant.created": "catalog",
  "variant.deleted": "catalog",
  "variant.pictures_changed": "catalog",
  "variant.restored": "catalog",
  "variant.updated": "catalog",
  "vendor.created": "accounts",
  "vendor.deleted": "accounts",
  "vendor.restored": "accounts",
  "vendor.updated": "accounts",
  "vendor_bill.booked": "inventory",
  "vendor_bill.cancelled": "inventory",
  "vendor_bill.created": "inventory",
  "vendor_bill.paid": "inventory",
  "waitlist.granted": "contracts",
  "waitlist.joined": "contracts",
  "waitlist_entry.deleted": "contracts",
  "webhook.disabled": "platform",
  "webhook.test": "platform",
  "webhook_endpoint.created": "platform",
  "webhook_endpoint.deleted": "platform",
  "webhook_endpoint.updated": "platform",
};
