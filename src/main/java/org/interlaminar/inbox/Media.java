package org.interlaminar.inbox;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.interlaminar.intake.FhirXml;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeType;

/** The two forms of FHIR that are spoken here; inside there is only JSON. */
enum Media {
    JSON("application/fhir+json", Set.of("application/fhir+json", "application/json", "application/json+fhir", "json")),
    XML(
            "application/fhir+xml",
            Set.of("application/fhir+xml", "application/xml", "text/xml", "application/xml+fhir", "xml"));

    private static final Set<String> VERSIONS = Set.of("4.0", "4.0.1", "4.3", "4.3.0");

    private static final class Context {
        static final FhirContext R4 = FhirContext.forR4();
    }

    private final String name;
    private final Set<String> names;

    Media(String name, Set<String> names) {
        this.name = name;
        this.names = names;
    }

    /** What stands in Content-Type. */
    String header() {
        return name + ";charset=UTF-8";
    }

    @Override
    public String toString() {
        return name;
    }

    /** @throws Refused with 415 when it is neither, of another version of FHIR, or not in UTF-8 */
    static Media sent(String contentType) throws Refused {
        if (contentType == null) {
            throw unsupported("Content-Type is missing: it must be " + JSON + " or " + XML + ".");
        }
        try {
            MediaType sent = MediaType.parseMediaType(contentType);
            String version = sent.getParameter("fhirVersion");
            if (version != null && !VERSIONS.contains(version)) {
                throw unsupported("This is FHIR R4 (4.0): no other fhirVersion is read here.");
            }
            if (sent.getCharset() != null && !sent.getCharset().equals(StandardCharsets.UTF_8)) {
                throw unsupported("FHIR is sent in UTF-8.");
            }
            Media media = named(sent);
            if (media == null) {
                throw unsupported("Content-Type must be " + JSON + " or " + XML + ".");
            }
            return media;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw unsupported("Content-Type is none: it must be " + JSON + " or " + XML + ".");
        }
    }

    private static Refused unsupported(String message) {
        return new Refused(415, IssueType.NOTSUPPORTED, message);
    }

    /** @param format the parameter _format, which outdoes the header Accept; either may be null */
    static Media wanted(String format, String accept) throws Refused {
        try {
            if (format != null) {
                // A plus sign in a query means a space.
                String asked = format.strip().replace(' ', '+').toLowerCase(Locale.ROOT);
                return wanted(asked.contains("/") ? MediaType.parseMediaTypes(asked) : null, asked);
            }
            return accept == null || accept.isBlank() ? JSON : wanted(sorted(accept), "");
        } catch (InvalidMediaTypeException | IndexOutOfBoundsException e) {
            throw notAcceptable();
        }
    }

    private static List<MediaType> sorted(String accept) {
        List<MediaType> asked = new ArrayList<>(MediaType.parseMediaTypes(accept));
        asked.removeIf(one -> one.getQualityValue() == 0);
        asked.sort((one, other) -> Double.compare(other.getQualityValue(), one.getQualityValue()));
        return asked;
    }

    private static Media wanted(List<MediaType> asked, String word) throws Refused {
        if (asked == null) {
            for (Media media : values()) {
                if (media.names.contains(word)) {
                    return media;
                }
            }
            throw notAcceptable();
        }
        for (MediaType one : asked) {
            if (one.isWildcardType() || one.isWildcardSubtype() && one.getType().equals("application")) {
                return JSON;
            }
            Media media = named(one);
            if (media != null) {
                return media;
            }
        }
        throw notAcceptable();
    }

    private static Refused notAcceptable() {
        return new Refused(406, IssueType.NOTSUPPORTED, "Answers are " + JSON + " or " + XML + ".");
    }

    private static Media named(MimeType type) {
        String plain = (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
        for (Media media : values()) {
            if (media.names.contains(plain)) {
                return media;
            }
        }
        return null;
    }

    /** The JSON of what was sent. @throws Refused when a body in XML is no resource of R4 */
    byte[] toJson(byte[] body) throws Refused {
        if (this == JSON) {
            return body;
        }
        try {
            return FhirXml.toJson(body);
        } catch (IOException e) {
            throw Refused.malformed("The body " + e.getMessage() + ".");
        }
    }

    /** An answer in this form. */
    byte[] write(IBaseResource answer) {
        IParser parser = this == JSON ? Context.R4.newJsonParser() : Context.R4.newXmlParser();
        return parser.encodeResourceToString(answer).getBytes(StandardCharsets.UTF_8);
    }

    /** An answer of ours that was kept as JSON. */
    byte[] rewrite(byte[] json) {
        return this == JSON
                ? json
                : write(Context.R4.newJsonParser().parseResource(new String(json, StandardCharsets.UTF_8)));
    }
}
