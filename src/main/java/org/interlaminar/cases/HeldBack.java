package org.interlaminar.cases;

import java.util.List;
import org.interlaminar.clinical.SourceRef;

/**
 * A record that takes no part in the case because of its confidentiality labels. Of a Patient it holds back the whole person.
 *
 * @param labels their codes, sorted; at least one
 */
public record HeldBack(SourceRef ref, List<String> labels) {
    public boolean isWholePerson() {
        return ref.type().equals("Patient");
    }
}
