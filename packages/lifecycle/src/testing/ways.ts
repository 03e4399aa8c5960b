/** How far a referral has come, for specifications to begin from. */
export const accepted = ["ReferralRegistered", "ReferralAccepted"] as const;
export const guided = [...accepted, "CoachRegistered", "CoachAssigned"] as const;
export const inIntake = [...guided, "IntakeStarted", "ConversationHeld"] as const;
export const matched = [...inIntake, "ActivityOffered", "ActivityMatched"] as const;
export const participating = [...matched, "ParticipationStarted"] as const;
export const dropped = [...guided, "ReferralDropped"] as const;
export const completed = [...participating, "ParticipationCompleted"] as const;
export const closedAfterDrop = [
  ...dropped,
  ["FeedbackGiven", { moments: ["drop"], message: "stopped" }],
  "ReferralClosed",
] as const;
export const closedAfterCompleting = [
  ...completed,
  ["FeedbackGiven", { moments: ["end"], message: "completed" }],
  "ReferralClosed",
] as const;

/** Another resident's referral. */
export const other = { referral: "referral-2" };
export const otherRegistered = ["ReferralRegistered", { ...other, resident: "resident-2" }] as const;
export const otherInIntake = [
  otherRegistered,
  ["ReferralAccepted", other],
  ["IntakeStarted", other],
] as const;
