package org.interlaminar.truth;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.interlaminar.truth.Said.Diagnosis;
import org.interlaminar.truth.Said.Disease;
import org.interlaminar.truth.Said.Kind;
import org.interlaminar.truth.Said.Link;
import org.interlaminar.truth.Said.Operation;
import org.interlaminar.truth.Said.Person;
import org.interlaminar.truth.Said.Remains;
import org.interlaminar.truth.Said.Scale;
import org.interlaminar.truth.Said.Score;
import org.interlaminar.truth.Said.Visit;

/** What happens to the records of an EHR: each event changes the truth and says so in a line, or finds nothing to change. */
final class Hospital {
    private static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);
    private static final List<String> STATUSES = List.of("completed", "not-done", "entered-in-error");

    /** What may happen, and how often compared with the others. */
    enum Event {
        ADMIT(2),
        DIAGNOSE(6),
        OPERATE(4),
        ASSESS(6),
        VISIT(2),
        NOISE(2),
        CHANGE_VALUE(4),
        CHANGE_DATE(3),
        CORRECT_CODE(5),
        CORRECT_OUT_OF_SCREEN(3),
        MARK_AS_ERROR(3),
        REFUTE(2),
        REDUCE_TO_STUB(2),
        PUT_BACK(4),
        GIVE_TO_ANOTHER(3),
        DELETE(4),
        CREATE_AGAIN(3),
        MERGE(4),
        UNMERGE(3);

        final int weight;

        Event(int weight) {
            this.weight = weight;
        }
    }

    private final SimulatedEhr ehr;
    private final List<Event> urn = new ArrayList<>();

    /** @param possible what can happen here */
    Hospital(SimulatedEhr ehr, Set<Event> possible) {
        this.ehr = ehr;
        possible.forEach(event -> urn.addAll(Collections.nCopies(event.weight, event)));
    }

    Event any(Random random) {
        return pick(urn, random);
    }

    /** @return what happened, or null when there is nothing this could happen to */
    String happen(Event event, Random random) {
        Version changed =
                switch (event) {
                    case ADMIT -> ehr.put(fresh("Patient"), null, new Person(1940 + random.nextInt(20), List.of()));
                    case DIAGNOSE -> add(
                            "Condition",
                            new Diagnosis(
                                    random.nextInt(3) == 0 ? Disease.BACK_PAIN : stenosis(random), null, day(random)),
                            random);
                    case OPERATE -> add(
                            "Procedure",
                            new Operation(
                                    pick(
                                            List.of(
                                                    Kind.MILD,
                                                    Kind.MILD_BY_ITS_LATER_CODE,
                                                    Kind.MILD,
                                                    Kind.LAMINECTOMY),
                                            random),
                                    "completed",
                                    day(random)),
                            random);
                    case ASSESS -> add("Observation", score(random), random);
                    case VISIT -> add("Encounter", new Visit(day(random)), random);
                    case NOISE -> noise(random);
                    case CHANGE_VALUE -> change(
                            random,
                            Score.class,
                            score -> new Score(
                                    score.scale(),
                                    "amended",
                                    (score.value() + 1 + random.nextInt(9)) % 11,
                                    score.day()));
                    case CHANGE_DATE -> changeDate(random);
                    case CORRECT_CODE -> change(
                            random,
                            Diagnosis.class,
                            diagnosis -> new Diagnosis(
                                    diagnosis.disease().stenosis ? Disease.BACK_PAIN : stenosis(random),
                                    diagnosis.verification(),
                                    diagnosis.onset()));
                    case CORRECT_OUT_OF_SCREEN -> outOfScreen(random);
                    case MARK_AS_ERROR -> markAsError(random);
                    case REFUTE -> change(
                            random,
                            Diagnosis.class,
                            diagnosis -> new Diagnosis(
                                    diagnosis.disease(),
                                    pick(List.of("refuted", "provisional", "confirmed"), random),
                                    diagnosis.onset()));
                    case REDUCE_TO_STUB -> reduce(random);
                    case PUT_BACK -> putBack(random);
                    case GIVE_TO_ANOTHER -> giveToAnother(random);
                    case DELETE -> delete(random);
                    case CREATE_AGAIN -> createAgain(random);
                    case MERGE -> merge(random);
                    case UNMERGE -> unmerge(random);
                };
        return changed == null ? null : event + ": " + changed;
    }

    private Version add(String type, Said said, Random random) {
        String patient = pick(patients(), random);
        return patient == null ? null : ehr.put(fresh(type), patient, said);
    }

    private Version noise(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> add("Condition", new Diagnosis(Disease.ASTHMA, null, day(random)), random);
            case 1 -> add("Procedure", new Operation(Kind.KNEE, "completed", day(random)), random);
            default -> add("Observation", new Score(Scale.BLOOD_PRESSURE, "final", 120, day(random)), random);
        };
    }

    private interface Change<T extends Said> {
        Said of(T before);
    }

    private <T extends Said> Version change(Random random, Class<T> what, Change<T> change) {
        Version before = pick(liveWhere(version -> what.isInstance(version.said())), random);
        return before == null ? null : ehr.put(before.key(), before.patient(), change.of(what.cast(before.said())));
    }

    private Version changeDate(Random random) {
        LocalDate day = day(random);
        return switch (random.nextInt(4)) {
            case 0 -> change(random, Diagnosis.class, d -> new Diagnosis(d.disease(), d.verification(), day));
            case 1 -> change(random, Operation.class, o -> new Operation(o.kind(), o.status(), day));
            case 2 -> change(random, Score.class, s -> new Score(s.scale(), s.status(), s.value(), day));
            default -> change(random, Visit.class, v -> new Visit(day));
        };
    }

    private Version outOfScreen(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> change(random, Operation.class, o -> new Operation(Kind.KNEE, o.status(), o.day()));
            case 1 -> change(random, Score.class, s -> new Score(Scale.BLOOD_PRESSURE, s.status(), 120, s.day()));
            default -> change(random, Diagnosis.class, d -> new Diagnosis(Disease.ASTHMA, d.verification(), d.onset()));
        };
    }

    private Version markAsError(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> change(random, Operation.class, o -> new Operation(o.kind(), pick(STATUSES, random), o.day()));
            case 1 -> change(random, Score.class, s -> new Score(s.scale(), "entered-in-error", s.value(), s.day()));
            default -> change(random, Diagnosis.class, d -> new Diagnosis(d.disease(), "entered-in-error", d.onset()));
        };
    }

    private Version reduce(Random random) {
        Version before = pick(
                liveWhere(version -> version.said() instanceof Diagnosis
                        || version.said() instanceof Operation
                        || version.said() instanceof Score),
                random);
        return before == null ? null : ehr.put(before.key(), null, new Remains());
    }

    /** Back to what an earlier version said, word for word. */
    private Version putBack(Random random) {
        Version now = pick(liveWhere(version -> version.number() > 1 && !(version.said() instanceof Person)), random);
        if (now == null) {
            return null;
        }
        Version earlier = pick(
                ehr.history(now.key()).stream()
                        .filter(version ->
                                !version.isDeletion() && !version.said().equals(now.said()))
                        .toList(),
                random);
        return earlier == null ? null : ehr.put(now.key(), earlier.patient(), earlier.said());
    }

    private Version giveToAnother(Random random) {
        Version before = pick(
                liveWhere(version -> !(version.said() instanceof Person) && !(version.said() instanceof Remains)),
                random);
        String other = pick(patients(), random);
        return before == null || other == null || other.equals(before.patient())
                ? null
                : ehr.put(before.key(), other, before.said());
    }

    private Version delete(Random random) {
        Version before = pick(ehr.live(), random);
        return before == null ? null : ehr.delete(before.key());
    }

    private Version createAgain(Random random) {
        Version gone = pick(ehr.deleted(), random);
        if (gone == null) {
            return null;
        }
        List<Version> history = ehr.history(gone.key());
        Version before = history.get(history.size() - 2);
        return ehr.put(gone.key(), before.patient(), before.said());
    }

    /** Written into either record, as EHRs do, or by a merge that writes both: the other half is another event. */
    private Version merge(Random random) {
        List<Version> people = ehr.live("Patient");
        Version one = pick(people, random);
        Version other = pick(people, random);
        if (one == null || one.key().equals(other.key())) {
            return null;
        }
        Person person = (Person) one.said();
        if (person.isLinkedTo(other.key().id())) {
            return null;
        }
        List<Link> links = new ArrayList<>(person.links());
        links.add(new Link(
                pick(List.of("replaced-by", "replaces", "seealso", "replaced-by"), random),
                other.key().id()));
        return ehr.put(one.key(), null, new Person(person.born(), List.copyOf(links)));
    }

    private Version unmerge(Random random) {
        Version linked = pick(
                ehr.live("Patient").stream()
                        .filter(version -> !((Person) version.said()).links().isEmpty())
                        .toList(),
                random);
        return linked == null
                ? null
                : ehr.put(linked.key(), null, new Person(((Person) linked.said()).born(), List.of()));
    }

    private List<Version> liveWhere(Predicate<Version> wanted) {
        return ehr.live().stream().filter(wanted).toList();
    }

    private List<String> patients() {
        return ehr.live("Patient").stream().map(version -> version.key().id()).toList();
    }

    private Key fresh(String type) {
        String letter = type.substring(0, 1).toLowerCase(java.util.Locale.ROOT);
        for (int number = 1; ; number++) {
            Key key = new Key(type, letter + number);
            if (ehr.current(key) == null) {
                return key;
            }
        }
    }

    private static Disease stenosis(Random random) {
        return random.nextBoolean() ? Disease.STENOSIS : Disease.STENOSIS_WITH_CLAUDICATION;
    }

    private static Score score(Random random) {
        Scale scale = pick(List.of(Scale.ODI, Scale.BACK_PAIN, Scale.LEG_PAIN), random);
        return new Score(scale, "final", random.nextInt(11), day(random));
    }

    /** Ten days apart, so that nothing in the recount hangs on what counts as the same day or event. */
    private static LocalDate day(Random random) {
        return FIRST_DAY.plusDays(10L * random.nextInt(40));
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.isEmpty() ? null : from.get(random.nextInt(from.size()));
    }
}
