package org.interlaminar.explanation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.interlaminar.cases.CodeHit;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.cases.ProcedureEvent;
import org.interlaminar.cases.Review;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.recognition.Missing;
import org.interlaminar.recognition.Tag;

/** What the rules of this room ask of a case. */
final class Facts {
    static final String WITH_CLAUDICATION = "lss-dx-with-nc";
    static final String WITHOUT_CLAUDICATION = "lss-dx-no-or-unspec-nc";
    private static final String TAGGED = "tagged";
    private static final Set<Tag> OPEN_SURGERY = Set.of(Tag.OPEN_DECOMPRESSION, Tag.FUSION, Tag.SPACER);

    private final PersonCase one;

    Facts(PersonCase one) {
        this.one = one;
    }

    PersonCase person() {
        return one;
    }

    List<CodeHit> tagged(Tag... tags) {
        List<String> words = Arrays.stream(tags).map(Tag::word).toList();
        return hits(TAGGED).filter(hit -> words.contains(hit.tag())).toList();
    }

    boolean has(Tag tag) {
        return !tagged(tag).isEmpty();
    }

    /** Tagged codings of a value set. */
    List<CodeHit> taggedBy(String valueSet) {
        return hits(TAGGED)
                .filter(hit -> hit.evidence().match().valueSet().name().equals(valueSet))
                .toList();
    }

    /** Codings that leave the tag open. */
    List<CodeHit> undecided(Tag tag) {
        return hits("undecided").filter(hit -> hit.tag().equals(tag.word())).toList();
    }

    /** Codings that look like it and do not count, by the value set they matched. */
    List<CodeHit> refused(String... partsOfValueSets) {
        return hits("not-ours")
                .filter(hit -> Arrays.stream(partsOfValueSets)
                        .anyMatch(
                                part -> hit.evidence().match().valueSet().name().contains(part)))
                .toList();
    }

    /** Records that leave the tag open; a possible slip of coding is none of them. */
    List<Review> open(Tag tag) {
        return one.reviews().stream()
                .filter(review -> review.tag().equals(tag.word()) && !isSlip(review))
                .toList();
    }

    /** Records that say something else and may be a slip of coding. */
    List<Review> slips() {
        return one.reviews().stream().filter(Facts::isSlip).toList();
    }

    private static boolean isSlip(Review review) {
        return review.settledBy().equals(Missing.CODING.settledBy());
    }

    List<ProcedureEvent> events(Tag kind) {
        return one.procedures().stream().filter(event -> event.kind() == kind).toList();
    }

    Optional<ProcedureEvent> vague(Tag kind) {
        return events(kind).stream().filter(event -> !event.hasDay()).findFirst();
    }

    /** Open surgery or a spacer on the same day. */
    List<ProcedureEvent> openSurgeryWith(ProcedureEvent mild) {
        return openSurgery()
                .filter(event -> mild.hasDay()
                        && event.start().first().equals(mild.start().first()))
                .toList();
    }

    /** With a day, in time. */
    Stream<ProcedureEvent> openSurgery() {
        return one.procedures().stream().filter(event -> OPEN_SURGERY.contains(event.kind()) && event.hasDay());
    }

    Optional<ProcedureEvent> hybrid() {
        return events(Tag.MILD).stream()
                .filter(event -> !openSurgeryWith(event).isEmpty())
                .findFirst();
    }

    static List<String> reasons(List<CodeHit> hits) {
        return hits.stream().map(CodeHit::reason).distinct().toList();
    }

    static long records(List<CodeHit> hits) {
        return hits.stream().map(hit -> hit.evidence().ref()).distinct().count();
    }

    static long records(ProcedureEvent event) {
        return event.evidence().stream()
                .map(one -> one.ref())
                .map(SourceRef::toString)
                .distinct()
                .count();
    }

    private Stream<CodeHit> hits(String answer) {
        return one.codeHits().stream().filter(hit -> hit.answer().equals(answer));
    }
}
