import "./api/without-eval.ts";
import "@mantine/core/styles.css";
import "@mantine/spotlight/styles.css";
import "./ui/look.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { connectLive } from "./api/live.ts";
import { LiveContext } from "./api/live-context.ts";
import { createQueries } from "./api/query-client.ts";
import { LanguageProvider } from "./locales/language.tsx";
import { router } from "./routes.tsx";
import { colours, theme } from "./ui/look.ts";
import { styleNonce } from "./ui/style-nonce.ts";

const queries = createQueries();
const live = connectLive(queries);
const container = document.getElementById("console");
if (!container) throw new Error("the page has no element for the console");
createRoot(container).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={colours}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <LanguageProvider>
        <QueryClientProvider client={queries}>
          <LiveContext value={live}>
            <RouterProvider router={router} />
          </LiveContext>
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>
  </StrictMode>,
);
