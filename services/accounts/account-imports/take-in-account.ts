import { command } from "../../../shared/service/operation.ts";
import { makeAccount } from "../accounts/make-account.ts";
import * as declared from "./declarations.ts";

export const takeInAccount = command(declared.takeInAccount, makeAccount);
