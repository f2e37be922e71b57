/** The addresses of the console's pages, `:id` standing for one part. Messages link to some of them, so they stay (W9). */
export const CONSOLE_ROUTES = [
  "/",
  "/setup",
  "/accept-invite",
  "/channel",
  "/channel/detail/:id",
  "/incident",
  "/incident/detail/:id",
  "/alert",
  "/alert/detail/:id",
  "/integration",
  "/integration/detail/:id",
  "/platform/member",
  "/platform/team",
  "/platform/team/detail/:id",
  "/profile/basic",
  "/profile/app-key",
] as const;

/** Stands in the console's page where the hub puts the nonce of each answer. */
export const STYLE_NONCE = "TOCSIN_STYLE_NONCE";
