/** The address of a picture: its token has 256 random bits, so only people who were given it can see the picture (FIL-2). */
export const pathOf = (token: string): string => `/pictures/${token}`;
