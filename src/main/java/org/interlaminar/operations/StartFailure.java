package org.interlaminar.operations;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.interlaminar.intake.SourceIsBusy;
import org.interlaminar.store.StoreUnavailable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.validation.FieldError;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says in one sentence why the service cannot start or go on, and what to do. */
public final class StartFailure {
    private StartFailure() {}

    /** Whether the whole trace is wanted beside the sentence: {@code -Dtrace=true} before {@code -jar}. */
    public static boolean isTraced() {
        return Boolean.getBoolean("trace");
    }

    public static String sentence(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !chain.contains(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        return first(chain, SettingsCheck.Refused.class)
                .map(Throwable::getMessage)
                .or(() -> first(chain, StoreUnavailable.class).map(Throwable::getMessage))
                .or(() -> first(chain, SourceIsBusy.class).map(Throwable::getMessage))
                .or(() -> first(chain, PortInUseException.class)
                        .map(taken -> "Port " + taken.getPort() + " is in use. Stop what uses it, or start with"
                                + " --server.port=PORT (management: --management.server.port=PORT)."))
                .or(() -> first(chain, MarkedYAMLException.class).map(StartFailure::yaml))
                .or(() -> first(chain, BindValidationException.class).map(StartFailure::validation))
                .or(() -> first(chain, BindException.class).map(StartFailure::binding))
                .or(() -> first(chain, SQLException.class).map(StartFailure::store))
                .orElseGet(() -> innermost(chain));
    }

    private static boolean isOurs(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure.getMessage() != null
                && trace.length > 0
                && trace[0].getClassName().startsWith("org.interlaminar.");
    }

    private static <T extends Throwable> Optional<T> first(List<Throwable> chain, Class<T> type) {
        return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** YAML takes a source id that stands there twice for a mistake, and so do we. */
    private static String yaml(MarkedYAMLException unreadable) {
        Mark at = unreadable.getProblemMark();
        return "The settings are no well-formed YAML: " + unreadable.getProblem()
                + (at == null ? "" : ", in line " + (at.getLine() + 1)) + ".";
    }

    private static String validation(BindValidationException invalid) {
        String prefix = invalid.getValidationErrors().getName().toString();
        return "The configuration cannot be used: "
                + invalid.getValidationErrors().getAllErrors().stream()
                        .map(error -> (error instanceof FieldError field
                                        ? prefix + "." + dashed(field.getField()) + " (" + field.getRejectedValue()
                                                + ") "
                                        : prefix + " ")
                                + error.getDefaultMessage())
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private static String binding(BindException unusable) {
        Throwable root = unusable;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        Object value =
                unusable.getProperty() == null ? null : unusable.getProperty().getValue();
        String named = unusable.getProperty() == null
                ? unusable.getName().toString()
                : unusable.getProperty().getName().toString();
        Class<?> wanted = unusable.getTarget().getType().resolve();
        return "The configuration cannot be used: " + named + (value == null ? "" : " = '" + value + "'") + ": "
                + (wanted != null && wanted.isEnum() ? "it must be " + oneOf(wanted) + "." : root.getMessage());
    }

    private static String oneOf(Class<?> words) {
        return Arrays.stream(words.getEnumConstants())
                .map(word -> word.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }

    private static String store(SQLException trouble) {
        SQLException first = trouble;
        while (first.getCause() instanceof SQLException inner) {
            first = inner;
        }
        String state = first.getSQLState();
        if (state != null && !state.startsWith("08")) {
            return "The store refuses (" + firstLine(first.getMessage()) + ", SQLSTATE " + state
                    + "). Give it room, connections or write access; what was committed before is kept.";
        }
        return "The store does not answer (" + firstLine(first.getMessage())
                + "). Check interlaminar.store.url, its user and password file, and that PostgreSQL is running; what was"
                + " committed before is kept.";
    }

    /** What our own code threw says more than the library's cause below it. */
    private static String innermost(List<Throwable> chain) {
        Throwable root = chain.stream()
                .filter(StartFailure::isOurs)
                .reduce((outer, inner) -> inner)
                .orElse(chain.get(chain.size() - 1));
        return root.getMessage() == null ? root.toString() : firstLine(root.getMessage());
    }

    private static String firstLine(String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    private static String dashed(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
