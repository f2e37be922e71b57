import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { Permission } from "../../contract/permission.ts";
import { ADMIN, ROLES } from "../../contract/role.ts";
import { membersOfRole } from "../api/people-queries.ts";
import { EmptyState } from "./empty-state.tsx";
import { LinkButton } from "./link-button.tsx";

/** Stands in for a page that who came by its link may not see: what is missing, and who can give it. */
export function MissingPermission({ permission }: { permission: Permission }) {
  const t = useTranslations("missing");
  const { data } = useQuery(membersOfRole(ADMIN.id));
  const [thing, deed] = permission.split("/");
  const holders = ROLES.filter(({ permissions }) => permissions.includes(permission)).map(({ name }) => name);
  return (
    <EmptyState
      level={1}
      title={t("title")}
      lead={t("lead", { permission: `${thing} / ${deed}`, roles: holders.join(", ") })}
    >
      <div>
        {data && <Text mb="xs">{t("askThem")}</Text>}
        {data?.items.map(({ member_id, member_name, email }) => (
          <Text key={member_id}>
            {member_name} · <a href={`mailto:${email}`}>{email}</a>
          </Text>
        ))}
        <LinkButton to="/" variant="default" mt="lg">
          {t("home")}
        </LinkButton>
      </div>
    </EmptyState>
  );
}
