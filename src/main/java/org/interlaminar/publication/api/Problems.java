package org.interlaminar.publication.api;

import org.interlaminar.publication.figures.NoSnapshot;
import org.interlaminar.reporting.UnknownSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Every refusal of the API is a problem (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>) without a trace of the inside. */
@RestControllerAdvice(basePackageClasses = Problems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler(BadRequest.class)
    ResponseEntity<ProblemDetail> badRequest(BadRequest refused) {
        return problem(HttpStatus.BAD_REQUEST, "Not understood", refused.getMessage());
    }

    @ExceptionHandler(UnknownSnapshot.class)
    ResponseEntity<ProblemDetail> unknownSnapshot(UnknownSnapshot unknown) {
        return problem(HttpStatus.NOT_FOUND, "No such snapshot", unknown.getMessage());
    }

    @ExceptionHandler(NoSnapshot.class)
    ResponseEntity<ProblemDetail> noSnapshot(NoSnapshot none) {
        return problem(HttpStatus.NOT_FOUND, "Nothing is published yet", none.getMessage());
    }

    @ExceptionHandler({TransactionException.class, DataAccessResourceFailureException.class})
    ResponseEntity<ProblemDetail> storeIsAway() {
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE, "The store is away", "Nothing can be read now; try again in a minute.");
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<ProblemDetail> anythingElse(Exception failure) {
        LOG.error("a request of the API failed", failure);
        return problem(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong", "The log has the cause.");
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return ResponseEntity.status(status)
                // A handler that had begun to answer has said JSON already.
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
