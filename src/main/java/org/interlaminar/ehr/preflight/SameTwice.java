package org.interlaminar.ehr.preflight;

import org.interlaminar.ehr.FetchFailed;

/** Whether the same question has the same answer: pages that are cut from another order each time let something slip through. */
final class SameTwice implements Examination {
    @Override
    public String name() {
        return "same order twice";
    }

    @Override
    public Finding look(Examined source) throws FetchFailed, NotAsked {
        ExaminedType type = source.sampledType();
        Sample again = Sample.of(source.questions()
                .next(source.questions().search(type.query("_count=" + ExaminedType.COUNT), type.name())));
        if (again.ids().equals(type.sample().ids())) {
            return Finding.good("Asked twice for " + type.name() + ", the server shows the same first page");
        }
        return Finding.warning(
                "Asked twice for " + type.name() + ", the server shows two different first pages",
                "Something may slip through between two pages; whole pulls ask by id for what they miss. Ask the EHR's"
                        + " administrators whether results can have a fixed order.");
    }
}
