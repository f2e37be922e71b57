import { Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconKey, IconUserCircle } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { sessionDelete } from "../../contract/operations/session.ts";
import { isSignedOut } from "../api/api-error.ts";
import { call } from "../api/call.ts";
import { useMay } from "../api/permissions.ts";
import { LANGUAGES, useLanguage } from "../locales/language.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Problem } from "../ui/problem.tsx";

/** Who is signed in, as far as the frame shows them. */
export type Me = { member_name: string; email: string };

const mark = (isChosen: boolean) => ({
  "aria-current": isChosen,
  rightSection: isChosen && <IconCheck size={14} aria-hidden />,
});

/** Profile, app keys, language, theme and the way out, under the name of who is signed in. */
export function AccountMenu({ me }: { me: Me }) {
  const t = useTranslations("frame");
  const queries = useQueryClient();
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useMutation({
    mutationFn: () => call(sessionDelete, {}),
    onSettled: (_answer, error) => (!error || isSignedOut(error) ? queries.resetQueries() : undefined),
  });
  const mayHaveKeys = useMay("AppKeys/Read");
  const name = me.member_name || me.email;
  return (
    <>
      <Menu
        position="top-start"
        width={200}
        withinPortal={false}
        withInitialFocusPlaceholder={false}
        transitionProps={{ duration: 0 }}
      >
        <Menu.Target>
          <button type="button" className="side-item" aria-label={t("account", { name })}>
            <IconUserCircle size={17} aria-hidden />
            <span className="cut">{name}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} to="/profile/basic" leftSection={<IconUserCircle size={16} aria-hidden />}>
            {t("profile")}
          </Menu.Item>
          {mayHaveKeys && (
            <Menu.Item component={Link} to="/profile/app-key" leftSection={<IconKey size={16} aria-hidden />}>
              {t("appKeys")}
            </Menu.Item>
          )}
          <Menu.Divider />
          {(["en", "zh"] as const).map((one) => (
            <Menu.Item key={one} lang={one} {...mark(one === language)} onClick={() => choose(one)}>
              {LANGUAGES[one]}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {(["light", "dark", "auto"] as const).map((one) => (
            <Menu.Item key={one} {...mark(one === colorScheme)} onClick={() => setColorScheme(one)}>
              {t(one)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => signOut.mutate()}>{t("signOut")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {/* Whoever walks away from a browser must know that it still is signed in. */}
      {signOut.error && !isSignedOut(signOut.error) && (
        <Dialog title={t("signOut")} isOpen onClose={signOut.reset}>
          <Problem error={signOut.error} onRetry={signOut.mutate} />
        </Dialog>
      )}
    </>
  );
}
