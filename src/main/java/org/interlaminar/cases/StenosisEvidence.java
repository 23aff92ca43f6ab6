package org.interlaminar.cases;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.RecordedCondition;
import org.interlaminar.recognition.Finding;
import org.interlaminar.recognition.Finding.Tagged;
import org.interlaminar.recognition.Finding.Undecided;
import org.interlaminar.recognition.Tag;

/**
 * Problem-list entry and encounter diagnoses are evidence of one case; the earliest onset wins. Clinical rules, section 2.
 */
final class StenosisEvidence {
    private static final int CLAUDICATION_REACH_DAYS = 180;

    private final List<RecordedCondition> tagged = new ArrayList<>();
    private final List<RecordedCondition> claudication = new ArrayList<>();
    private boolean undecided;
    private boolean foraminal;
    private boolean saysClaudication;
    private boolean saysNotDocumented;

    StenosisEvidence(List<Recognised> recognised) {
        recognised.stream()
                .filter(one -> one.record() instanceof RecordedCondition)
                .forEach(one -> add((RecordedCondition) one.record(), one.finding()));
    }

    private void add(RecordedCondition condition, Finding finding) {
        if (finding instanceof Undecided open) {
            undecided |= open.tag() == Tag.LSS;
        } else if (finding instanceof Tagged found) {
            switch (found.tag()) {
                case LSS -> addStenosis(condition, found);
                case LSS_FORAMINAL -> foraminal = true;
                case NEUROGENIC_CLAUDICATION -> claudication.add(condition);
                default -> throw new IllegalStateException("no condition is tagged " + found.tag());
            }
        }
    }

    private void addStenosis(RecordedCondition condition, Tagged found) {
        tagged.add(condition);
        found.evidence().forEach(evidence -> {
            String valueSet = evidence.match().valueSet().name();
            saysClaudication |= valueSet.equals("lss-dx-with-nc");
            saysNotDocumented |= valueSet.equals("lss-dx-no-or-unspec-nc");
        });
    }

    Stenosis stenosis() {
        return new Stenosis(answer(), claudication(), first(), foraminal);
    }

    private Answer answer() {
        if (!tagged.isEmpty()) {
            return Answer.YES;
        }
        return undecided ? Answer.UNDECIDED : Answer.NO;
    }

    private PartialDate first() {
        return tagged.stream()
                .map(RecordedCondition::onset)
                .reduce(null, (one, other) -> one == null || other != null && other.compareTo(one) < 0 ? other : one);
    }

    private Claudication claudication() {
        if (saysClaudication || claudicationMeetsStenosis()) {
            return Claudication.YES;
        }
        return saysNotDocumented ? Claudication.NOT_DOCUMENTED : Claudication.UNKNOWN;
    }

    private boolean claudicationMeetsStenosis() {
        return claudication.stream().anyMatch(finding -> tagged.stream().anyMatch(stenosis -> meet(finding, stenosis)));
    }

    private static boolean meet(RecordedCondition finding, RecordedCondition stenosis) {
        LocalDate from = begin(finding).minusDays(CLAUDICATION_REACH_DAYS);
        LocalDate to = end(finding).isAfter(LocalDate.MAX.minusYears(1))
                ? LocalDate.MAX
                : end(finding).plusDays(CLAUDICATION_REACH_DAYS);
        return !from.isAfter(end(stenosis)) && !begin(stenosis).isAfter(to);
    }

    private static LocalDate begin(RecordedCondition condition) {
        return condition.onset() == null
                ? LocalDate.of(1, 1, 1)
                : condition.onset().first();
    }

    private static LocalDate end(RecordedCondition condition) {
        return condition.abatement() == null
                ? LocalDate.MAX
                : condition.abatement().last();
    }
}
