package org.interlaminar.ehr.preflight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.preflight.Report.Verdict;

/** One pre-flight, from the name in DNS to the plan of each type. */
final class Examiner {
    /** What has to be well before a question about records makes sense. */
    private static final List<Examination> THE_WAY_THERE = List.of(
            new NameLookUp(),
            new ProxyInUse(),
            new Certificate(),
            new Connection(),
            new ServerClock(),
            new TokenServer(),
            new Granted(),
            new Claims());

    private static final List<Examination> THE_SERVER = List.of(
            new UnknownParameter(),
            new SameTwice(),
            new SeveralIds(),
            new PostSearch(),
            new History(),
            new BulkClaims(),
            new GroupRead(),
            new GroupExport(),
            new PatientRead());

    static final List<TypeExamination> EACH_TYPE = List.of(
            new ClaimedOfType(),
            new Searching(),
            new AskingForChanges(),
            new PageByPage(),
            new OfOnePatient(),
            new HonestTotals(),
            new SearchByCode());

    private final Examined source;
    private final List<Check> checks = new ArrayList<>();

    Examiner(Examined source, Check atHome) {
        this.source = source;
        checks.add(atHome);
    }

    /** The report on a source that cannot even be asked. */
    static Report nobodyAsked(String source, String server, Instant at, Check why) {
        Stream<Check> skipped = Stream.of(THE_WAY_THERE, THE_SERVER).flatMap(all -> skipped(all, comesFirst(why)));
        return new Report(
                source,
                server,
                at,
                Verdict.CANNOT_BE_PULLED,
                Stream.concat(Stream.of(why), skipped).toList(),
                List.of(),
                List.of(),
                0,
                Duration.ZERO,
                Duration.ZERO);
    }

    Report examine() {
        boolean isThere = isWell(THE_WAY_THERE);
        if (!isThere || source.statement() == null) {
            Check last = checks.get(checks.size() - 1);
            skipped(THE_SERVER, last.sentence()).forEach(checks::add);
            return report(isThere ? Verdict.NEEDS_SOMEBODY : Verdict.CANNOT_BE_PULLED, List.of(), List.of());
        }
        source.types().forEach(Examiner::sample);
        isWell(THE_SERVER);
        Planner planner = new Planner(source);
        List<TypeReport> types = source.types().stream()
                .map(type -> new TypeReport(type.name(), checks(type), planner.plan(type)))
                .toList();
        return report(verdict(types, planner.settings()), types, planner.settings());
    }

    private Verdict verdict(List<TypeReport> types, List<String> settings) {
        if (types.stream().allMatch(type -> type.plan().way() == Plan.Way.NONE)) {
            return Verdict.CANNOT_BE_PULLED;
        }
        boolean isWell = settings.isEmpty()
                && !source.questions().wereCutShort()
                && checks.stream().noneMatch(Check::needsSomebody)
                && types.stream().noneMatch(TypeReport::needsSomebody);
        return isWell ? Verdict.READY : Verdict.NEEDS_SOMEBODY;
    }

    private Report report(Verdict verdict, List<TypeReport> types, List<String> settings) {
        Questions questions = source.questions();
        return new Report(
                source.name(),
                source.settings().base(),
                questions.began(),
                verdict,
                List.copyOf(checks),
                types,
                settings,
                questions.asked(),
                questions.took(),
                questions.slowest());
    }

    /** Looks at one after the other, up to what is bad and needed by the others. */
    private boolean isWell(List<Examination> examinations) {
        for (int i = 0; i < examinations.size(); i++) {
            Examination one = examinations.get(i);
            Check check = check(one.name(), () -> one.look(source));
            checks.add(check);
            if (one.isNeeded() && check.outcome() == Outcome.BAD) {
                skipped(examinations.subList(i + 1, examinations.size()), comesFirst(check))
                        .forEach(checks::add);
                return false;
            }
        }
        return true;
    }

    private List<Check> checks(ExaminedType type) {
        return EACH_TYPE.stream()
                .filter(one -> one.concerns(type))
                .map(one -> check(one.name(), () -> one.look(source, type)))
                .toList();
    }

    /** Everything is tried on what the types show. */
    private static void sample(ExaminedType type) {
        try {
            type.sample();
        } catch (FetchFailed | NotAsked e) {
            // Told when the type is looked at.
        }
    }

    private interface Look {
        Finding look() throws FetchFailed, NotAsked;
    }

    private static Check check(String name, Look at) {
        try {
            return Check.of(name, at.look());
        } catch (NotAsked e) {
            return Check.of(name, Finding.skipped(e.getMessage()));
        } catch (FetchFailed e) {
            return Check.of(name, Finding.bad(e.getMessage(), "Tell the EHR's administrators."));
        }
    }

    private static String comesFirst(Check bad) {
        return "not looked at: " + bad.name() + " comes first";
    }

    private static Stream<Check> skipped(List<Examination> examinations, String why) {
        return examinations.stream().map(one -> Check.of(one.name(), Finding.skipped(why)));
    }
}
