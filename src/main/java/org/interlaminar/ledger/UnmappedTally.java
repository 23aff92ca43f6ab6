package org.interlaminar.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.interlaminar.clinical.Code;

/** Local codes that no site map knows, as one part brings them: bounded, whatever the size of the part. */
public final class UnmappedTally {
    /** Codes that are counted in one part, at two kilobytes each at most; the others are when they come again. */
    static final int MOST = 20_000;

    static final class Line {
        final Set<String> types = new TreeSet<>();
        final PeopleSketch people = new PeopleSketch();
        long seen;
    }

    private final Map<Code, Line> lines = new TreeMap<>();

    /**
     * @param seen resource versions that carried the code
     * @param types FHIR types they were of
     * @param people keys of the Patients they are about, in any order and number
     */
    public void add(Code code, long seen, Collection<String> types, long... people) {
        if (lines.size() == MOST && !lines.containsKey(code)) {
            return;
        }
        Line line = lines.computeIfAbsent(code, any -> new Line());
        line.seen += seen;
        line.types.addAll(types);
        for (long person : people) {
            line.people.add(person);
        }
    }

    /** In the order of the codes, which is the order in which every part locks them in the store. */
    Map<Code, Line> lines() {
        return lines;
    }
}
