import { queryOptions } from "@tanstack/react-query";
import { channelList } from "../../contract/operations/channel.ts";
import { integrationList } from "../../contract/operations/integration.ts";
import { memberList } from "../../contract/operations/member.ts";
import { call } from "../api/call.ts";

/** How far the first quarter of an hour has come; the integration is the one to wait for, or null. */
export type Onboarding = {
  hasChannel: boolean;
  hasIntegration: boolean;
  hasEvent: boolean;
  hasTeammate: boolean;
  integrationId: number | null;
};

/** What of it is done, by what the hub holds. */
export const onboarding = queryOptions({
  queryKey: ["onboarding"],
  queryFn: async ({ signal }): Promise<Onboarding> => {
    const latest = { limit: 1, orderby: "last_time", asc: false } as const;
    const [channels, integrations, members] = await Promise.all([
      call(channelList, { limit: 1, is_brief: true }, signal),
      call(integrationList, latest, signal),
      call(memberList, { limit: 1 }, signal),
    ]);
    const first = integrations.items[0];
    return {
      hasChannel: channels.total > 0,
      hasIntegration: integrations.total > 0,
      hasEvent: first !== undefined && first.last_time > 0,
      hasTeammate: members.total > 1,
      integrationId: first?.integration_id ?? null,
    };
  },
});

const dismissedBy = (memberId: number) => `tocsin-onboarded-${memberId}`;

/** Whether this person closed the checklist in this browser. */
export function isDismissed(memberId: number): boolean {
  return localStorage.getItem(dismissedBy(memberId)) !== null;
}

/** Closes the checklist for this person in this browser. */
export function dismiss(memberId: number): void {
  localStorage.setItem(dismissedBy(memberId), "yes");
}
