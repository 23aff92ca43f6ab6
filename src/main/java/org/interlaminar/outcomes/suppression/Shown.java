package org.interlaminar.outcomes.suppression;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value that may be shown, or the fact that it may not. Only this room makes one or takes back what was published, so whatever a page or an export takes as
 * {@code Shown} has been through the gate.
 *
 * <p>A hidden value does not say whether it was small itself or hides for the sake of another, and is not kept inside.
 */
public final class Shown<T> {
    /** The one word for everything hidden. */
    public static final String WORD = "hidden";

    private static final Shown<?> HIDDEN = new Shown<>(null);

    private final T value;

    private Shown(T value) {
        this.value = value;
    }

    static <T> Shown<T> of(T value) {
        return new Shown<>(Objects.requireNonNull(value));
    }

    /** What went through the gate once and was published, read back from there; null was hidden. */
    public static <T> Shown<T> asPublished(T value) {
        return value == null ? hidden() : of(value);
    }

    @SuppressWarnings("unchecked")
    static <T> Shown<T> hidden() {
        return (Shown<T>) HIDDEN;
    }

    public boolean isHidden() {
        return value == null;
    }

    public Optional<T> value() {
        return Optional.ofNullable(value);
    }

    /** @param change of what is shown; never called for a hidden value; its answer is not null */
    public <R> Shown<R> map(Function<? super T, ? extends R> change) {
        return isHidden() ? hidden() : of(change.apply(value));
    }

    /** The value in words, or "hidden". */
    public String text(Function<? super T, String> words) {
        return isHidden() ? WORD : words.apply(value);
    }

    @Override
    public String toString() {
        return text(String::valueOf);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shown<?> shown && Objects.equals(value, shown.value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }
}
