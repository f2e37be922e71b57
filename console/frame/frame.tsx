import "./frame.css";
import { IconKeyboard, IconMenu2, IconSearch, IconX } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Brand } from "../ui/brand.tsx";
import { useShortcut } from "../ui/use-shortcut.ts";
import { AccountMenu, type Me } from "./account-menu.tsx";
import { Help } from "./help.tsx";
import { LiveState } from "./live-state.tsx";
import { Navigation } from "./navigation.tsx";
import { Palette } from "./palette.tsx";
import { palette } from "./palette-state.ts";
import { usePartsAhead } from "./use-parts-ahead.ts";

/** What stands around every page: navigation, search, account, help. */
export function Frame({ me, children }: { me: Me; children: ReactNode }) {
  const t = useTranslations("frame");
  const [isHelpOpen, setHelpOpen] = useState(false);
  const menu = useMenu();
  usePartsAhead();
  useShortcut("?", () => setHelpOpen(true));
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t("skip")}
      </a>
      <section className="top" aria-label={t("menu")}>
        <Brand />
        <button type="button" className="top-button" aria-label={t("search")} onClick={palette.open}>
          <IconSearch size={20} aria-hidden />
        </button>
        <button
          type="button"
          className="top-button"
          aria-label={t("menu")}
          aria-expanded={menu.isOpen}
          aria-controls="side"
          onClick={menu.turn}
        >
          {menu.isOpen ? <IconX size={22} aria-hidden /> : <IconMenu2 size={22} aria-hidden />}
        </button>
      </section>
      <aside id="side" className="side" data-open={menu.isOpen} aria-label="Tocsin">
        <Brand />
        <button type="button" className="side-item wide-only" onClick={palette.open}>
          <IconSearch size={17} aria-hidden />
          {t("search")}
          <kbd aria-hidden>Ctrl K</kbd>
        </button>
        <Navigation />
        <div>
          <button type="button" className="side-item" onClick={() => setHelpOpen(true)}>
            <IconKeyboard size={17} aria-hidden />
            {t("help")}
            <kbd aria-hidden>?</kbd>
          </button>
          <AccountMenu me={me} />
        </div>
      </aside>
      <main id="content" className="content" tabIndex={-1}>
        {children}
      </main>
      <LiveState />
      <Palette />
      <Help isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}

/** The navigation of a narrow screen: out of the way until it is asked for, and again once it has led somewhere. */
function useMenu() {
  const { href } = useLocation();
  const [openAt, setOpenAt] = useState<string | null>(null);
  const isOpen = openAt === href;
  useEffect(() => {
    if (!isOpen) return;
    const close = (event: KeyboardEvent) => {
      // Escape in the account's menu closes that menu alone.
      const isInner = event.target instanceof Element && event.target.closest("[role=menu]");
      if (event.key === "Escape" && !isInner) setOpenAt(null);
    };
    window.addEventListener("keydown", close);
    return () => window.removeEventListener("keydown", close);
  }, [isOpen]);
  return { isOpen, turn: () => setOpenAt(isOpen ? null : href) };
}
