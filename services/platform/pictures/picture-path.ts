/** The address of a picture: its token has 256 random bits, so that only who was told can see it (FIL-2). */
export const pathOf = (token: string): string => `/pictures/${token}`;
