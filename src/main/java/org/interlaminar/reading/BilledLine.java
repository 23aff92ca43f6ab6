package org.interlaminar.reading;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.interlaminar.clinical.BilledServices;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.reading.Elements.Period;

/** One item or one procedure of a claim while it is read; the claim's own period and refusal may come behind it. */
final class BilledLine {
    private final Elements in;
    private CodedText service = CodedText.NONE;
    private List<String> modifiers = List.of();
    private CodedText bodySite = CodedText.NONE;
    private CodedText subSite = CodedText.NONE;
    private CodedText place = CodedText.NONE;
    private Period serviced = Period.NONE;
    private String encounter;
    private boolean denied;

    private BilledLine(Elements in) {
        this.in = in;
    }

    static BilledLine ofItem(Elements in) throws IOException, Unreadable {
        BilledLine line = new BilledLine(in);
        in.eachField(line::item);
        return line;
    }

    static BilledLine ofProcedure(Elements in) throws IOException, Unreadable {
        BilledLine line = new BilledLine(in);
        in.eachField(line::procedure);
        return line;
    }

    private void item(String name) throws IOException, Unreadable {
        String path = "item." + name;
        switch (name) {
            case "productOrService" -> service = in.concept();
            case "modifier" -> modifiers = modifiers(in.concept());
            case "bodySite" -> bodySite = in.concept();
            case "subSite" -> subSite = in.concept();
            case "servicedDate" -> serviced = Period.day(in.date(path));
            case "servicedPeriod" -> serviced = in.period(path);
            case "locationCodeableConcept" -> place = in.concept();
            case "encounter" -> encounter = in.mention().id("Encounter");
            case "adjudication", "reviewOutcome" -> denied |= ClaimReader.isDenied(in);
            default -> in.skip();
        }
    }

    private void procedure(String name) throws IOException, Unreadable {
        switch (name) {
            case "procedureCodeableConcept" -> service = in.concept();
            case "date" -> serviced = Period.day(in.date("procedure." + name));
            default -> in.skip();
        }
    }

    private static List<String> modifiers(CodedText told) {
        return told.codes().stream()
                .map(Code::value)
                .map(modifier -> modifier.toUpperCase(Locale.ROOT))
                .toList();
    }

    /** Adds the line; one that names no service says nothing. */
    void addTo(List<BilledServices.Line> lines, Period billable, boolean allDenied) {
        if (service.codes().isEmpty() && service.texts().isEmpty()) {
            return;
        }
        Period time = serviced.isUndated() ? billable : serviced;
        lines.add(new BilledServices.Line(
                withModifiers(),
                CodedText.join(List.of(bodySite, subSite)),
                place,
                time.start(),
                time.end(),
                encounter,
                denied || allDenied));
    }

    private CodedText withModifiers() {
        return new CodedText(
                service.codes(),
                service.texts(),
                Stream.concat(service.modifiers().stream(), modifiers.stream())
                        .distinct()
                        .toList());
    }
}
