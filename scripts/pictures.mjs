// Takes the pictures of the README from a running demo, in both themes:
//   npm run demo        prints the address and the password
//   node scripts/pictures.mjs http://127.0.0.1:8080 <password>
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const [, , url, password] = process.argv;
if (!url || !password) throw new Error("usage: node scripts/pictures.mjs <address of the demo> <its password>");
const folder = new URL("../docs/images/", import.meta.url).pathname;
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const theme of ["light", "dark"]) {
  const context = await browser.newContext({
    ...{ locale: "en-GB", colorScheme: theme, viewport: { width: 1280, height: 760 }, reducedMotion: "reduce" },
  });
  await context.request.post(`${url}/session/create`, { data: { email: "demo@example.com", password } });
  const page = await context.newPage();
  const shoot = async (name) => {
    await page.waitForLoadState("load");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByRole("time").first().waitFor();
    await page.screenshot({ path: `${folder}${name}-${theme}.png` });
  };
  await page.goto(`${url}/incident`);
  await shoot("incidents");
  await page.goto(`${url}/integration`);
  await page.getByRole("link", { name: "Alibaba Cloud, all accounts" }).click();
  await page.getByRole("heading", { name: "Before you start" }).waitFor();
  await shoot("integration");
}
await browser.close();
