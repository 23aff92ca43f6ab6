package org.interlaminar.intake;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** FHIR in XML becomes the JSON that lands. It is slow, and no form for bulk. */
public final class FhirXml {
    /** Made when the first XML comes: it takes a second and some memory. */
    private static final class Context {
        static final FhirContext R4 = FhirContext.forR4();
    }

    private FhirXml() {}

    /**
     * The JSON of a resource of FHIR R4.
     *
     * @throws IOException when it is none; the message is a sentence without content
     */
    public static byte[] toJson(byte[] xml) throws IOException {
        try {
            IParser parser = Context.R4.newXmlParser();
            parser.setParserErrorHandler(new StrictErrorHandler());
            parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
            IBaseResource resource = parser.parseResource(new String(xml, StandardCharsets.UTF_8));
            IParser json = Context.R4.newJsonParser();
            json.setStripVersionsFromReferences(false);
            json.setOverrideResourceIdWithBundleEntryFullUrl(false);
            return json.encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8);
        } catch (DataFormatException | IllegalArgumentException | ClassCastException | StackOverflowError e) {
            // Their messages repeat what was read.
            throw new IOException("is no XML of a FHIR R4 resource");
        }
    }
}
