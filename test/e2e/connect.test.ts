import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { fixture } from "../support/cms-event.ts";
import { only } from "../support/ledger.ts";
import { shoot, startTestConsole, type TestConsole } from "./support/console.ts";

// The first quarter of an hour of somebody new: a channel, an integration, its push URL, the first event.

let console: TestConsole;
beforeAll(async () => {
  console = await startTestConsole();
});
afterAll(() => console.stop());

const list = z.object({ items: z.array(z.object({ push_url: z.string() })) });

test("P12: from an empty console to a push URL, and to the first event, by keyboard where it helps", async () => {
  const page = await console.open("/");
  await page.getByRole("heading", { name: "Start with a channel" }).waitFor();
  await shoot(page, "empty");

  await page.keyboard.press("c");
  const creating = page.getByRole("dialog", { name: "Create channel" });
  await creating.getByLabel("Name").fill("Payments");
  await creating.getByLabel("Description").fill("Cards, refunds, payouts");
  await shoot(page, "create-channel");
  await page.keyboard.press("Tab");
  await creating.getByRole("button", { name: "Create channel" }).click();

  await page.getByRole("heading", { name: "Payments", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Add integration" }).click();
  const adding = page.getByRole("dialog", { name: "Add integration" });
  expect(await adding.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  await adding.getByRole("radio", { name: /Alibaba Cloud Monitor.*Prometheus/ }).check();
  await shoot(page, "add-integration");
  await adding.getByRole("button", { name: "Save" }).click();

  const card = page.getByRole("link", { name: /Alibaba Cloud Monitor.*Prometheus/ });
  await card.getByText("No event yet").waitFor();
  await card.click();
  const made = only((await console.hub.api.get("/integration/list", {}, list)).items);
  expect(await page.getByLabel("Push URL").textContent()).toBe(made.push_url);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy push URL" }).click();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(made.push_url);
  await page.getByRole("status").getByText("Waiting for the first event").waitFor();
  await shoot(page, "waiting");

  await console.hub.push(made.push_url, fixture("firing-1"));
  await console.hub.settle();
  await page.getByRole("status").getByText("Events arrive").waitFor();
  await page.getByRole("link", { name: "Channels" }).click();
  await page.getByRole("link", { name: "Payments" }).getByText("Critical").waitFor();
  await shoot(page, "channels");
  expect(console.complaints).toEqual([]);
});
