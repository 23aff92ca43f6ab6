package org.interlaminar.inbox;

import java.time.Instant;

/**
 * Who sends what, as far as it is known before it is read.
 *
 * @param source from the credential
 * @param request id of the request
 * @param receivedAt when its body had come whole
 */
record Sender(String source, String request, Instant receivedAt) {}
