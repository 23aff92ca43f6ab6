package org.interlaminar.cases;

import java.math.BigDecimal;
import java.util.List;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.recognition.Certainty;
import org.interlaminar.recognition.Evidence;

/**
 * Conservative care that is documented in the year before an index, or after it; never called failed. Clinical rules,
 * section 4.
 *
 * @param kind physical-therapy, epidural-injection, nsaid, neuropathic, opioid, analgesic
 * @param ingredient of a drug, else empty
 * @param phase before or after
 * @param first day on which it is recorded
 * @param last day on which it is recorded
 * @param count records of it: sessions, injections, orders
 * @param certainty definite by code, probable by a word
 * @param morphineEquivalent most milligrams of oral morphine a day that one order adds up to, or null
 */
public record Therapy(
        int indexNo,
        String kind,
        String ingredient,
        String phase,
        PartialDate first,
        PartialDate last,
        int count,
        Certainty certainty,
        BigDecimal morphineEquivalent,
        List<Evidence> evidence) {}
