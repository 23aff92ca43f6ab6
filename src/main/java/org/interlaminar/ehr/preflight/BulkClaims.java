package org.interlaminar.ehr.preflight;

import java.util.Set;

/** Whether the server says that it exports in bulk (<a href="https://hl7.org/fhir/uv/bulkdata/export.html">Bulk Data</a>). */
final class BulkClaims implements Examination {
    @Override
    public String name() {
        return "bulk export";
    }

    @Override
    public Finding look(Examined source) {
        Set<String> levels = source.statement().bulk();
        return levels.isEmpty()
                ? Finding.good("Not claimed")
                : Finding.good("Claimed for " + Words.list(levels) + "; whether this client may is not known by that");
    }
}
