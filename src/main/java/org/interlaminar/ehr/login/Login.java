package org.interlaminar.ehr.login;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.interlaminar.outbound.Credential;

/** How requests to one EHR are authorised. */
public interface Login {
    /** Shows nothing. */
    Login NONE = () -> Optional.empty();

    /**
     * What to show, bought anew where that is necessary.
     *
     * @throws LoginFailed when there is nothing to show
     */
    Optional<Credential> credential() throws IOException, InterruptedException;

    /**
     * The server did not accept it.
     *
     * @return whether the next one may be another
     */
    default boolean refused(Credential shown) {
        return false;
    }

    /** Until when what this node has bought may be shown; empty when it has bought nothing. Asks nobody and waits for nobody. */
    default Optional<Instant> heldUntil() {
        return Optional.empty();
    }

    /** Of these FHIR types, those that what was last bought does not let us read. */
    default List<String> notGranted(List<String> types) {
        return List.of();
    }

    /** What has been learned about the server of tokens; empty for a login without one, or when it has not been found. */
    default Optional<TokenFacts> facts() {
        return Optional.empty();
    }
}
