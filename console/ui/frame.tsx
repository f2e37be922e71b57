import { IconKeyboard, IconSearch } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { AccountMenu, type Me } from "./account-menu.tsx";
import { Brand } from "./brand.tsx";
import { Help } from "./help.tsx";
import { Navigation } from "./navigation.tsx";
import { Palette } from "./palette.tsx";
import { palette } from "./palette-store.ts";
import { useShortcut } from "./use-shortcut.ts";

/** What stands around every page: navigation, search, account, help. */
export function Frame({ me, children }: { me: Me; children: ReactNode }) {
  const t = useTranslations("frame");
  const [isHelpOpen, setHelpOpen] = useState(false);
  useShortcut("?", () => setHelpOpen(true));
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t("skip")}
      </a>
      <aside className="side" aria-label="Tocsin">
        <Brand />
        <button type="button" className="side-item" onClick={palette.open}>
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
      <Palette />
      <Help isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}
