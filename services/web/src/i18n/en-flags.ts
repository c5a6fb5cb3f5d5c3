import { type Messages } from "./id.ts";

export const flags: Messages["flags"] = {
  LATE: {
    tag: "Late",
    author:
      "Arrived too late for the closing of its month: stored, but not counted. Ask your superior; it counts if it is approved while the month is open again.",
    superior:
      "Arrived too late for the closing of its month, and is not counted. If it should be, ask personnel to open the month again, then approve.",
  },
  OVERLAP: {
    tag: "Overlap",
    author: "Its time overlaps with another entry. It stays stored; correct the time, or cancel one of them.",
    superior: "Its time overlaps with another entry of the day. Return it if the time must be corrected.",
  },
  DAY_FULL: {
    tag: "Over 24 hours",
    author: "The entries of the day add up to more than 24 hours. Check how long they took.",
    superior: "The entries of the day add up to more than 24 hours. Return what is too long.",
  },
  PLAN_ITEM_UNKNOWN: {
    tag: "No plan",
    author: "Its item is not in your SKP that holds on that day. Choose another item.",
    superior: "Its item is not in the person's SKP that holds on that day. Return it if another must be chosen.",
  },
  EMPLOYMENT_NOT_VALID: {
    tag: "Position",
    author: "The chosen position was not valid on that day. Choose the right one.",
    superior: "The chosen position was not valid on that day. Return it to have it changed.",
  },
  SESSION_ENDED: {
    tag: "Session ended",
    author:
      "Sent after the session of the device had ended. Your superior checks it; if you did not write it, cancel it and change your password.",
    superior: "Sent from a device whose session had ended. Ask the employee, then decide.",
  },
  CONFLICT: {
    tag: "Two versions",
    author: "This entry was changed on two devices. Choose the right one.",
    superior: "Changed on two devices, and the employee has not chosen yet. Wait for the choice, or ask.",
  },
  CHANGED_AFTER_APPROVAL: {
    tag: "Changed",
    author: "Changed after it was approved. The approved version counts; wait for your superior to decide.",
    superior: "Changed after you approved it. The old version counts until you decide: approve or return the new one.",
  },
  IDENTICAL: {
    tag: "Same content",
    author: "Says the same, for as long, as another entry of the day. If it was recorded twice, cancel one of them.",
    superior: "Says exactly the same, for as long, as another entry of the day. Return one if it was recorded twice.",
  },
  TASK_UNKNOWN: {
    tag: "Other task",
    author: "The chosen task is not yours. Choose the right one, or none.",
    superior: "Names a task that was not given to this person. Return it to have it changed.",
  },
  BACKFILLED: {
    tag: "Past the window",
    author:
      "Written or changed after the days that your agency allows. It is stored, and counts if it is approved: tell your superior why.",
    superior: "Written or changed after the days that the agency allows. Ask why, then approve or return it.",
  },
  TOO_MANY: {
    tag: "Too many",
    author:
      "You have more entries in these days than can be checked together. All are stored: cancel what was recorded twice.",
    superior:
      "This person has more entries than can be checked together; the newest days may not show yet. Check each of them.",
  },
};
