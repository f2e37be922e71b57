import { useTranslations } from "use-intl";
import { ADMIN, RESPONDER, VIEWER } from "../../contract/role.ts";

const ROLE_TEXTS = [
  { id: ADMIN.id, name: "admin", may: "adminMay" },
  { id: RESPONDER.id, name: "responder", may: "responderMay" },
  { id: VIEWER.id, name: "viewer", may: "viewerMay" },
] as const;

/** A role in the language of the page, with what who has it may do. */
export type RoleText = { id: number; name: string; may: string };

/** Every role there is. */
export function useRoles(): RoleText[] {
  const t = useTranslations("roles");
  return ROLE_TEXTS.map(({ id, name, may }) => ({ id, name: t(name), may: t(may) }));
}
