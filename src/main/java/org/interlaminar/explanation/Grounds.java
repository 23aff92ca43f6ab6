package org.interlaminar.explanation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.interlaminar.cases.CodeHit;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.explanation.Explanation.Ground;
import org.interlaminar.explanation.Explanation.Source;
import org.interlaminar.recognition.Evidence;

/** Evidence as it is shown: what says the same by the same rule is said once, with all the records that say it. */
final class Grounds {
    private final Terminology terminology;
    private final Map<Evidence, PartialDate> dates = new HashMap<>();

    Grounds(PersonCase one, Terminology terminology) {
        this.terminology = terminology;
        one.codeHits().forEach(hit -> dates.putIfAbsent(hit.evidence(), hit.on()));
    }

    List<Ground> of(Collection<CodeHit> hits) {
        Map<Ground, List<Source>> records = new LinkedHashMap<>();
        for (CodeHit hit : hits) {
            records.computeIfAbsent(ground(hit), any -> new ArrayList<>())
                    .add(source(hit.evidence().ref(), hit.on()));
        }
        List<Ground> grounds = new ArrayList<>();
        records.forEach((ground, all) -> grounds.add(with(ground, inTime(all))));
        return List.copyOf(grounds);
    }

    /** Evidence that was tagged; its records' dates where they are known. */
    List<Ground> ofEvidence(Collection<Evidence> evidence) {
        return of(evidence.stream()
                .map(one -> new CodeHit(one, "tagged", "", "", dates.get(one)))
                .toList());
    }

    private Ground ground(CodeHit hit) {
        Evidence evidence = hit.evidence();
        Code recorded = evidence.match().recorded();
        Code member = evidence.match().member();
        String label = terminology.label(member);
        return new Ground(
                hit.answer(),
                hit.tag(),
                recorded.system(),
                recorded.value(),
                label.equals(member.value()) ? null : label,
                member.equals(recorded) ? null : member.value(),
                evidence.rule(),
                evidence.match().valueSet().name(),
                evidence.match().valueSet().version(),
                evidence.match().route().word(),
                hit.reason(),
                List.of());
    }

    private static Source source(SourceRef ref, PartialDate on) {
        return new Source(ref.type(), ref.id(), ref.content(), Words.date(on));
    }

    private static List<Source> inTime(List<Source> records) {
        return records.stream()
                .distinct()
                .sorted(Comparator.comparing(Source::on, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(Source::type)
                        .thenComparing(Source::id))
                .toList();
    }

    private static Ground with(Ground one, List<Source> records) {
        return new Ground(
                one.answer(),
                one.tag(),
                one.system(),
                one.code(),
                one.label(),
                one.member(),
                one.rule(),
                one.valueSet(),
                one.valueSetVersion(),
                one.route(),
                one.reason(),
                records);
    }
}
