package org.interlaminar.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.recognition.Finding.Tagged;
import org.interlaminar.recognition.Finding.Undecided;
import org.interlaminar.recognition.Tag;

/** What the records tell of procedures, and which word they add up to for MILD: the strongest statement wins. */
final class MildEvidence {
    private final List<Told> told = new ArrayList<>();
    private final List<Recognised> undecided = new ArrayList<>();
    private boolean brand;
    private boolean wasNotPerformed;

    MildEvidence(List<Recognised> recognised) {
        recognised.forEach(this::add);
    }

    private void add(Recognised one) {
        if (one.finding() instanceof Undecided open && open.tag() == Tag.MILD) {
            undecided.add(one);
        } else if (one.finding() instanceof Tagged tagged) {
            switch (tagged.tag()) {
                case MILD_NOT_PERFORMED -> wasNotPerformed = true;
                case MILD_BRAND -> brand = true;
                case MILD_COMPANION, LSS, LSS_FORAMINAL, NEUROGENIC_CLAUDICATION -> {
                    return;
                }
                default -> told.add(Told.of(one, tagged));
            }
        }
    }

    /** Procedures that were done, as each record tells of them. */
    List<Told> told() {
        return told;
    }

    Mild answer(ProcedureTimeline timeline) {
        MildStatus status = status(timeline);
        Optional<ProcedureEvent> behind = behind(status, timeline);
        PartialDate on = status == MildStatus.UNDECIDED
                ? firstUndecided()
                : behind.map(ProcedureEvent::start).orElse(null);
        return new Mild(status, on, behind.map(ProcedureEvent::certainty).orElse(null), brand && behind.isPresent());
    }

    private MildStatus status(ProcedureTimeline timeline) {
        if (timeline.index().isPresent()) {
            return MildStatus.YES;
        }
        if (timeline.firstHybrid().isPresent()) {
            return MildStatus.HYBRID;
        }
        if (timeline.first(Tag.MILD).isPresent()) {
            return MildStatus.HISTORICAL;
        }
        if (timeline.first(Tag.PILD_TRIAL_BLINDED).isPresent()) {
            return MildStatus.TRIAL_BLINDED;
        }
        if (!undecided.isEmpty()) {
            return MildStatus.UNDECIDED;
        }
        return wasNotPerformed ? MildStatus.NOT_PERFORMED : MildStatus.NO;
    }

    private static Optional<ProcedureEvent> behind(MildStatus status, ProcedureTimeline timeline) {
        return switch (status) {
            case YES -> timeline.index();
            case HYBRID -> timeline.firstHybrid();
            case HISTORICAL -> timeline.first(Tag.MILD);
            case TRIAL_BLINDED -> timeline.first(Tag.PILD_TRIAL_BLINDED);
            case UNDECIDED, NOT_PERFORMED, NO -> Optional.empty();
        };
    }

    private PartialDate firstUndecided() {
        return undecided.stream()
                .map(Recognised::on)
                .filter(Objects::nonNull)
                .min(PartialDate::compareTo)
                .orElse(null);
    }
}
