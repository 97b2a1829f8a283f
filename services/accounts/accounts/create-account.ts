import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { makeAccount } from "./make-account.ts";

export const createAccount = command(declared.createAccount, makeAccount);
