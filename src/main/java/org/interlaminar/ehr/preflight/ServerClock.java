package org.interlaminar.ehr.preflight;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.interlaminar.ehr.FetchFailed;

/** How far the server's clock is from ours: what a login signs is good for a few minutes only. */
final class ServerClock implements Examination {
    private static final Duration NOTICEABLE = Duration.ofMinutes(1);
    private static final Duration TOO_FAR = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public Finding look(Examined source) throws FetchFailed, NotAsked {
        Optional<Instant> theirs = source.greeting().answer().date();
        if (theirs.isEmpty()) {
            return Finding.warning(
                    "The server does not tell its time (no Date header)",
                    "Unless its pages tell it (Bundle.meta.lastUpdated), every pull asks for the same again: ask its"
                            + " administrators for the header.");
        }
        Duration apart = apart(source.greeting(), theirs.get());
        String told = "The server's clock is " + Words.minutes(apart)
                + (theirs.get().isAfter(source.greeting().came()) ? " ahead of" : " behind") + " ours";
        String advice = "Let both machines take their time from the same place (NTP)";
        if (apart.compareTo(TOO_FAR) > 0) {
            return Finding.bad(told, advice + ": a signed login expires before it arrives.");
        }
        return apart.compareTo(NOTICEABLE) > 0
                ? Finding.warning(told, advice + "; beyond five minutes a signed login is refused.")
                : Finding.good("The server's clock and ours agree");
    }

    /** Nothing where theirs lies between our asking and the answer, to the second, which is all they tell. */
    private static Duration apart(Examined.Greeting greeting, Instant theirs) {
        if (theirs.isBefore(greeting.asked().minusSeconds(1))) {
            return Duration.between(theirs, greeting.asked());
        }
        return theirs.isAfter(greeting.came().plusSeconds(1))
                ? Duration.between(greeting.came(), theirs)
                : Duration.ZERO;
    }
}
