/** The addresses of the console's pages, `:id` standing for one part. Messages link to some of them, so they stay (`spec.md` §11). */
export const CONSOLE_ROUTES = [
  "/",
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
] as const;

/** Stands in the console's page where the hub puts the nonce of each answer. */
export const STYLE_NONCE = "TOCSIN_STYLE_NONCE";
