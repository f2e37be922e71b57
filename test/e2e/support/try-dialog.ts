import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { findBarriers, hasFocus, shoot } from "./console.ts";

type Trial = {
  /** What the picture is called. */
  name: string;
  opener: Locator;
  /** The item of the menu that the opener opens, where a dialog is behind one. */
  item?: string | RegExp;
  role?: "dialog" | "menu";
};

/**
 * Opens a dialog or a menu by keyboard, which takes the keys and has no barrier, and closes it with Escape, after which the keys go
 * to what opened it again.
 */
export async function tryDialog(page: Page, { name, opener, item, role = "dialog" }: Trial): Promise<void> {
  await opener.focus();
  await page.keyboard.press("Enter");
  if (item) {
    await page.getByRole("menuitem", { name: item }).focus();
    await page.keyboard.press("Enter");
  }
  const opened = page.getByRole(role);
  await opened.waitFor();
  const holdsFocus = () => opened.evaluate((element) => element.contains(element.ownerDocument.activeElement));
  await expect.poll(holdsFocus).toBe(true);
  await shoot(page, name);
  expect(await findBarriers(page, role), name).toEqual([]);
  await page.keyboard.press("Escape");
  await opened.waitFor({ state: "detached" });
  await hasFocus(opener);
}
