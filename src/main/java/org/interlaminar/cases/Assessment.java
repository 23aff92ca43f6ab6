package org.interlaminar.cases;

import java.math.BigDecimal;
import java.util.List;
import org.interlaminar.clinical.PartialDate;

/**
 * What was known before an index: facts only. Candidacy is never judged, and what is not recorded is not documented.
 *
 * @param imaging mri, ct, or null
 * @param imagingOn the last lumbar imaging in the year before
 * @param grade stenosis grade in the scheme's own words, or null
 * @param gradeScheme schizas, lee, qualitative, or null
 * @param ligamentumFlavum thickness in mm, or null
 * @param slip whether spondylolisthesis is recorded
 * @param comorbidities kinds recorded by the day of the index
 * @param specialistVisit the last visit at a spine or pain clinic before it, or null
 */
public record Assessment(
        int indexNo,
        String imaging,
        PartialDate imagingOn,
        String grade,
        String gradeScheme,
        BigDecimal ligamentumFlavum,
        boolean slip,
        List<String> comorbidities,
        PartialDate specialistVisit) {}
