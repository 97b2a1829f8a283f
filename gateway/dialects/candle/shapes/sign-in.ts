/** Bodies and answers of signing in and of the small utilities. */
import { estimateFees } from "../../../../services/contracts/public.ts";
import { c, field, oneShown, outputOf, rowsOf, shape, shown } from "../../../kit/index.ts";
import { idOf } from "../ids.ts";
import { userShape, type WholeUser } from "./people.ts";

const always = { always: true } as const;

export const emailShape = shape("OtpRequest", rowsOf<{ email: string }>(), {
  email: field("email", c.email, { required: true }),
});

export const otpShape = shape("OtpVerification", rowsOf<{ email: string; code: string }>(), {
  email: field("email", c.email, { required: true }),
  otp: field("code", c.text, { required: true }),
});

type Tokens = { token: string; refresh_token: string; expires_at: string };
const tokens = {
  token: shown("token", c.text, always),
  refreshToken: shown("refresh_token", c.text, always),
  expiresAt: shown("expires_at", c.instantSeconds, always),
} as const;
export const tokensShape = shape("Session", rowsOf<Tokens>(), tokens);
export const signedInShape = shape("SignIn", rowsOf<Tokens & { user: WholeUser }>(), {
  ...tokens,
  user: shown("user", oneShown(userShape), always),
});

export const refreshShape = shape("SessionRefresh", rowsOf<{ refresh_token: string }>(), {
  refreshToken: field("refresh_token", c.text),
});

export const textShape = shape("UsernameRequest", rowsOf<{ text: string }>(), {
  text: field("text", c.text, { required: true }),
});

type Asked = {
  amount: number;
  currency: string;
  include_processor_fees: boolean;
  include_service_fees: boolean;
  include_platform_fees: boolean;
};
export const feeRequestShape = shape("FeeRequest", rowsOf<Asked>(), {
  amount: field("amount", c.integer, { required: true }),
  currency: field("currency", c.currency),
  includeStripeFees: field("include_processor_fees", c.flag),
  includeCandleFees: field("include_service_fees", c.flag),
  includePlatformFees: field("include_platform_fees", c.flag),
});

export const feeEstimateShape = shape("FeeEstimate", outputOf(estimateFees), {
  amount: shown("amount", c.integer, always),
  currency: shown("currency", c.currency, always),
  stripeFee: shown("processor_fee", c.integer, always),
  candleFee: shown("service_fee", c.integer, always),
  platformFee: shown("platform_fee", c.integer, always),
  total: shown("total", c.integer, always),
  sellerReceives: shown("seller_receives", c.integer, always),
});

type Uploaded = { id: string; url: string; mime_type: string; bytes: number };
export const uploadedShape = shape("UploadedMedia", rowsOf<Uploaded>(), {
  id: shown("id", idOf("file"), always),
  url: shown("url", c.url, always),
  mimeType: shown("mime_type", c.text, always),
  size: shown("bytes", c.integer, always),
});
