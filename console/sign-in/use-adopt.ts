import { personInfos } from "../../contract/operations/person.ts";
import { call } from "../api/call.ts";
import { useLanguage } from "../locales/language.tsx";

/** Takes over the language and time zone of whoever has just signed in. */
export function useAdopt(): (memberId: number) => Promise<void> {
  const { adopt } = useLanguage();
  return async (memberId) => {
    const { items } = await call(personInfos, { person_ids: [memberId] });
    if (items[0]) adopt(items[0]);
  };
}
