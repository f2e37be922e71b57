import { createAlertOperations } from "./alert-operations.ts";
import { createAppKeyOperations } from "./app-key-operations.ts";
import type { BoundOperation } from "./bound-operation.ts";
import { createChannelEdits } from "./channel-edits.ts";
import { createChannelOperations } from "./channel-operations.ts";
import { createChannelStarOperations } from "./channel-star-operations.ts";
import { createDeliveryOperations } from "./delivery-operations.ts";
import { createIncidentCommands } from "./incident-commands.ts";
import { createIncidentOperations } from "./incident-operations.ts";
import { createIntegrationActivityOperations } from "./integration-activity-operations.ts";
import { createIntegrationOperations } from "./integration-operations.ts";
import { createIntegrationTest } from "./integration-test-operation.ts";
import { createMemberOperations } from "./member-operations.ts";
import type { OperationDeps } from "./operation-deps.ts";
import { createPersonOperations } from "./person-operations.ts";
import { createRoleOperations } from "./role-operations.ts";
import { createRouteOperations } from "./route-operations.ts";
import { createSessionOperations } from "./session-operations.ts";
import { createSourceOperations } from "./source-operations.ts";
import { createTeamOperations } from "./team-operations.ts";

/** Every operation of the API with what answers it. */
export function createOperations(deps: OperationDeps): BoundOperation[] {
  return [
    ...createIntegrationOperations(deps),
    createIntegrationTest(deps),
    ...createIntegrationActivityOperations(deps),
    ...createSourceOperations(),
    ...createRouteOperations(deps),
    ...createDeliveryOperations(deps),
    ...createChannelOperations(deps),
    ...createChannelEdits(deps),
    ...createChannelStarOperations(deps),
    ...createAlertOperations(deps),
    ...createIncidentOperations(deps),
    ...createIncidentCommands(deps),
    ...createTeamOperations(deps),
    ...createMemberOperations(deps),
    ...createRoleOperations(deps),
    ...createPersonOperations(deps),
    ...createSessionOperations(deps),
    ...createAppKeyOperations(deps),
  ];
}
