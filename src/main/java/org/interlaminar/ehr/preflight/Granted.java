package org.interlaminar.ehr.preflight;

import java.util.List;
import java.util.Optional;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.login.AuthSettings.Method;

/** Whether the server lets us in, and what it lets us read. */
final class Granted implements Examination {
    private static final int UNAUTHORIZED = 401;

    @Override
    public String name() {
        return "login";
    }

    @Override
    public boolean isNeeded() {
        return true;
    }

    @Override
    public Finding look(Examined source) throws NotAsked {
        Method method = source.settings().auth().method();
        Optional<String> trouble = source.logIn();
        if (trouble.isPresent()) {
            return notBought(source, trouble.get());
        }
        List<String> lacking =
                source.stranger().ehr().server().notGranted(source.settings().types());
        source.types().stream().filter(type -> lacking.contains(type.name())).forEach(ExaminedType::notGranted);
        Optional<FetchFailed> failure = failure(source);
        if (failure.isPresent() && failure.get().status() == UNAUTHORIZED) {
            return refused(source, method == null ? Method.NONE : method);
        }
        if (!lacking.isEmpty()) {
            return Finding.warning(
                    "The token that was granted does not let us read " + Words.list(lacking),
                    "Ask the EHR's administrators to grant reading and searching these types (system scopes), or take"
                            + " them out of " + source.key("types") + ".");
        }
        if (failure.isPresent()) {
            throw new NotAsked(
                    "whether it is accepted cannot be told: " + failure.get().getMessage());
        }
        return Finding.good(
                switch (method == null ? Method.NONE : method) {
                    case NONE -> "The server asks for none";
                    case BASIC -> "User and password are accepted";
                    case TOKEN -> "The token is accepted";
                    case SMART, CLIENT_SECRET -> "A token is granted and lets us read all types that are asked for";
                });
    }

    /** Why the first type that may be searched cannot be. */
    private static Optional<FetchFailed> failure(Examined source) throws NotAsked {
        Optional<ExaminedType> first =
                source.types().stream().filter(ExaminedType::isGranted).findFirst();
        if (first.isPresent()) {
            try {
                first.get().sample();
            } catch (FetchFailed e) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }

    private static Finding notBought(Examined source, String trouble) {
        String advice = trouble.contains("our keys")
                ? "Make a key that the server accepts with 'keys create', or change " + source.key("auth.algorithm")
                        + "."
                : "Ask the EHR's administrators whether " + source.key("auth.client-id")
                        + " is as they registered it, for this environment, and whether they hold our current public key"
                        + " or secret and it has not expired; compare the clocks.";
        return Finding.bad(trouble, advice);
    }

    private static Finding refused(Examined source, Method method) {
        String auth = source.key("auth.method");
        return switch (method) {
            case NONE -> Finding.bad(
                    "The server asks for a login (401), and the settings have none",
                    "Ask the EHR's administrators how a service logs in, and set " + auth + ".");
            case BASIC, TOKEN -> Finding.bad(
                    "The server does not accept " + (method == Method.BASIC ? "user and password" : "the token")
                            + " (401)",
                    "Ask the EHR's administrators for valid ones, and put them where " + source.key("auth.secret-file")
                            + " or " + source.key("auth.secret-variable") + " says.");
            case SMART, CLIENT_SECRET -> Finding.bad(
                    "A token is granted, and the FHIR server does not accept it (401)",
                    "Ask the EHR's administrators whether this client is active for "
                            + source.settings().origin()
                            + ", and whether the token server belongs to the same environment.");
        };
    }
}
