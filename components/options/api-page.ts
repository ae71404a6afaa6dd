/** Where Hyperliquid's users make and authorize API wallets. */
export const API_PAGE = "https://app.hyperliquid.xyz/API";
