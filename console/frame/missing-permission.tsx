import { Anchor, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import type { Permission } from "../../contract/permission.ts";
import { ADMIN, ROLES } from "../../contract/role.ts";
import { useMay } from "../api/permissions.ts";
import { membersOfRole } from "../people/people-queries.ts";
import { useRoles } from "../people/use-roles.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { usePermissionName } from "./use-permission-name.ts";

/** Stands in for a page that who came by its link may not see: what is missing, and who can give it. */
export function MissingPermission({ permission }: { permission: Permission }) {
  const t = useTranslations("missing");
  const format = useFormatter();
  const { data } = useQuery(membersOfRole(ADMIN.id));
  const roles = useRoles();
  const hasHome = useMay("Channels/Read");
  const nameOf = usePermissionName();
  const holds = (roleId: number) =>
    ROLES.some(({ id, permissions }) => id === roleId && permissions.includes(permission));
  const holders = roles.filter(({ id }) => holds(id)).map(({ name }) => name);
  return (
    <EmptyState
      level={1}
      title={t("title")}
      lead={t("lead", { permission: nameOf(permission), roles: format.list(holders) })}
    >
      <div>
        {data && <Text mb="xs">{t("askThem")}</Text>}
        {data?.items.map(({ member_id, member_name, email }) => (
          <Text key={member_id}>
            {member_name} · <Anchor href={`mailto:${email}`}>{email}</Anchor>
          </Text>
        ))}
        {hasHome && (
          <LinkButton to="/" variant="default" mt="lg">
            {t("home")}
          </LinkButton>
        )}
      </div>
    </EmptyState>
  );
}
