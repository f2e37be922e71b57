import { createAlertOperations } from "./alert-operations.ts";
import type { BoundOperation } from "./bound-operation.ts";
import { createChannelOperations } from "./channel-operations.ts";
import { createDeliveryOperations } from "./delivery-operations.ts";
import { createIncidentOperations } from "./incident-operations.ts";
import { createIntegrationOperations } from "./integration-operations.ts";
import { createMemberOperations } from "./member-operations.ts";
import type { OperationDeps } from "./operation-deps.ts";
import { createSourceOperations } from "./source-operations.ts";
import { createTeamOperations } from "./team-operations.ts";

/** Every operation of the API with what answers it. */
export function createOperations(deps: OperationDeps): BoundOperation[] {
  return [
    ...createIntegrationOperations(deps),
    ...createSourceOperations(),
    ...createDeliveryOperations(deps),
    ...createChannelOperations(deps),
    ...createAlertOperations(deps),
    ...createIncidentOperations(deps),
    ...createTeamOperations(deps),
    ...createMemberOperations(deps),
  ];
}
