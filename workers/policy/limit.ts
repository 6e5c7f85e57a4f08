/** A decision of a policy that takes longer than this does not come: its run ends. */
export const DECISION_LIMIT_S = 2;
/** What is said of it then. */
export const OVERDUE = `a decision took longer than ${DECISION_LIMIT_S} s`;
