package org.interlaminar.ehr.preflight;

import java.util.ArrayList;
import java.util.List;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.search.Paging;

/** A type under examination, and what has been learned about it so far. */
final class ExaminedType {
    static final int COUNT = 20;

    /** What became of asking for changes. */
    enum Changes {
        FOUND,
        /** Only what was created is found. */
        ONLY_CREATED,
        NOT_FOUND,
        /** There was nothing to try it on. */
        UNKNOWN
    }

    private final String name;
    private final String parameter;
    private final Questions questions;
    private final List<Walk> walks = new ArrayList<>();
    private Paging paging;
    private Paging.Fetched page;
    private Sample sample;
    private FetchFailed failed;
    private Changes changes = Changes.UNKNOWN;
    private String needs;
    private boolean granted = true;
    private boolean exported;

    /** @param parameter a further search parameter, as in category=survey, or empty */
    ExaminedType(String name, String parameter, Questions questions) {
        this.name = name;
        this.parameter = parameter;
        this.questions = questions;
    }

    String name() {
        return name;
    }

    /** A search of the type. @param further parameters, as in {@code _count=1} */
    String query(String further) {
        return name + "?" + (parameter.isEmpty() ? "" : parameter + "&") + further;
    }

    /** It comes by bulk export: nobody searches for it. */
    void comesByExport() {
        exported = true;
    }

    /** Its first page, asked for once. */
    Sample sample() throws FetchFailed, NotAsked {
        if (exported) {
            throw new NotAsked("it comes by bulk export");
        }
        if (!granted) {
            throw new NotAsked("the token that was granted does not let us read it");
        }
        if (sample == null && failed == null) {
            paging = questions.search(query("_count=" + COUNT), name);
            try {
                page = questions.next(paging);
                sample = Sample.of(page);
            } catch (FetchFailed e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
        return sample;
    }

    /** The same to try something on. @throws NotAsked when it shows nothing */
    Sample someSample() throws NotAsked {
        try {
            if (!sample().isEmpty()) {
                return sample;
            }
        } catch (FetchFailed e) {
            throw new NotAsked("it cannot be searched");
        }
        throw new NotAsked("there is none to try it on");
    }

    boolean hasSample() {
        return sample != null && !sample.isEmpty();
    }

    /** What its first page shows, or nothing. */
    List<Shown> shown() {
        return sample == null ? List.of() : sample.matches();
    }

    boolean wasAsked() {
        return sample != null || failed != null;
    }

    boolean canBeSearched() {
        return sample != null;
    }

    /** The search whose first page is the sample. */
    Paging paging() {
        return paging;
    }

    /** The sample's page. */
    Paging.Fetched page() {
        return page;
    }

    List<Walk> walks() {
        return walks;
    }

    Changes changes() {
        return changes;
    }

    void changes(Changes learned) {
        changes = learned;
    }

    /** What a search needs beside it, as name=value, or null. */
    String needs() {
        return needs;
    }

    void needs(String further) {
        needs = further;
    }

    void notGranted() {
        granted = false;
    }

    boolean isGranted() {
        return granted;
    }
}
