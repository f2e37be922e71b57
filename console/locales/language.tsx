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
const ZONE_STORED_AS = "tocsin-time-zone";

/** What a person chose for themselves; empty where they leave it to the browser. */
export type PersonChoice = { locale: string; time_zone: string };

type Choice = {
  language: Language;
  /** The zone that times are shown in. */
  timeZone: string;
  /** For this browser. */
  choose(language: Language): void;
  /** Takes over what the person who is signed in chose. */
  adopt(person: PersonChoice): void;
};

const LanguageContext = createContext<Choice>({
  ...{ language: "en", timeZone: "UTC" },
  ...{ choose: () => undefined, adopt: () => undefined },
});

/** The language, the time zone, and how to choose others. */
export function useLanguage() {
  return useContext(LanguageContext);
}

/** Reads the choice of this browser; without one the browser's own language decides. */
function readLanguage(): Language {
  const chosen = localStorage.getItem(STORED_AS) ?? navigator.language.toLowerCase().split("-")[0];
  return chosen === "zh" ? "zh" : "en";
}

function readTimeZone(): string {
  return localStorage.getItem(ZONE_STORED_AS) || Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The language that a locale of the API means. */
function languageOf(locale: string): Language {
  return locale.startsWith("zh") ? "zh" : "en";
}

/** Gives everything inside its texts, and its times in the right zone. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(readLanguage);
  const [timeZone, setTimeZone] = useState(readTimeZone);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(() => {
    const choose = (chosen: Language) => {
      localStorage.setItem(STORED_AS, chosen);
      setLanguage(chosen);
    };
    const adopt = ({ locale, time_zone }: PersonChoice) => {
      if (locale) choose(languageOf(locale));
      localStorage.setItem(ZONE_STORED_AS, time_zone);
      setTimeZone(readTimeZone());
    };
    return { language, timeZone, choose, adopt };
  }, [language, timeZone]);
  return (
    <LanguageContext value={value}>
      <IntlProvider locale={language} messages={TEXTS[language]} timeZone={timeZone}>
        {children}
      </IntlProvider>
    </LanguageContext>
  );
}
