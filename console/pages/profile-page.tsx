import "../profile/profile.css";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { whoAmI } from "../api/who-am-i.ts";
import { persons } from "../people/people-queries.ts";
import { PasswordForm } from "../profile/password-form.tsx";
import { ProfileForm } from "../profile/profile-form.tsx";
import { ProfileTabs } from "../profile/profile-tabs.tsx";
import { Sessions } from "../profile/sessions.tsx";
import { Preferences } from "../ui/preferences.tsx";
import { Problem } from "../ui/problem.tsx";
import { Section } from "../ui/section.tsx";

/** Who is signed in: how they are called, how the console looks to them, and how they get in. */
export default function ProfilePage() {
  const t = useTranslations("profile");
  const { data: me } = useQuery({ ...whoAmI, refetchOnMount: false });
  const own = useQuery(persons(me ? [me.member_id] : []));
  const person = own.data?.items[0];
  return (
    <>
      <ProfileTabs current="basic" />
      {own.error && <Problem error={own.error} onRetry={() => own.refetch()} />}
      <div className="sections" id="profile-panel">
        <div>
          {me && person && (
            <Section title={t("about")} lead={t("aboutLead")}>
              <ProfileForm person={person} accountZone={me.account_time_zone} />
            </Section>
          )}
          <Section title={t("password")} lead={t("passwordLead")}>
            <PasswordForm email={me?.email ?? ""} />
          </Section>
        </div>
        <div>
          <Section title={t("browser")} lead={t("browserLead")}>
            <Preferences />
          </Section>
          <Section title={t("sessions")} lead={t("sessionsLead")}>
            <Sessions />
          </Section>
        </div>
      </div>
    </>
  );
}
