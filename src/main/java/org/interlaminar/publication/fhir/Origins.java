package org.interlaminar.publication.fhir;

import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Resource;
import org.interlaminar.reporting.ResultKind.Column;
import org.interlaminar.reporting.ResultRow;
import org.interlaminar.reporting.Results.Source;

/** Where a case comes from: who put it together, by which value sets, from which versions, each told by its hash. */
final class Origins {
    static final String SUFFIX = "-case";

    private Origins() {}

    static Provenance of(ResultRow row, List<? extends Resource> targets, List<Source> sources) {
        Provenance provenance = Names.stamped(new Provenance(), row, row.person() + SUFFIX, null);
        targets.forEach(one ->
                provenance.addTarget(Names.to(one.fhirType(), one.getIdElement().getIdPart())));
        provenance.setRecorded(Date.from(row.at()));
        provenance.setActivity(Names.hl7("v3-DataOperation", "CREATE"));
        provenance
                .addAgent()
                .setType(Names.hl7("provenance-participant-type", "assembler"))
                .getWho()
                .setDisplay("Interlaminar " + version());
        sources.forEach(source -> provenance
                .addEntity()
                .setRole(ProvenanceEntityRole.SOURCE)
                .getWhat()
                .setType(source.type())
                .getIdentifier()
                .setSystem(Names.BASE + "sid/resource-version")
                .setValue(source.version()));
        provenance
                .addEntity()
                .setRole(ProvenanceEntityRole.DERIVATION)
                .getWhat()
                .getIdentifier()
                .setSystem(Names.BASE + "sid/value-sets")
                .setValue(row.text(Column.TERMINOLOGY));
        return provenance;
    }

    static String version() {
        String version = Origins.class.getPackage().getImplementationVersion();
        return version == null ? "unreleased" : version;
    }
}
