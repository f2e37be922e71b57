/** A person who works on an incident. Times are Unix seconds. */
export type Responder = {
  incidentId: string;
  personId: number;
  assignedTime: number;
  /** 0 = has not acknowledged, or took it back. */
  acknowledgedTime: number;
};

/** Whether this person holds the incident now. */
export function isAcknowledged({ acknowledgedTime }: Responder): boolean {
  return acknowledgedTime > 0;
}
