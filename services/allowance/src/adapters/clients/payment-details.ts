import { type ServiceError } from "@grpc/grpc-js";
import { fromServiceError, metadataFor } from "@kinerja/common/grpc";
import {
  type AccountServiceClient,
  type StreamPaymentDetailsResponse,
} from "@kinerja/proto/identity/v1/account_service";

import { type PaymentDetails } from "../../app/exports-ports.ts";
import { type PaymentDetail } from "../../domain/payment-file.ts";

const deadlineMs = 30_000;
/** As many as identity takes in one call. */
const peopleAtOnce = 20_000;

/** Asks identity on behalf of the officer, who must be allowed to export. */
export const paymentDetailsOf =
  (client: AccountServiceClient): PaymentDetails =>
  async ({ token, requestId }, { agencyId, runId, day, unitsOn, personIds }) => {
    const details = new Map<string, PaymentDetail>();
    for (let at = 0; at < personIds.length; at += peopleAtOnce) {
      const request = { agencyId, runId, onDate: day, unitsOn, personIds: personIds.slice(at, at + peopleAtOnce) };
      const metadata = metadataFor({ subject: { token }, traceId: requestId });
      const stream = client.streamPaymentDetails(request, metadata, { deadline: Date.now() + deadlineMs });
      try {
        for await (const { personId, ...detail } of stream as AsyncIterable<StreamPaymentDetailsResponse>)
          details.set(personId, detail);
      } catch (error) {
        throw fromServiceError(error as ServiceError);
      } finally {
        stream.cancel();
      }
    }
    return details;
  };
