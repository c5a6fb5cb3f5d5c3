/** How long the answer with the codes can be had again by the key of its request. */
export const receiptValidMs = 10 * 60_000;

export const issueCodesMethod = "issueCodes";
