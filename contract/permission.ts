/**
 * What there is to be permitted, and which built-in roles hold it (M1); Admin holds everything. Ids are on the wire
 * and in databases, so they never change. Whoever may manage a thing may read it.
 */
export const PERMISSIONS = [
  { id: 1, name: "Members/Manage", holders: [] },
  { id: 2, name: "Roles/Manage", holders: [] },
  { id: 3, name: "Teams/Manage", holders: ["Responder"] },
  { id: 4, name: "Audit/Read", holders: ["Responder"] },
  { id: 5, name: "AppKeys/Read", holders: ["Responder"] },
  { id: 6, name: "AppKeys/Manage", holders: ["Responder"] },
  { id: 7, name: "Channels/Read", holders: ["Responder", "Viewer"] },
  { id: 8, name: "Channels/Manage", holders: ["Responder"] },
  { id: 9, name: "Incidents/Read", holders: ["Responder", "Viewer"] },
  { id: 10, name: "Incidents/Manage", holders: ["Responder"] },
  { id: 11, name: "Integrations/Read", holders: ["Responder", "Viewer"] },
  { id: 12, name: "Integrations/Manage", holders: ["Responder"] },
  { id: 13, name: "Analytics/Read", holders: ["Responder", "Viewer"] },
  { id: 14, name: "CustomFields/Read", holders: ["Responder", "Viewer"] },
  { id: 15, name: "CustomFields/Manage", holders: ["Responder"] },
  { id: 16, name: "Schedules/Read", holders: ["Responder", "Viewer"] },
  { id: 17, name: "Schedules/Manage", holders: ["Responder"] },
  { id: 18, name: "Calendars/Read", holders: ["Responder", "Viewer"] },
  { id: 19, name: "Calendars/Manage", holders: ["Responder"] },
  { id: 20, name: "Templates/Read", holders: ["Responder", "Viewer"] },
  { id: 21, name: "Templates/Manage", holders: ["Responder"] },
  { id: 22, name: "Mappings/Read", holders: ["Responder", "Viewer"] },
  { id: 23, name: "Mappings/Manage", holders: ["Responder"] },
  { id: 24, name: "StatusPages/Read", holders: ["Responder", "Viewer"] },
  { id: 25, name: "StatusPages/Manage", holders: ["Responder"] },
  { id: 26, name: "StatusPageEvents/Manage", holders: ["Responder"] },
  { id: 27, name: "SSO/Read", holders: ["Responder", "Viewer"] },
  { id: 28, name: "SSO/Manage", holders: [] },
  { id: 29, name: "Onboarding/Read", holders: ["Responder"] },
] as const;

/** What one person may be allowed to do with one kind of thing. */
export type Permission = (typeof PERMISSIONS)[number]["name"];
