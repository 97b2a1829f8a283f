import { serviceSchema } from "../../shared/service/define-service.ts";
import { serviceOf } from "../../shared/service/room.ts";
import { accessNotesRoom } from "./access-notes/room.ts";
import { accountImportsRoom } from "./account-imports/room.ts";
import { accountsRoom } from "./accounts/room.ts";
import { adjustmentsRoom } from "./adjustments/room.ts";
import { balancesRoom } from "./balances/room.ts";
import { businessCustomersRoom } from "./business-customers/room.ts";
import { businessUnitsRoom } from "./business-units/room.ts";
import { changesRoom } from "./changes/room.ts";
import { contactLinksRoom } from "./contact-links/room.ts";
import { contactsRoom } from "./contacts/room.ts";
import { creditRoom } from "./credit/room.ts";
import { currenciesRoom } from "./currencies/room.ts";
import { customerSettingsRoom } from "./customer-settings/room.ts";
import { customerTagsRoom } from "./customer-tags/room.ts";
import { customerWidgetsRoom } from "./customer-widgets/room.ts";
import { customersRoom } from "./customers/room.ts";
import { dealingsRoom } from "./dealings/room.ts";
import { drawersRoom } from "./drawers/room.ts";
import { explanationsRoom } from "./explanations/room.ts";
import { figuresRoom } from "./figures/room.ts";
import { giftCardsRoom } from "./gift-cards/room.ts";
import { goodsRoom } from "./goods/room.ts";
import { houseUsersRoom } from "./house-users/room.ts";
import { identityRoom } from "./identity/room.ts";
import { invitationsRoom } from "./invitations/room.ts";
import { keysRoom } from "./keys/room.ts";
import { ledgerRoom } from "./ledger/room.ts";
import { loginsRoom } from "./logins/room.ts";
import { lookupsRoom } from "./lookups/room.ts";
import { marketplaceSignInRoom } from "./marketplace-sign-in/room.ts";
import { marketplaceUsersRoom } from "./marketplace-users/room.ts";
import { membersRoom } from "./members/room.ts";
import { orderPostingsRoom } from "./order-postings/room.ts";
import { organizationsRoom } from "./organizations/room.ts";
import { ownedTenantsRoom } from "./owned-tenants/room.ts";
import { partiesRoom } from "./parties/room.ts";
import { payoutsRoom } from "./payouts/room.ts";
import { postingsRoom } from "./postings/room.ts";
import { purgesRoom } from "./purges/room.ts";
import { rolesRoom } from "./roles/room.ts";
import { sessionsRoom } from "./sessions/room.ts";
import { signupsRoom } from "./signups/room.ts";
import { statementsRoom } from "./statements/room.ts";
import { stockPostingsRoom } from "./stock-postings/room.ts";
import { tokensRoom } from "./tokens/room.ts";
import { usersRoom } from "./users/room.ts";
import { vendorsRoom } from "./vendors/room.ts";

/** Organizations with their members and keys, accounts, the ledger and payouts, and users of marketplaces. */
export const accounts = serviceOf("accounts", [
  identityRoom,
  organizationsRoom,
  keysRoom,
  sessionsRoom,
  membersRoom,
  businessUnitsRoom,
  rolesRoom,
  loginsRoom,
  ownedTenantsRoom,
  signupsRoom,
  balancesRoom,
  accountsRoom,
  accessNotesRoom,
  accountImportsRoom,
  partiesRoom,
  figuresRoom,
  explanationsRoom,
  statementsRoom,
  creditRoom,
  currenciesRoom,
  ledgerRoom,
  drawersRoom,
  adjustmentsRoom,
  giftCardsRoom,
  postingsRoom,
  payoutsRoom,
  changesRoom,
  goodsRoom,
  stockPostingsRoom,
  orderPostingsRoom,
  usersRoom,
  tokensRoom,
  invitationsRoom,
  lookupsRoom,
  vendorsRoom,
  businessCustomersRoom,
  contactLinksRoom,
  contactsRoom,
  customersRoom,
  customerTagsRoom,
  customerSettingsRoom,
  customerWidgetsRoom,
  dealingsRoom,
  marketplaceUsersRoom,
  houseUsersRoom,
  marketplaceSignInRoom,
  purgesRoom,
]);

export default serviceSchema(accounts);
