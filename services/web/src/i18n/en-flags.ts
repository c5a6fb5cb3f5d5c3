import { type Messages } from "./id.ts";

export const flags: Messages["flags"] = {
  LATE: {
    tag: "Late",
    author: "Came after the deadline of its month. It is stored and shown, and not counted when the month is closed.",
    superior: "Came after the deadline of its month; not counted when the month is closed.",
  },
  OVERLAP: {
    tag: "Overlap",
    author: "Its time overlaps with another entry. It stays stored.",
    superior: "Its time overlaps with another entry of the day.",
  },
  DAY_FULL: {
    tag: "Over 24 hours",
    author: "The entries of the day add up to more than 24 hours. Check how long they took.",
    superior: "The entries of the day add up to more than 24 hours.",
  },
  PLAN_ITEM_UNKNOWN: {
    tag: "No plan",
    author: "Not yet tied to your action plan.",
    superior: "Not tied to any action plan.",
  },
  EMPLOYMENT_NOT_VALID: {
    tag: "Position",
    author: "The chosen position was not valid on that day.",
    superior: "The chosen position was not valid on that day.",
  },
  SESSION_ENDED: {
    tag: "Session ended",
    author: "Sent after the session of the device had ended. Your superior checks it.",
    superior: "Sent from a device whose session had ended.",
  },
  CONFLICT: {
    tag: "Two versions",
    author: "This entry was changed on two devices. Choose the right one.",
    superior: "Changed on two devices. The employee has not chosen yet.",
  },
  CHANGED_AFTER_APPROVAL: {
    tag: "Changed",
    author: "Changed after it was approved. The approved version counts until your superior decides.",
    superior: "Changed after you approved it. The old version counts until you decide.",
  },
  IDENTICAL: {
    tag: "Same content",
    author: "Says the same, for as long, as another entry of the day. If it was recorded twice, cancel one of them.",
    superior: "Says exactly the same, for as long, as another entry of the day.",
  },
  TASK_UNKNOWN: {
    tag: "Other task",
    author: "The chosen task is not yours. Choose the right one, or none.",
    superior: "Names a task that was not given to this person.",
  },
};
