import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { IntlProvider } from "use-intl";
import { en } from "./en.ts";
import type { Texts } from "./texts.ts";
import { zh } from "./zh.ts";

/** The languages of the console, each under its own name. */
export const LANGUAGES = { en: "English", zh: "中文" } as const;

/** One of them. */
export type Language = keyof typeof LANGUAGES;

declare module "use-intl" {
  interface AppConfig {
    Messages: Texts;
    Locale: Language;
  }
}

const TEXTS = { en, zh };
const STORED_AS = "tocsin-language";

const LanguageContext = createContext<{ language: Language; choose(language: Language): void }>({
  language: "en",
  choose: () => undefined,
});

/** The language and how to choose another. */
export function useLanguage() {
  return useContext(LanguageContext);
}

/** Reads the choice of this browser; without one the browser's own language decides. */
function readLanguage(): Language {
  const chosen = localStorage.getItem(STORED_AS) ?? navigator.language.toLowerCase().split("-")[0];
  return chosen === "zh" ? "zh" : "en";
}

/** Gives everything inside its texts. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(readLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(
    () => ({
      language,
      choose: (chosen: Language) => {
        localStorage.setItem(STORED_AS, chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return (
    <LanguageContext value={value}>
      <IntlProvider
        locale={language}
        messages={TEXTS[language]}
        timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
      >
        {children}
      </IntlProvider>
    </LanguageContext>
  );
}
