import { NativeSelect, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { memberInfoReset } from "../../contract/operations/member.ts";
import { call } from "../api/call.ts";
import { Form } from "../forms/form.tsx";
import { PersonName } from "../forms/person-name.tsx";
import { LANGUAGES, useLanguage } from "../locales/language.tsx";

/** The languages of the console as the API names them. */
const LOCALES = [
  { value: "en-US", label: LANGUAGES.en },
  { value: "zh-CN", label: LANGUAGES.zh },
] as const;

/** One of them, or the browser's. */
type LocaleChoice = (typeof LOCALES)[number]["value"] | "";

type ProfileFormProps = {
  person: { person_id: number; person_name: string; email: string; locale: string; time_zone: string };
  accountZone: string;
};

/** How somebody is called, in which language the hub speaks to them and in which zone it shows times. */
export function ProfileForm({ person, accountZone }: ProfileFormProps) {
  const t = useTranslations("profile");
  const form = useTranslations("form");
  const signIn = useTranslations("signIn");
  const queries = useQueryClient();
  const { adopt } = useLanguage();
  const [name, setName] = useState(person.person_name);
  const [locale, setLocale] = useState<LocaleChoice>(LOCALES.find(({ value }) => value === person.locale)?.value ?? "");
  const [timeZone, setTimeZone] = useState(person.time_zone);
  const zones = useMemo(() => [...Intl.supportedValuesOf("timeZone"), "UTC"], []);
  const save = useMutation({
    mutationFn: () =>
      call(memberInfoReset, { member_id: person.person_id, member_name: name.trim(), locale, time_zone: timeZone }),
    onSuccess: async () => {
      adopt({ locale, time_zone: timeZone });
      await Promise.all(["member", "person", "team"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
  return (
    <Form change={save} fields={["member_name", "locale", "time_zone"]} submitLabel={form("save")}>
      {(problemAt) => (
        <>
          <PersonName value={name} problem={problemAt("member_name")} onChange={setName} />
          <TextInput label={signIn("email")} description={t("emailHint")} readOnly value={person.email} />
          <NativeSelect
            label={t("locale")}
            description={t("localeHint")}
            value={locale}
            error={problemAt("locale")}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              setLocale(LOCALES.find(({ value }) => value === chosen)?.value ?? "");
            }}
            data={[{ value: "", label: t("localeNone") }, ...LOCALES]}
          />
          <NativeSelect
            label={t("timeZone")}
            description={t("timeZoneHint", { zone: accountZone })}
            value={timeZone}
            error={problemAt("time_zone")}
            onChange={(event) => setTimeZone(event.currentTarget.value)}
            data={[{ value: "", label: t("timeZoneNone") }, ...zones]}
          />
          <Text size="sm" role="status">
            {save.isSuccess && form("saved")}
          </Text>
        </>
      )}
    </Form>
  );
}
