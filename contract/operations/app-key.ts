import { z } from "zod";
import { name, nothing } from "../fields.ts";
import { entityId, objectId, storedObjectId } from "../ids.ts";
import { INPUT_LIMITS } from "../limits.ts";
import { operation } from "../operation.ts";
import { seconds } from "../times.ts";

/** An app key without its secret. */
const appKeyItem = z
  .object({
    key_id: storedObjectId,
    key_name: z.string(),
    key_hint: z.string().describe("The last characters of the secret"),
    status: z.enum(["enabled", "disabled"]),
    last_used_time: seconds.describe("Exact to a minute; 0 when never"),
    created_at: seconds,
    updated_at: seconds,
  })
  .meta({ id: "AppKeyItem" });

/** Makes an app key; its secret is in this answer and never again. */
export const appKeyCreate = operation({
  method: "POST",
  path: "/app-key/create",
  summary: "Make an app key, at most 5 a person; the answer alone shows its secret",
  tag: "App keys",
  permission: "AppKeys/Manage",
  input: z.object({
    key_name: name(INPUT_LIMITS.nameLengthMax),
    member_id: entityId.optional().describe("Whose key it is; for others than yourself only as the owner"),
  }),
  output: z.object({ key_id: storedObjectId, key_name: z.string(), key_hint: z.string(), app_key: z.string() }),
});

/** The caller's app keys. */
export const appKeyList = operation({
  method: "POST",
  path: "/app-key/list",
  summary: "List your app keys",
  tag: "App keys",
  permission: "AppKeys/Read",
  input: z.object({}),
  output: z.object({ total: z.int(), items: z.array(appKeyItem) }),
});

/** Lets a disabled key work again. */
export const appKeyEnable = operation({
  method: "POST",
  path: "/app-key/enable",
  summary: "Enable an app key of yours",
  tag: "App keys",
  permission: "AppKeys/Manage",
  input: z.object({ key_id: objectId }),
  output: nothing,
});

/** Stops a key from working, at once. */
export const appKeyDisable = operation({
  method: "POST",
  path: "/app-key/disable",
  summary: "Disable an app key of yours; calls with it are refused at once",
  tag: "App keys",
  permission: "AppKeys/Manage",
  input: z.object({ key_id: objectId }),
  output: nothing,
});

/** Removes a key for good. */
export const appKeyDelete = operation({
  method: "POST",
  path: "/app-key/delete",
  summary: "Delete an app key of yours",
  tag: "App keys",
  permission: "AppKeys/Manage",
  input: z.object({ key_id: objectId }),
  output: nothing,
});
