/** Money outside: by bank transfer or cash, recorded by hand. It knows neither cards nor bank accounts. */
import { noProvider } from "./errors.ts";
import type { Provider } from "./provider.ts";

const refuse = async (): Promise<never> => {
  throw noProvider({});
};

export const offline: Provider = {
  ...{ setUp: refuse, onboard: refuse },
  ...{ charge: refuse, refund: refuse, transfer: refuse, reverse: refuse, find: refuse },
};
