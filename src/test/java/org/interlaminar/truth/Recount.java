package org.interlaminar.truth;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.interlaminar.truth.Said.Diagnosis;
import org.interlaminar.truth.Said.Operation;
import org.interlaminar.truth.Said.Person;
import org.interlaminar.truth.Said.Score;

/**
 * What an analyst should find, counted from what the EHR truly has and by nothing of the service: who has a row, with which
 * answers and how many scores and operations.
 */
final class Recount {
    private final List<Version> live;

    Recount(Collection<Version> live) {
        this.live = List.copyOf(live);
    }

    /** One line for each person who should have a row, by the id under which the person should stand. */
    Map<String, String> people() {
        Map<String, String> lines = new TreeMap<>();
        for (Set<String> person : persons()) {
            String line = line(person);
            if (line != null) {
                lines.put(standsUnder(person), line);
            }
        }
        return lines;
    }

    /** Everything that is true and inside the screen. */
    Set<String> keys() {
        return live.stream()
                .filter(Version::isInScreen)
                .map(version -> version.key().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String line(Set<String> person) {
        List<Diagnosis> stenosis =
                all(Diagnosis.class, person).filter(d -> d.disease().stenosis).toList();
        String lss = stenosis.stream().anyMatch(Diagnosis::counts)
                ? "yes"
                : stenosis.stream().anyMatch(Diagnosis::isOpen) ? "undecided" : "no";
        List<Operation> operations = all(Operation.class, person)
                .filter(operation -> operation.kind().inScreen)
                .toList();
        Set<LocalDate> mild = days(operations, operation -> operation.kind().isMild());
        Set<LocalDate> open = days(operations, operation -> !operation.kind().isMild());
        String answer = mildAnswer(mild, open, operations);
        if (lss.equals("no") && answer.equals("no") && open.isEmpty()) {
            return null;
        }
        return "lss " + lss + ", mild " + answer + ", operations " + (mild.size() + open.size()) + ", ODI "
                + scores("ODI", person) + ", NRS " + scores("NRS", person);
    }

    private static String mildAnswer(Set<LocalDate> mild, Set<LocalDate> open, List<Operation> operations) {
        if (!open.containsAll(mild)) {
            return "yes";
        }
        if (!mild.isEmpty()) {
            return "hybrid";
        }
        boolean calledOff = operations.stream()
                .anyMatch(operation ->
                        operation.kind().isMild() && operation.status().equals("not-done"));
        return calledOff ? "not-performed" : "no";
    }

    private static Set<LocalDate> days(List<Operation> operations, Predicate<Operation> wanted) {
        return operations.stream()
                .filter(Operation::happened)
                .filter(wanted)
                .map(Operation::day)
                .collect(Collectors.toSet());
    }

    private long scores(String instrument, Set<String> person) {
        return all(Score.class, person)
                .filter(score -> score.counts() && score.scale().instrument.equals(instrument))
                .count();
    }

    private <T extends Said> Stream<T> all(Class<T> what, Set<String> person) {
        return live.stream()
                .filter(version -> what.isInstance(version.said()) && person.contains(version.patient()))
                .map(version -> what.cast(version.said()));
    }

    /** Patient ids that are one person: joined by any link, in either direction. */
    private List<Set<String>> persons() {
        List<Set<String>> persons = new ArrayList<>();
        live.forEach(version -> {
            if (version.said() instanceof Person person) {
                join(persons, version.key().id(), person.links().stream().map(Said.Link::other));
            } else if (version.patient() != null) {
                join(persons, version.patient(), Stream.of());
            }
        });
        return persons;
    }

    private static void join(List<Set<String>> persons, String id, Stream<String> others) {
        Set<String> joined = Stream.concat(Stream.of(id), others).collect(Collectors.toCollection(TreeSet::new));
        for (Set<String> person : List.copyOf(persons)) {
            if (person.stream().anyMatch(joined::contains)) {
                joined.addAll(person);
                persons.remove(person);
            }
        }
        persons.add(joined);
    }

    private String standsUnder(Set<String> person) {
        Set<String> replaced = new TreeSet<>();
        live.forEach(version -> {
            if (version.said() instanceof Person one) {
                one.links().forEach(link -> {
                    if (link.word().equals("replaced-by")) {
                        replaced.add(version.key().id());
                    } else if (link.word().equals("replaces")) {
                        replaced.add(link.other());
                    }
                });
            }
        });
        return person.stream()
                .filter(Predicate.not(replaced::contains))
                .min(Comparator.naturalOrder())
                .orElseGet(() -> person.stream().min(Comparator.naturalOrder()).orElseThrow());
    }
}
