import { useTranslations } from "use-intl";
import type { Permission } from "../../contract/permission.ts";

/** Names a permission in the language of the page. */
export function usePermissionName(): (permission: Permission) => string {
  const t = useTranslations("permission");
  return (permission) => {
    switch (permission) {
      case "Channels/Read":
        return t("channels");
      case "Incidents/Read":
        return t("incidents");
      case "Integrations/Read":
        return t("integrations");
      case "AppKeys/Read":
        return t("appKeys");
      default:
        return permission;
    }
  };
}
